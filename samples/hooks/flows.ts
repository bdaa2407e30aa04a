import type { Random } from '../builder/index.ts';
import {
  answerPayload,
  callControlPayload,
  callPayload,
  callStatusPayload,
  dtmfPayload,
  type HookedCall,
  onCallPayload,
  transferPayload,
  transferStatusPayload,
} from './call-payloads.ts';
import {
  type ConnectOptions,
  connectionErrorPayload,
  connectionStatusPayload,
  connectPayload,
  registrationStatusPayload,
} from './connection-payloads.ts';
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
} from './data-payloads.ts';
import type { JsonObject } from './json.ts';
import {
  type HookedMessage,
  messageStatusPayload,
  onMessagePayload,
  sendMessagePayload,
} from './message-payloads.ts';
import { type HookPost, hookPost } from './post.ts';
import type { HookSession } from './session.ts';
import {
  type HookedStream,
  keepAlivePayload,
  startStreamPayload,
  streamControlPayload,
  streamStatusPayload,
} from './stream-payloads.ts';

/**
 * What a call server posts in the course of sound sessions (domain facts: the match between client invocations and
 * hooks, and the sequences of the vendor's pages). Each flow gives its hooks in order, as data; times are
 * microseconds on the scenario's clock, `at` that of the first.
 */

const MILLISECOND = 1000;
const SECOND = 1_000_000;

export interface ConnectFlowOptions extends ConnectOptions {
  /** Members of the answer to `connect` besides those it mirrors, such as `restClientConfig`. */
  readonly changes?: JsonObject;
}

/** A session comes about, and registers where told. */
export function connectFlow(
  at: number,
  session: HookSession,
  options: ConnectFlowOptions = {},
): readonly HookPost[] {
  const connect: HookPost = {
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
export function refusedConnectFlow(at: number, session: HookSession, status = 403): readonly HookPost[] {
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
export function disconnectFlow(at: number, session: HookSession): readonly HookPost[] {
  return [hookPost(at, 'ConnectionStatusEvent', connectionStatusPayload(session, 'DISCONNECTED'))];
}

export interface CallFlowOptions {
  /** Microseconds of talk. */
  readonly talk: number;
  /** Who ends it; the session's own user by `hangup`, unless given. */
  readonly endedBy?: 'user' | 'party';
  /** Held and taken up again during the talk. */
  readonly held?: boolean;
  /** Key pressed during the talk. */
  readonly dtmf?: string;
  /** Number the call is transferred to at the end of the talk. */
  readonly transferredTo?: string;
}

/** An outgoing call. */
export function outgoingCallFlow(
  at: number,
  random: Random,
  call: HookedCall,
  options: CallFlowOptions,
): readonly HookPost[] {
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
export function incomingCallFlow(
  at: number,
  random: Random,
  call: HookedCall,
  options: CallFlowOptions,
): readonly HookPost[] {
  const answered = at + random.between(900, 2500) * MILLISECOND;
  return [
    hookPost(at, 'OnCallEvent', onCallPayload(random, call)),
    hookPost(answered, 'answer', answerPayload(random, call)),
    hookPost(answered + 85 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'ESTABLISHED')),
    ...talkFlow(answered + 85 * MILLISECOND, call, options),
  ];
}

function talkFlow(established: number, call: HookedCall, options: CallFlowOptions): readonly HookPost[] {
  const ended = established + options.talk;
  const part = (share: number) => established + Math.round(options.talk * share);
  const posts: HookPost[] = [];
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

export interface StreamFlowOptions {
  /** Microseconds for which it runs. */
  readonly duration: number;
  /** Microseconds between `StreamKeepAliveEvent`s; none unless given. */
  readonly keepAlive?: number;
}

/** A stream is published or played, and stopped. */
export function streamFlow(
  at: number,
  random: Random,
  stream: HookedStream,
  options: StreamFlowOptions,
): readonly HookPost[] {
  const [start, running, stop, stopped] = stream.published
    ? (['publishStream', 'PUBLISHING', 'unPublishStream', 'UNPUBLISHED'] as const)
    : (['playStream', 'PLAYING', 'stopStream', 'STOPPED'] as const);
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
export function messageFlow(at: number, message: HookedMessage): readonly HookPost[] {
  if (message.incoming) return [hookPost(at, 'OnMessageEvent', onMessagePayload(message))];
  return [
    hookPost(at, 'sendMessage', sendMessagePayload(message)),
    hookPost(at + 40 * MILLISECOND, 'MessageStatusEvent', messageStatusPayload(message, 'ACCEPTED')),
  ];
}

/** Data is sent to the client and acknowledged. */
export function dataFlow(at: number, session: HookSession, operationId: string): readonly HookPost[] {
  return [
    hookPost(at, 'sendData', dataPayload(session, operationId, { message: 'example' })),
    hookPost(at + 50 * MILLISECOND, 'DataStatusEvent', dataStatusPayload(session, operationId, 'ACCEPTED')),
  ];
}

/** A bug report is filed. */
export function bugReportFlow(at: number, session: HookSession): readonly HookPost[] {
  return [
    hookPost(at, 'sendBugReport', bugReportPayload(session, 'No sound')),
    hookPost(at + 2 * SECOND, 'BugReportStatusEvent', bugReportStatusPayload(session, 'report-example.zip')),
  ];
}

/** Debugging of a session is switched on. */
export function sessionDebugFlow(at: number, session: HookSession): readonly HookPost[] {
  return [
    hookPost(at, 'sessionDebug', sessionDebugPayload(session, 'start')),
    hookPost(at + 30 * MILLISECOND, 'SessionDebugStatusEvent', sessionDebugStatusPayload(session, 'STARTED')),
  ];
}

/** A SIP subscription becomes active. */
export function subscriptionFlow(at: number, session: HookSession): readonly HookPost[] {
  return [
    hookPost(at, 'subscribe', subscribePayload(session)),
    hookPost(at + 120 * MILLISECOND, 'SubscriptionStatusEvent', subscriptionStatusPayload(session, 'Active')),
  ];
}

/** An XCAP document is fetched. */
export function xcapFlow(at: number, session: HookSession, url: string): readonly HookPost[] {
  return [
    hookPost(at, 'sendXcapRequest', xcapPayload(session, url)),
    hookPost(at + 150 * MILLISECOND, 'XcapStatusEvent', xcapStatusPayload(session, url)),
  ];
}
