import type { HookPost, JsonObject } from '../../samples/hooks/index.ts';

const MILLISECOND = 1000;
const SECOND = 1_000_000;

/** One thing that goes wrong with the calls of a session. */
interface SessionFault {
  /** It happens to sessions whose number divided by `every` leaves `remainder`. */
  readonly every: number;
  readonly remainder: number;
  /** Gives the calls that the session makes instead, in any order. */
  readonly apply: (posts: readonly HookPost[]) => readonly HookPost[];
}

/** Members that no table of the dialect has. */
const UNDOCUMENTED: JsonObject = {
  exampleBuild: '5.2.1999',
  exampleRegion: 'eu-central',
  exampleShard: 17,
  exampleFlags: { beta: true },
};

/** The call that follows `connect`: ConnectionStatusEvent ESTABLISHED, which every session must have. */
const STATUS_CALL = 1;
/** Longer than the 10 s within which that event is due. */
const TOO_LATE = 12 * SECOND;

/** Numbers without a common divisor, so that most pairs of faults occur in some session too. */
const FAULTS: readonly SessionFault[] = [
  { every: 1, remainder: 0, apply: (posts) => posts.map(withUndocumentedMembers) },
  { every: 1, remainder: 0, apply: (posts) => posts.map(withReorderedSegments) },
  { every: 3, remainder: 1, apply: (posts) => replaced(posts, STATUS_CALL, withoutAppKey) },
  {
    every: 41,
    remainder: 2,
    apply: (posts) => replaced(posts, STATUS_CALL, (post) => ({ ...post, answer: { kind: 'refused' } })),
  },
  {
    every: 43,
    remainder: 3,
    apply: (posts) =>
      replaced(posts, STATUS_CALL, (post) => ({
        ...post,
        answer: { kind: 'silence', delay: 2 * SECOND, end: 'client-closes' },
      })),
  },
  {
    every: 47,
    remainder: 4,
    apply: (posts) =>
      replaced(posts, STATUS_CALL, (post) => ({
        ...post,
        answer: { kind: 'status', status: 503, delay: 5 * MILLISECOND, body: 'down for maintenance' },
      })),
  },
  { every: 53, remainder: 5, apply: withLateStatus },
  { every: 59, remainder: 6, apply: (posts) => posts.filter((_, index) => index !== STATUS_CALL) },
];

/** The hooks of a session with the faults that its number brings. Sessions are numbered from 0. */
export function withFaults(posts: readonly HookPost[], session: number): readonly HookPost[] {
  return FAULTS.filter(({ every, remainder }) => session % every === remainder).reduce(
    (changed, { apply }) => apply(changed),
    posts,
  );
}

function withUndocumentedMembers(post: HookPost): HookPost {
  return { ...post, payload: { ...post.payload, ...UNDOCUMENTED } };
}

/** The capture shows the first segment of a message after the second; messages of one segment stay as they are. */
function withReorderedSegments(post: HookPost): HookPost {
  return { ...post, requestMishaps: { 0: 'late' }, answerMishaps: { 0: 'late' } };
}

function withoutAppKey(post: HookPost): HookPost {
  const { appKey: _, ...payload } = post.payload;
  return { ...post, payload };
}

/** The status comes after its window, where the session lasts that long. */
function withLateStatus(posts: readonly HookPost[]): readonly HookPost[] {
  const last = posts.at(-1)?.at ?? 0;
  return replaced(posts, STATUS_CALL, (post) =>
    post.at + TOO_LATE < last ? { ...post, at: post.at + TOO_LATE } : post,
  );
}

function replaced(
  posts: readonly HookPost[],
  at: number,
  change: (post: HookPost) => HookPost,
): readonly HookPost[] {
  return posts.map((post, index) => (index === at ? change(post) : post));
}
