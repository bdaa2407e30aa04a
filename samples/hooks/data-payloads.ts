import type { JsonObject } from './json.ts';
import { contextOf, type HookSession } from './session.ts';
import { sipResponse } from './sip-text.ts';

/** `sendData` and `OnDataEvent`. */
export function dataPayload(session: HookSession, operationId: string, payload: JsonObject): JsonObject {
  return { ...contextOf(session), operationId, payload };
}

/** `DataStatusEvent`. */
export function dataStatusPayload(
  session: HookSession,
  operationId: string,
  status: 'ACCEPTED' | 'FAILED',
): JsonObject {
  return { ...contextOf(session), operationId, status };
}

/** `sendBugReport` and `submitBugReport`. */
export function bugReportPayload(session: HookSession, text: string): JsonObject {
  return { ...contextOf(session), text, type: 'no_media' };
}

/** `BugReportStatusEvent`. */
export function bugReportStatusPayload(session: HookSession, filename: string): JsonObject {
  return { ...contextOf(session), filename };
}

/** `sessionDebug`. */
export function sessionDebugPayload(session: HookSession, command: 'start' | 'stop'): JsonObject {
  return { ...contextOf(session), command };
}

/** `SessionDebugStatusEvent`. */
export function sessionDebugStatusPayload(session: HookSession, status: 'STARTED' | 'STOPPED'): JsonObject {
  return { ...contextOf(session), status };
}

/** `subscribe`. */
export function subscribePayload(session: HookSession): JsonObject {
  return { ...contextOf(session), event: 'reg', expires: 600, terminate: false };
}

/** `SubscriptionStatusEvent`. */
export function subscriptionStatusPayload(session: HookSession, status: 'Active' | 'Terminated'): JsonObject {
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
export function xcapPayload(session: HookSession, url: string): JsonObject {
  return { ...contextOf(session), url };
}

/** `XcapStatusEvent`. */
export function xcapStatusPayload(session: HookSession, url: string): JsonObject {
  return { ...contextOf(session), url, xcapResponse: '<?xml version="1.0"?><resource-lists/>' };
}

/** `ErrorEvent`. */
export function errorPayload(session: HookSession, info: string): JsonObject {
  return { ...contextOf(session), info };
}
