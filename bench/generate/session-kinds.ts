import type { Random } from '../../samples/builder/index.ts';
import {
  bugReportFlow,
  connectFlow,
  dataFlow,
  disconnectFlow,
  type HookPost,
  type HookSession,
  hookedCall,
  hookedMessage,
  hookedStream,
  incomingCallFlow,
  messageFlow,
  outgoingCallFlow,
  sessionDebugFlow,
  streamFlow,
  subscriptionFlow,
  xcapFlow,
} from '../../samples/hooks/index.ts';

const SECOND = 1_000_000;

interface SessionKind {
  /** How often sessions are of this kind, relative to the other kinds. */
  readonly weight: number;
  readonly register: boolean;
  /** What the user does from a time (microseconds) on. */
  readonly acts: (at: number, random: Random, session: HookSession) => readonly HookPost[];
}

/** What users do. Every expectation that these calls open is met. */
const SESSION_KINDS: readonly SessionKind[] = [
  {
    weight: 5,
    register: true,
    acts: (at, random, session) =>
      outgoingCallFlow(at, random, hookedCall(random, session, { hasVideo: random.chance(0.2) }), {
        talk: random.between(4, 14) * SECOND,
        endedBy: random.pick(['user', 'party']),
        held: random.chance(0.15),
        ...(random.chance(0.2) ? { dtmf: String(random.below(10)) } : {}),
        ...(random.chance(0.1) ? { transferredTo: String(random.between(3000, 3999)) } : {}),
      }),
  },
  {
    weight: 4,
    register: true,
    acts: (at, random, session) =>
      incomingCallFlow(at, random, hookedCall(random, session, { incoming: true }), {
        talk: random.between(4, 14) * SECOND,
        endedBy: random.pick(['user', 'party']),
      }),
  },
  { weight: 3, register: false, acts: (at, random, session) => stream(at, random, session, true) },
  { weight: 3, register: false, acts: (at, random, session) => stream(at, random, session, false) },
  {
    weight: 2,
    register: true,
    acts: (at, random, session) =>
      Array.from({ length: random.between(1, 6) }, (_, index) => {
        const words = Array.from({ length: random.between(2, 40) }, () => random.hex(random.between(3, 9)));
        const message = { incoming: random.chance(0.5), body: words.join(' ') };
        return messageFlow(at + index * 2 * SECOND, hookedMessage(random, session, message));
      }).flat(),
  },
  {
    weight: 1,
    register: false,
    acts: (at, random, session) => [
      ...dataFlow(at, session, random.uuid()),
      ...subscriptionFlow(at + SECOND, session),
      ...xcapFlow(at + 2 * SECOND, session, `http://xcap.example.org/${session.login}/index`),
      ...sessionDebugFlow(at + 3 * SECOND, session),
      ...bugReportFlow(at + 4 * SECOND, session),
    ],
  },
];

const WEIGHTED = SESSION_KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));

/** All hooks of one session that begins at a time (microseconds) and lasts about 25 s at most. */
export function sessionPosts(at: number, random: Random, session: HookSession): readonly HookPost[] {
  const { register, acts } = random.pick(WEIGHTED);
  const posts = [
    ...connectFlow(at, session, { register }),
    ...acts(at + random.between(10, 30) * 100_000, random, session),
  ];
  const last = posts.reduce((latest, post) => Math.max(latest, post.at), at);
  return [...posts, ...disconnectFlow(last + random.between(5, 20) * 100_000, session)];
}

/** A session that connects and does nothing more while the capture lasts. */
export function connectPosts(at: number, _: Random, session: HookSession): readonly HookPost[] {
  return connectFlow(at, session, { register: false });
}

function stream(at: number, random: Random, session: HookSession, published: boolean): readonly HookPost[] {
  return streamFlow(at, random, hookedStream(random, session, { published }), {
    duration: random.between(4, 16) * SECOND,
    ...(random.chance(0.5) ? { keepAlive: 5 * SECOND } : {}),
  });
}
