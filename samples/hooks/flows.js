import {
  answerPayload,
  callControlPayload,
  callPayload,
  callStatusPayload,
  dtmfPayload,
  onCallPayload,
  transferPayload,
  transferStatusPayload,
} from './call-payloads.js';
import {
  connectionErrorPayload,
  connectionStatusPayload,
  connectPayload,
  registrationStatusPayload,
} from './connection-payloads.js';
import {
  bugReportPayload,
  bugReportStatusPayload,
  dataPayload,
  dataStatusPayload,
  sessionDebugPayload,
  sessionDebugStatusPayload,
  subscribePayload,
  subscriptionStatusPayload,
  xcapPayload,
  xcapStatusPayload,
} from './data-payloads.js';
import { messageStatusPayload, onMessagePayload, sendMessagePayload } from './message-payloads.js';
import { hookPost } from './post.js';
import {
  keepAlivePayload,
  startStreamPayload,
  streamControlPayload,
  streamStatusPayload,
} from './stream-payloads.js';

/**
 * What a call server posts in the course of sound sessions (domain facts: the match between client invocations and
 * hooks, and the sequences of the vendor's pages). Each flow gives its hooks in order, as data; times are
 * microseconds on the scenario's clock, `at` that of the first.
 */
const MILLISECOND = 1000;
const SECOND = 1_000_000;
/** A session comes about, and registers where told. */
export function connectFlow(at, session, options = {}) {
  const connect = {
    ...hookPost(at, 'connect', connectPayload(session, options)),
    answer: { kind: 'mirrored', ...(options.changes === undefined ? {} : { changes: options.changes }) },
  };
  const established = connectionStatusPayload(session, 'ESTABLISHED', options);
  const posts = [connect, hookPost(at + 45 * MILLISECOND, 'ConnectionStatusEvent', established)];
  if (options.register === true) {
    posts.push(
      hookPost(at + 320 * MILLISECOND, 'RegistrationStatusEvent', registrationStatusPayload(session)),
    );
  }
  return posts;
}
/** The backend refuses the session, and the call server reports that: FAILED, then DISCONNECTED. */
export function refusedConnectFlow(at, session, status = 403) {
  const info = `REST connect was answered ${status}`;
  return [
    { ...hookPost(at, 'connect', connectPayload(session)), answer: { kind: 'status', status } },
    hookPost(at + 40 * MILLISECOND, 'ConnectionStatusEvent', connectionErrorPayload(session, 'FAILED', info)),
    hookPost(
      at + 75 * MILLISECOND,
      'ConnectionStatusEvent',
      connectionErrorPayload(session, 'DISCONNECTED', info),
    ),
  ];
}
/** The client goes. */
export function disconnectFlow(at, session) {
  return [hookPost(at, 'ConnectionStatusEvent', connectionStatusPayload(session, 'DISCONNECTED'))];
}
/** An outgoing call. */
export function outgoingCallFlow(at, random, call, options) {
  const answered = at + random.between(900, 2500) * MILLISECOND;
  return [
    hookPost(at, 'call', callPayload(random, call)),
    hookPost(at + 105 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'TRYING')),
    hookPost(at + 185 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'RING')),
    hookPost(answered, 'CallStatusEvent', callStatusPayload(call, 'ESTABLISHED')),
    ...talkFlow(answered, call, options),
  ];
}
/** An incoming call that the user answers. */
export function incomingCallFlow(at, random, call, options) {
  const answered = at + random.between(900, 2500) * MILLISECOND;
  return [
    hookPost(at, 'OnCallEvent', onCallPayload(random, call)),
    hookPost(answered, 'answer', answerPayload(random, call)),
    hookPost(answered + 85 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'ESTABLISHED')),
    ...talkFlow(answered + 85 * MILLISECOND, call, options),
  ];
}
function talkFlow(established, call, options) {
  const ended = established + options.talk;
  const part = (share) => established + Math.round(options.talk * share);
  const posts = [];
  if (options.dtmf !== undefined)
    posts.push(hookPost(part(0.15), 'sendDtmf', dtmfPayload(call, options.dtmf)));
  if (options.held === true) {
    posts.push(
      hookPost(part(0.3), 'hold', callControlPayload(call)),
      hookPost(part(0.3) + 70 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'HOLD')),
      hookPost(part(0.6), 'unhold', callControlPayload(call)),
      hookPost(part(0.6) + 70 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'ESTABLISHED')),
    );
  }
  if (options.transferredTo !== undefined) {
    posts.push(
      hookPost(part(0.8), 'transfer', transferPayload(call, options.transferredTo)),
      hookPost(part(0.8) + 60 * MILLISECOND, 'TransferStatusEvent', transferStatusPayload(call, 'ACCEPTED')),
      hookPost(
        part(0.8) + 140 * MILLISECOND,
        'TransferStatusEvent',
        transferStatusPayload(call, 'COMPLETED'),
      ),
    );
  }
  if (options.endedBy !== 'party') posts.push(hookPost(ended, 'hangup', callControlPayload(call)));
  posts.push(
    hookPost(
      ended + 48 * MILLISECOND,
      'CallStatusEvent',
      callStatusPayload(call, 'FINISH', 'Normal call clearing'),
    ),
  );
  return posts;
}
/** A stream is published or played, and stopped. */
export function streamFlow(at, random, stream, options) {
  const [start, running, stop, stopped] = stream.published
    ? ['publishStream', 'PUBLISHING', 'unPublishStream', 'UNPUBLISHED']
    : ['playStream', 'PLAYING', 'stopStream', 'STOPPED'];
  const begun = at + random.between(350, 700) * MILLISECOND;
  const ended = begun + options.duration;
  const posts = [
    hookPost(at, start, startStreamPayload(random, stream)),
    hookPost(begun, 'StreamStatusEvent', streamStatusPayload(stream, running)),
  ];
  if (options.keepAlive !== undefined) {
    for (let time = begun + options.keepAlive; time < ended; time += options.keepAlive) {
      posts.push(hookPost(time, 'StreamKeepAliveEvent', keepAlivePayload(stream)));
    }
  }
  posts.push(
    hookPost(ended, stop, streamControlPayload(stream)),
    hookPost(ended + 30 * MILLISECOND, 'StreamStatusEvent', streamStatusPayload(stream, stopped)),
  );
  return posts;
}
/** A message is sent and accepted, or comes in. */
export function messageFlow(at, message) {
  if (message.incoming) return [hookPost(at, 'OnMessageEvent', onMessagePayload(message))];
  return [
    hookPost(at, 'sendMessage', sendMessagePayload(message)),
    hookPost(at + 40 * MILLISECOND, 'MessageStatusEvent', messageStatusPayload(message, 'ACCEPTED')),
  ];
}
/** Data is sent to the client and acknowledged. */
export function dataFlow(at, session, operationId) {
  return [
    hookPost(at, 'sendData', dataPayload(session, operationId, { message: 'example' })),
    hookPost(at + 50 * MILLISECOND, 'DataStatusEvent', dataStatusPayload(session, operationId, 'ACCEPTED')),
  ];
}
/** A bug report is filed. */
export function bugReportFlow(at, session) {
  return [
    hookPost(at, 'sendBugReport', bugReportPayload(session, 'No sound')),
    hookPost(at + 2 * SECOND, 'BugReportStatusEvent', bugReportStatusPayload(session, 'report-example.zip')),
  ];
}
/** Debugging of a session is switched on. */
export function sessionDebugFlow(at, session) {
  return [
    hookPost(at, 'sessionDebug', sessionDebugPayload(session, 'start')),
    hookPost(at + 30 * MILLISECOND, 'SessionDebugStatusEvent', sessionDebugStatusPayload(session, 'STARTED')),
  ];
}
/** A SIP subscription becomes active. */
export function subscriptionFlow(at, session) {
  return [
    hookPost(at, 'subscribe', subscribePayload(session)),
    hookPost(at + 120 * MILLISECOND, 'SubscriptionStatusEvent', subscriptionStatusPayload(session, 'Active')),
  ];
}
/** An XCAP document is fetched. */
export function xcapFlow(at, session, url) {
  return [
    hookPost(at, 'sendXcapRequest', xcapPayload(session, url)),
    hookPost(at + 150 * MILLISECOND, 'XcapStatusEvent', xcapStatusPayload(session, url)),
  ];
}
