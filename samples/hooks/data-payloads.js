import { contextOf } from './session.js';
import { sipResponse } from './sip-text.js';
/** `sendData` and `OnDataEvent`. */
export function dataPayload(session, operationId, payload) {
  return { ...contextOf(session), operationId, payload };
}
/** `DataStatusEvent`. */
export function dataStatusPayload(session, operationId, status) {
  return { ...contextOf(session), operationId, status };
}
/** `sendBugReport` and `submitBugReport`. */
export function bugReportPayload(session, text) {
  return { ...contextOf(session), text, type: 'no_media' };
}
/** `BugReportStatusEvent`. */
export function bugReportStatusPayload(session, filename) {
  return { ...contextOf(session), filename };
}
/** `sessionDebug`. */
export function sessionDebugPayload(session, command) {
  return { ...contextOf(session), command };
}
/** `SessionDebugStatusEvent`. */
export function sessionDebugStatusPayload(session, status) {
  return { ...contextOf(session), status };
}
/** `subscribe`. */
export function subscribePayload(session) {
  return { ...contextOf(session), event: 'reg', expires: 600, terminate: false };
}
/** `SubscriptionStatusEvent`. */
export function subscriptionStatusPayload(session, status) {
  const address = `sip:${session.login}@${session.sipDomain}`;
  return {
    ...subscribePayload(session),
    terminate: status === 'Terminated',
    requestBody:
      '<?xml version="1.0"?><reginfo xmlns="urn:ietf:params:xml:ns:reginfo" version="0" state="full"/>',
    status,
    sipMessageRaw: sipResponse('200 OK', {
      method: 'SUBSCRIBE',
      from: address,
      to: address,
      callId: `${session.login}-subscribe`,
    }),
  };
}
/** `sendXcapRequest`. */
export function xcapPayload(session, url) {
  return { ...contextOf(session), url };
}
/** `XcapStatusEvent`. */
export function xcapStatusPayload(session, url) {
  return { ...contextOf(session), url, xcapResponse: '<?xml version="1.0"?><resource-lists/>' };
}
/** `ErrorEvent`. */
export function errorPayload(session, info) {
  return { ...contextOf(session), info };
}
