import { contextOf } from '../../hooks/index.ts';
import { sizedText } from '../sized-text.ts';
import { CALL_SERVER, PBX } from '../surroundings.ts';
import { PHONE_USER, phoneSip } from './phone.ts';

const sentMessage = {
  id: '8c1f02ab',
  from: '1001',
  to: '1002',
  body: 'Hello Bob!',
  contentType: 'text/plain',
  isImdnRequired: false,
};
const incomingMessage = {
  id: 'b70d4e19',
  from: '1002',
  to: '1001',
  body: 'Hello Alice, I am here. Call me when you are back.',
  contentType: 'message/cpim',
  isImdnRequired: true,
};

const sentSip = {
  method: 'MESSAGE',
  sequence: 1,
  from: '1001',
  to: '1002',
  callId: `8c1f02ab@${CALL_SERVER}`,
  branch: '7a55',
};
const incomingSip = {
  method: 'MESSAGE',
  sequence: 102,
  from: '1002',
  to: '1001',
  callId: `b70d4e19@${PBX}`,
};
const notificationSip = {
  ...incomingSip,
  sequence: 2,
  from: '1001',
  to: '1002',
  callId: 'b70d4e19',
  branch: '7a56',
};

const acceptedLines = [
  'Server: Example PBX 11',
  'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH, MESSAGE',
  'Supported: replaces, timer',
  'Date: Tue, 21 Oct 2014 13:32:35 GMT',
  'Contact: <sip:1002@192.0.2.50:5060>',
  'Accept: application/sdp, text/plain, message/cpim, message/imdn+xml',
  'Organization: Example Telephony',
];

function acceptedSip(padding: string): string {
  return phoneSip({
    ...sentSip,
    start: 'SIP/2.0 202 Accepted',
    branch: `7a55${padding}`,
    lines: acceptedLines,
  });
}

const cpim = [
  'From: <sip:1002@192.0.2.50>',
  'To: <sip:1001@192.0.2.50>',
  'DateTime: 2014-10-21T13:32:35Z',
  'NS: imdn <urn:ietf:params:imdn>',
  'imdn.Message-ID: b70d4e19',
  'imdn.Disposition-Notification: positive-delivery',
  '',
  'Content-Type: text/plain',
  '',
  incomingMessage.body,
].join('\r\n');

function messageSip(padding: string): string {
  return phoneSip({
    ...incomingSip,
    start: `MESSAGE sip:1001@${CALL_SERVER}:30000 SIP/2.0`,
    branch: `19d2${padding}`,
    lines: [
      'User-Agent: Example Phone 4',
      'Date: Tue, 21 Oct 2014 13:32:35 GMT',
      'Content-Type: message/cpim',
    ],
    body: cpim,
  });
}

/** What the call server keeps of the answer to its delivery notification. */
function notifiedSip(padding: string): string {
  return [
    'SIP/2.0 200 OK',
    `Via: SIP/2.0/UDP ${CALL_SERVER}:30000;branch=z9hG4bK7a56${padding}`,
    `Call-ID: ${notificationSip.callId}`,
    'CSeq: 2 MESSAGE\r\n\r\n',
  ].join('\r\n');
}

/** The four bodies, of the lengths that the listing implies: segment minus header block, and the echo's chunk. */
export const MESSAGING_BODIES = {
  sendMessage: sizedText(192, (padding) =>
    JSON.stringify({ ...contextOf(PHONE_USER), ...sentMessage, body: `${sentMessage.body}${padding}` }),
  ),
  accepted: sizedText(842, (padding) =>
    JSON.stringify({
      ...contextOf(PHONE_USER),
      ...sentMessage,
      status: 'ACCEPTED',
      sipMessageRaw: acceptedSip(padding),
    }),
  ),
  onMessage: sizedText(935, (padding) =>
    JSON.stringify({
      ...contextOf(PHONE_USER),
      ...incomingMessage,
      status: 'RECEIVED',
      sipMessageRaw: messageSip(padding),
    }),
  ),
  notified: sizedText(428, (padding) =>
    JSON.stringify({
      ...contextOf(PHONE_USER),
      ...incomingMessage,
      status: 'IMDN_NOTIFICATION_SENT',
      sipMessageRaw: notifiedSip(padding),
    }),
  ),
} as const;

/** The SIP datagrams around them. */
export const MESSAGING_SIP = {
  sent: phoneSip({
    ...sentSip,
    start: `MESSAGE sip:1002@${PBX} SIP/2.0`,
    lines: ['Content-Type: text/plain'],
    body: sentMessage.body,
  }),
  accepted: acceptedSip(''),
  incoming: messageSip(''),
  received: phoneSip({ ...incomingSip, start: 'SIP/2.0 200 OK', branch: '19d2' }),
  notification: phoneSip({
    ...notificationSip,
    start: `MESSAGE sip:1002@${PBX} SIP/2.0`,
    lines: ['Content-Type: message/imdn+xml'],
    body: '<?xml version="1.0"?><imdn xmlns="urn:ietf:params:xml:ns:imdn"><message-id>b70d4e19</message-id></imdn>',
  }),
  notified: phoneSip({ ...notificationSip, start: 'SIP/2.0 200 OK' }),
} as const;
