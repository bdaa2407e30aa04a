import { contextOf } from './session.js';
import { browserDescription, plainDescription } from './session-description.js';
import { sipRequest, sipResponse } from './sip-text.js';
export function hookedCall(random, session, options = {}) {
  const party = options.party ?? String(random.between(2000, 2999));
  const incoming = options.incoming === true;
  return {
    session,
    callId: incoming ? `pbx-${random.hex(20).toUpperCase()}@${session.sipDomain}` : random.uuid(),
    caller: incoming ? party : session.login,
    callee: incoming ? session.login : party,
    incoming,
    hasVideo: options.hasVideo === true,
  };
}
/** `call`. */
export function callPayload(random, call) {
  return {
    ...contextOf(call.session),
    ...parties(call),
    status: 'PENDING',
    hasAudio: true,
    visibleName: `User ${call.caller}`,
    mediaProvider: 'WebRTC',
    isMsrp: false,
    holdForTransfer: false,
    sdp: browserDescription(random, { video: call.hasVideo }),
  };
}
/** `OnCallEvent`. */
export function onCallPayload(random, call) {
  const sdp = plainDescription(random.between(10_000, 20_000) & ~1);
  return {
    ...contextOf(call.session),
    ...parties(call),
    status: 'PENDING',
    hasAudio: true,
    mediaProvider: 'WebRTC',
    isMsrp: false,
    holdForTransfer: false,
    sipMessageRaw: sipRequest({ ...sipDialog(call, 'INVITE'), body: sdp }),
  };
}
/** The SIP answer that brings a call into each state (seed 004, `sipMessageRaw` of `CallStatusEvent`). */
const SIP_OUTCOMES = {
  PENDING: { line: '100 Trying', method: 'INVITE' },
  TRYING: { line: '100 Trying', method: 'INVITE' },
  RING: { line: '180 Ringing', method: 'INVITE' },
  SESSION_PROGRESS: { line: '183 Session Progress', method: 'INVITE' },
  BUSY: { line: '486 Busy Here', method: 'INVITE' },
  ESTABLISHED: { line: '200 OK', method: 'INVITE' },
  HOLD: { line: '200 OK', method: 'INVITE' },
  FINISH: { line: '200 OK', method: 'BYE' },
  FAILED: { line: '403 Forbidden', method: 'INVITE' },
};
/** `CallStatusEvent`. */
export function callStatusPayload(call, status, info) {
  const { line, method } = SIP_OUTCOMES[status];
  return {
    ...contextOf(call.session),
    ...parties(call),
    status,
    ...(info === undefined ? {} : { info }),
    mediaProvider: 'WebRTC',
    sipStatus: Number(line.slice(0, 3)),
    sipMessageRaw: sipResponse(line, sipDialog(call, method)),
  };
}
/** `answer`. */
export function answerPayload(random, call) {
  return {
    ...contextOf(call.session),
    ...parties(call),
    status: 'PENDING',
    hasAudio: true,
    mediaProvider: 'WebRTC',
    sdp: browserDescription(random, { video: call.hasVideo }),
  };
}
/** `hangup`, `hold` and `unhold` carry the same members. */
export function callControlPayload(call) {
  return { ...contextOf(call.session), callId: call.callId, hasVideo: call.hasVideo };
}
/** `transfer`. */
export function transferPayload(call, target) {
  return { ...contextOf(call.session), callId: call.callId, target };
}
/** `TransferStatusEvent`. */
export function transferStatusPayload(call, status) {
  return {
    ...contextOf(call.session),
    callId: call.callId,
    incoming: false,
    status,
    hasVideo: call.hasVideo,
    sipMessageRaw: sipResponse('202 Accepted', sipDialog(call, 'REFER')),
  };
}
/** `sendDtmf`. */
export function dtmfPayload(call, dtmf) {
  return { ...contextOf(call.session), callId: call.callId, dtmf, type: 'RFC2833' };
}
function parties(call) {
  return {
    callId: call.callId,
    incoming: call.incoming,
    caller: call.caller,
    callee: call.callee,
    hasVideo: call.hasVideo,
  };
}
function sipDialog(call, method) {
  const domain = call.session.sipDomain;
  return {
    method,
    from: `sip:${call.caller}@${domain}`,
    to: `sip:${call.callee}@${domain}`,
    callId: call.callId,
  };
}
