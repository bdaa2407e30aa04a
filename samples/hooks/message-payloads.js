import { contextOf } from './session.js';
import { sipRequest, sipResponse } from './sip-text.js';
export function hookedMessage(random, session, options = {}) {
  const party = options.party ?? String(random.between(2000, 2999));
  const incoming = options.incoming === true;
  return {
    session,
    id: random.uuid(),
    from: incoming ? party : session.login,
    to: incoming ? session.login : party,
    body: options.body ?? 'Hello',
    incoming,
  };
}
/** `sendMessage`. */
export function sendMessagePayload(message) {
  return { ...contextOf(message.session), ...letter(message) };
}
/** `OnMessageEvent`. */
export function onMessagePayload(message) {
  return {
    ...contextOf(message.session),
    ...letter(message),
    status: 'RECEIVED',
    sipMessageRaw: sipRequest({ ...sipDialog(message), body: message.body, contentType: 'text/plain' }),
  };
}
/** `MessageStatusEvent`. */
export function messageStatusPayload(message, status) {
  const line = status === 'FAILED' ? '404 Not Found' : '202 Accepted';
  return {
    ...contextOf(message.session),
    ...letter(message),
    status,
    sipMessageRaw: sipResponse(line, sipDialog(message)),
  };
}
/** `sendIMDN`. */
export function sendImdnPayload(message) {
  return { ...contextOf(message.session), messageId: message.id };
}
function letter(message) {
  return {
    id: message.id,
    from: message.from,
    to: message.to,
    body: message.body,
    contentType: 'text/plain',
    isImdnRequired: false,
  };
}
function sipDialog(message) {
  const domain = message.session.sipDomain;
  return {
    method: 'MESSAGE',
    from: `sip:${message.from}@${domain}`,
    to: `sip:${message.to}@${domain}`,
    callId: message.id,
  };
}
