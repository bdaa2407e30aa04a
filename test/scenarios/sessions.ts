/** Sound sessions: what a call server posts for clients that meet no trouble. */
import type { Random } from '../../samples/builder/index.ts';
import {
  connectFlow,
  disconnectFlow,
  type HookPost,
  type HookSession,
  hookedCall,
  hookedMessage,
  hookedStream,
  hookSession,
  incomingCallFlow,
  type JsonObject,
  messageFlow,
  outgoingCallFlow,
  streamFlow,
} from '../../samples/hooks/index.ts';
import {
  busyStreamFlow,
  ERRANDS,
  endOfStream,
  failedCallFlow,
  failedStreamFlow,
  notifiedMessageFlow,
  ringingCallFlow,
  stretched,
  untakenCallFlow,
} from './flows.ts';
import { type Act, type ActNumbers, MILLISECOND, SECOND } from './plan.ts';

type Activity = (at: number, random: Random, session: HookSession) => readonly HookPost[];

const call: Activity = (at, random, session) =>
  outgoingCallFlow(at, random, hookedCall(random, session, { hasVideo: random.chance(0.3) }), {
    talk: random.between(3, 40) * SECOND,
    endedBy: random.pick(['user', 'party'] as const),
    held: random.chance(0.3),
    ...(random.chance(0.3) ? { dtmf: '5' } : {}),
    ...(random.chance(0.25) ? { transferredTo: '3001' } : {}),
  });

const incoming: Activity = (at, random, session) =>
  incomingCallFlow(at, random, hookedCall(random, session, { incoming: true }), {
    talk: random.between(3, 40) * SECOND,
    endedBy: random.pick(['user', 'party'] as const),
    held: random.chance(0.2),
  });

const stream: Activity = (at, random, session) =>
  streamFlow(at, random, hookedStream(random, session, { published: random.chance(0.6) }), {
    duration: random.between(3, 70) * SECOND,
    ...(random.chance(0.4) ? { keepAlive: 10 * SECOND } : {}),
  });

const message: Activity = (at, random, session) =>
  messageFlow(at, hookedMessage(random, session, { incoming: random.chance(0.4) }));

/** What a client may do, each as often as it stands here. */
const ACTIVITIES: readonly Activity[] = [
  call,
  call,
  call,
  incoming,
  incoming,
  stream,
  stream,
  message,
  (at, random, session) => failedCallFlow(at, random, hookedCall(random, session)),
  (at, random, session) => untakenCallFlow(at, random, hookedCall(random, session, { incoming: true })),
  (at, random, session) =>
    ringingCallFlow(
      at,
      random,
      hookedCall(random, session, { incoming: true }),
      random.between(2, 30) * SECOND,
    ),
  (at, random, session) =>
    failedStreamFlow(at, random, hookedStream(random, session, { published: random.chance(0.5) })),
  (at, random, session) =>
    notifiedMessageFlow(at, random, hookedMessage(random, session, { incoming: random.chance(0.5) })),
  (at, random, session) => random.pick(ERRANDS)(at, random, session),
  (at, random, session) => random.pick(ERRANDS)(at, random, session),
];

/** The forms in which servers of different versions write a session's identifier (domain facts 5.2). */
function newSession(random: Random, appKey: string): HookSession {
  const session = hookSession(random, { appKey });
  const sessionId = random.pick([
    session.sessionId,
    random.uuid(),
    `/${session.clientAddress}/${random.hex(8)}`,
  ]);
  return { ...session, sessionId };
}

/** The acts of some sessions, one after the other or at the same time. Ends no later than the last of them. */
export function soundSessions(
  random: Random,
  count: number,
  party: number,
  numbers: ActNumbers,
): readonly Act[] {
  const applications = random.pick([['defaultApp'], ['defaultApp', 'phoneApp'], ['myApp']]);
  const acts: Act[] = [];
  let begin = random.between(11, 40) * SECOND;
  for (let index = 0; index < count; index += 1) {
    acts.push(...soundSession(random, begin, newSession(random, random.pick(applications)), party, numbers));
    const gap = random.pick([
      [0, 3],
      [2, 20],
      [60, 240],
    ] as const);
    begin += random.between(gap[0] * 1000, gap[1] * 1000) * MILLISECOND;
  }
  return random.chance(0.3) ? withSharedCall(acts) : acts;
}

/** Where both parties of a call are clients, their sessions may tell of it under one identifier. */
function withSharedCall(acts: readonly Act[]): readonly Act[] {
  const outgoing = acts.find((act) => act.method === 'call');
  const announced = acts.find((act) => act.method === 'OnCallEvent' && act.session !== outgoing?.session);
  if (outgoing === undefined || announced === undefined) return acts;
  const callId = outgoing.payload.callId ?? null;
  return acts.map((act) =>
    act.flow === announced.flow ? { ...act, payload: { ...act.payload, callId } } : act,
  );
}

/** What tells one hook from another that says the same: no client subscribes twice, and SIP counts its messages. */
const DISTINCTIONS: Readonly<Record<string, (payload: JsonObject, count: number) => JsonObject>> = {
  CallStatusEvent: (payload, count) => ({
    ...payload,
    sipMessageRaw: String(payload.sipMessageRaw).replace('CSeq: 1 ', `CSeq: ${1 + count} `),
  }),
  StreamStatusEvent: (payload, count) => ({ ...payload, bitrate: 500 + count }),
  subscribe: (payload, count) => ({ ...payload, expires: 600 + count }),
  sessionDebug: (payload) => ({ ...payload, command: 'stop' }),
  sendBugReport: (payload, count) => ({ ...payload, text: `No sound for the ${count}th time` }),
  submitBugReport: (payload, count) => ({ ...payload, text: `No sound for the ${count}th time` }),
};

/** Acts of a session, none of which repeats another word for word but keep-alives. */
function distinct(acts: readonly Act[]): readonly Act[] {
  const counts = new Map<string, number>();
  return acts.flatMap((act) => {
    const text = `${act.method} ${JSON.stringify(act.payload)}`;
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    if (count > 0 && act.method === 'pushLogs') return [];
    const distinguish = DISTINCTIONS[act.method];
    return count === 0 || distinguish === undefined
      ? act
      : { ...act, payload: distinguish(act.payload, count) };
  });
}

function soundSession(
  random: Random,
  begin: number,
  session: HookSession,
  party: number,
  numbers: ActNumbers,
): readonly Act[] {
  const acts: Act[] = [];
  /** Returns when the last of them is. */
  const enter = (posts: readonly HookPost[]): number => {
    const flow = numbers.flow();
    const played = random.chance(0.12) ? stretched(posts, random) : posts;
    for (const post of played) acts.push(numbers.act(post, { party, session, flow }));
    return Math.max(...played.map((post) => post.at));
  };
  let at = enter(connectFlow(begin, session, { register: random.chance(0.4) }));
  at += random.between(600, 5000) * MILLISECOND;
  for (let count = random.between(0, 4); count > 0; count -= 1) {
    const last = enter(random.pick(ACTIVITIES)(at, random, session));
    // Now and then something else begins while a call or a stream is under way.
    at = (random.chance(0.25) ? at : last) + random.between(600, 9000) * MILLISECOND;
  }
  const end = Math.max(at, ...acts.map((act) => act.at + 700 * MILLISECOND));
  if (random.chance(0.25)) {
    const busy = hookedStream(random, session, { published: random.chance(0.5) });
    const posts = busyStreamFlow(end, random, busy, random.between(10, 40) * SECOND);
    const left = Math.max(...posts.map((post) => post.at)) + random.between(4, 30) * SECOND;
    enter([...posts, endOfStream(left, busy)]);
    enter(disconnectFlow(left + random.between(0, 200) * MILLISECOND, session));
  } else if (random.chance(0.7)) {
    enter(disconnectFlow(end + random.between(500, 60_000) * MILLISECOND, session));
  }
  return distinct(acts);
}
