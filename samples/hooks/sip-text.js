const CALL_SERVER = '203.0.113.10';
const USER_AGENT = 'Example Call Server';
/** A SIP request (RFC 3261) as the call server sends it. */
export function sipRequest(dialog) {
  return sipMessage(`${dialog.method} ${dialog.to} SIP/2.0`, dialog, false);
}
/** A SIP response; `line` is status and reason. */
export function sipResponse(line, dialog) {
  return sipMessage(`SIP/2.0 ${line}`, dialog, !line.startsWith('100'));
}
function sipMessage(startLine, dialog, answered) {
  const body = dialog.body ?? '';
  const sequence = dialog.sequence ?? 1;
  const lines = [
    startLine,
    `Via: SIP/2.0/UDP ${CALL_SERVER}:30000;branch=z9hG4bK${dialog.branch ?? '5f0a11c2'};rport`,
    `From: <${dialog.from}>;tag=a1b2c3`,
    `To: <${dialog.to}>${answered ? ';tag=d4e5f6' : ''}`,
    `Call-ID: ${dialog.callId}`,
    `CSeq: ${sequence} ${dialog.method}`,
    `Contact: <sip:${CALL_SERVER}:30000>`,
    'Max-Forwards: 70',
    `User-Agent: ${USER_AGENT}`,
    ...(body === '' ? [] : [`Content-Type: ${dialog.contentType ?? 'application/sdp'}`]),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
