/** Courses of calls, streams and messages that samples/hooks does not have. All are sound. */
import type { Random } from '../../samples/builder/index.ts';
import {
  answerPayload,
  bugReportFlow,
  callControlPayload,
  callPayload,
  callStatusPayload,
  contextOf,
  dataFlow,
  dataPayload,
  dataStatusPayload,
  type HookedCall,
  type HookedMessage,
  type HookedStream,
  type HookPost,
  type HookSession,
  hookPost,
  messageFlow,
  messageStatusPayload,
  onCallPayload,
  playHlsPayload,
  sendImdnPayload,
  sessionDebugFlow,
  startStreamPayload,
  streamEventPayload,
  streamStatusPayload,
  subscriptionFlow,
  xcapFlow,
} from '../../samples/hooks/index.ts';
import { WINDOWS } from './methods.ts';
import { MILLISECOND, SECOND } from './plan.ts';

const status = (
  at: number,
  call: HookedCall,
  word: Parameters<typeof callStatusPayload>[1],
  info?: string,
): HookPost => hookPost(at, 'CallStatusEvent', callStatusPayload(call, word, info));

/** An outgoing call that comes to nothing: the SIP side refuses it, the callee is busy, or the caller gives up. */
export function failedCallFlow(at: number, random: Random, call: HookedCall): readonly HookPost[] {
  const rung = at + random.between(150, 900) * MILLISECOND;
  const over = rung + random.between(700, 6000) * MILLISECOND;
  const begun = [
    hookPost(at, 'call', callPayload(random, call)),
    status(at + random.between(20, 120) * MILLISECOND, call, 'TRYING'),
  ];
  switch (random.pick(['refused', 'busy', 'given-up', 'at-once'] as const)) {
    case 'refused':
      return [
        ...begun,
        status(rung, call, 'SESSION_PROGRESS'),
        status(over, call, 'FAILED', 'SIP 403 FORBIDDEN'),
      ];
    case 'busy':
      return [...begun, status(rung, call, 'BUSY', 'SIP 486 Busy Here')];
    case 'given-up':
      return [
        ...begun,
        status(rung, call, 'RING'),
        hookPost(over, 'hangup', callControlPayload(call)),
        status(over + 40 * MILLISECOND, call, 'FINISH', 'Normal call clearing'),
      ];
    default:
      return [begun[0], status(at + 90 * MILLISECOND, call, 'FAILED', 'Failed by session creation')];
  }
}

/** An incoming call that nobody takes: rejected by the user, or given up by the caller. */
export function untakenCallFlow(at: number, random: Random, call: HookedCall): readonly HookPost[] {
  const announced = hookPost(at, 'OnCallEvent', onCallPayload(random, call));
  const over = at + random.between(2, 25) * SECOND;
  const ringing = random.chance(0.7) ? [status(at + 30 * MILLISECOND, call, 'RING')] : [];
  const end = status(over + 45 * MILLISECOND, call, random.pick(['FINISH', 'FAILED'] as const));
  return random.chance(0.5)
    ? [announced, ...ringing, hookPost(over, 'hangup', callControlPayload(call)), end]
    : [announced, ...ringing, end];
}

/** An incoming call of which the backend is told that it rings, before it is answered and ended. */
export function ringingCallFlow(
  at: number,
  random: Random,
  call: HookedCall,
  talk: number,
): readonly HookPost[] {
  const answered = at + random.between(1000, 6000) * MILLISECOND;
  const ended = answered + talk;
  const byUser = random.chance(0.5);
  return [
    hookPost(at, 'OnCallEvent', onCallPayload(random, call)),
    status(
      at + random.between(20, 300) * MILLISECOND,
      call,
      random.pick(['RING', 'TRYING', 'PENDING'] as const),
    ),
    hookPost(answered, 'answer', answerPayload(random, call)),
    status(answered + random.between(60, 900) * MILLISECOND, call, 'ESTABLISHED'),
    ...(byUser ? [hookPost(ended + SECOND, 'hangup', callControlPayload(call))] : []),
    status(ended + SECOND + 60 * MILLISECOND, call, 'FINISH', 'Normal call clearing'),
  ];
}

/** A stream with something done to it on the way; its end may come with the end of the session. */
export function busyStreamFlow(
  at: number,
  random: Random,
  stream: HookedStream,
  duration: number,
): readonly HookPost[] {
  const begun = at + random.between(300, 900) * MILLISECOND;
  const [start, running] = stream.published
    ? (['publishStream', 'PUBLISHING'] as const)
    : (['playStream', 'PLAYING'] as const);
  const part = (share: number): number => begun + Math.round(duration * share);
  const state = (time: number, word: string): HookPost =>
    hookPost(time, 'StreamStatusEvent', { ...streamStatusPayload(stream, 'PUBLISHING'), status: word });
  const named = { ...contextOf(stream.session), mediaSessionId: stream.mediaSessionId, name: stream.name };
  const posts = [
    hookPost(at, start, startStreamPayload(random, stream)),
    hookPost(begun, 'StreamStatusEvent', streamStatusPayload(stream, running)),
  ];
  if (random.chance(0.5))
    posts.push(
      hookPost(part(0.2), 'sendStreamEvent', streamEventPayload(stream, 'audioMuted')),
      hookPost(part(0.2) + 20 * MILLISECOND, 'StreamEvent', streamEventPayload(stream, 'audioMuted')),
    );
  if (random.chance(0.6)) {
    posts.push(
      hookPost(part(0.4), 'snapshot', named),
      state(part(0.4) + random.between(100, 3000) * MILLISECOND, random.pick(['SNAPSHOT_COMPLETE', running])),
    );
  }
  if (!stream.published && random.chance(0.6)) {
    posts.push(hookPost(part(0.7), 'pauseStream', named), state(part(0.7) + 60 * MILLISECOND, 'PAUSED'));
  }
  return posts;
}

/** How a stream ends without its client stopping it. */
export function endOfStream(
  at: number,
  stream: HookedStream,
  info = 'Stopped by session disconnect',
): HookPost {
  const word = stream.published ? 'UNPUBLISHED' : 'STOPPED';
  return hookPost(at, 'StreamStatusEvent', streamStatusPayload(stream, word, info));
}

/** A stream that never comes about. */
export function failedStreamFlow(at: number, random: Random, stream: HookedStream): readonly HookPost[] {
  const start = stream.published ? 'publishStream' : 'playStream';
  const failed = at + random.between(200, 9000) * MILLISECOND;
  return [
    hookPost(at, start, startStreamPayload(random, stream)),
    hookPost(failed, 'StreamStatusEvent', streamStatusPayload(stream, 'FAILED', 'Failed by ICE timeout')),
  ];
}

/** A message with the notifications of its delivery (RFC 5438). */
export function notifiedMessageFlow(at: number, random: Random, message: HookedMessage): readonly HookPost[] {
  const later = at + random.between(300, 8000) * MILLISECOND;
  if (!message.incoming) {
    const delivered = random.pick(['IMDN_DELIVERED', 'IMDN_FAILED'] as const);
    return [
      ...messageFlow(at, message),
      hookPost(later, 'MessageStatusEvent', messageStatusPayload(message, delivered)),
    ];
  }
  return [
    ...messageFlow(at, message),
    hookPost(later, 'sendIMDN', sendImdnPayload(message)),
    hookPost(
      later + 70 * MILLISECOND,
      'MessageStatusEvent',
      messageStatusPayload(message, 'IMDN_NOTIFICATION_SENT'),
    ),
  ];
}

/** The same flow with its first consequence as late as may be. */
export function stretched(posts: readonly HookPost[], random: Random): readonly HookPost[] {
  const [first, second] = posts;
  const window = WINDOWS[first?.method ?? ''];
  if (first === undefined || second === undefined || window === undefined) return posts;
  const latest = first.at + Math.round((window - 1.5) * SECOND * (0.4 + random.below(600) / 1000));
  const by = Math.max(0, latest - second.at);
  return posts.map((post) => (post === first ? post : { ...post, at: post.at + by }));
}

/** What else a session may do; each is a flow of one or two hooks. */
export const ERRANDS: readonly ((at: number, random: Random, session: HookSession) => readonly HookPost[])[] =
  [
    (at, random, session) => dataFlow(at, session, random.uuid()),
    (at, random, session) => {
      const id = random.uuid();
      return [
        hookPost(at, 'OnDataEvent', dataPayload(session, id, { text: 'example' })),
        hookPost(at + 40 * MILLISECOND, 'DataStatusEvent', dataStatusPayload(session, id, 'ACCEPTED')),
      ];
    },
    (at, random, session) =>
      bugReportFlow(at, session).map((post) =>
        post.method === 'sendBugReport'
          ? { ...post, method: random.pick(['sendBugReport', 'submitBugReport']) }
          : post,
      ),
    (at, _random, session) => sessionDebugFlow(at, session),
    (at, _random, session) => subscriptionFlow(at, session),
    (at, random, session) => xcapFlow(at, session, `http://xcap.example.org/${random.hex(6)}`),
    (at, random, session) => [hookPost(at, 'playHLS', playHlsPayload(session, `stream-${random.hex(4)}`))],
    (at, _random, session) => [hookPost(at, 'pushLogs', contextOf(session))],
  ];
