import { applicationText, findMethod, neverAddedText } from '../../dialects/index.ts';
import { type HookCall, timeOf } from '../../hooks/index.ts';
import type { ConnectionSummary } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { sessionKey } from './evidence.ts';
import type { ExpectationResult } from './expected.ts';

/** What the capture shows that may explain an absence. */
export interface LikelyCause {
  /** A clause, to follow "Likely cause: ". */
  readonly text: string;
  /** Frames that show it. */
  readonly frames: readonly number[];
  /** Ids of remedies of the dialect that fit, the likeliest first; empty where the expectation's own are best. */
  readonly remedies: readonly string[];
  /** Ids of remedies that it rules out. */
  readonly rulesOut: readonly string[];
}

/**
 * Looks for causes of a missing call, the most telling first: a connection to the backend that failed while it should
 * have come; else whether the method is seen for the application at all, and whether its configuration is known.
 */
export function likelyCauses(expected: ExpectationResult, scene: CaptureFacts): readonly LikelyCause[] {
  const failed = failedConnection(expected, scene);
  if (failed !== null) return [failed];
  return [neverSeen(expected, scene), unknownConfig(expected, scene)].filter((cause) => cause !== null);
}

/** A way in which a connection to the backend can fail, and how the frame that shows it is found. */
interface Failure {
  readonly holds: (story: ConnectionSummary) => boolean;
  readonly frame: (story: ConnectionSummary) => number;
  readonly words: string;
}

const FAILURES: readonly Failure[] = [
  {
    holds: (story) => story.handshake === 'refused',
    frame: (story) => story.resetFrame,
    words: 'was refused',
  },
  {
    holds: (story) => story.handshake === 'unanswered',
    frame: (story) => story.firstFrame,
    words: 'got no answer',
  },
  {
    holds: (story) =>
      story.handshake === 'complete' && story.resetFrame > 0 && story.resetBy !== story.client,
    frame: (story) => story.resetFrame,
    words: 'was reset',
  },
];

function failedConnection(expected: ExpectationResult, scene: CaptureFacts): LikelyCause | null {
  const from = timeOf(expected.trigger) - expected.trigger.dialect.toleranceSeconds;
  for (const { failure, stories } of statisticsOf(scene).failed) {
    const begin = firstFrom(stories, from);
    const end = firstFrom(stories, expected.deadline, 'after');
    const first = stories[begin];
    if (first === undefined || begin >= end) continue;
    const frames = stories.slice(begin, Math.min(end, begin + MAX_NAMED_FRAMES)).map(failure.frame);
    const server = first.endpoints[first.client === 1 ? 0 : 1];
    const more = end - begin > 1 ? `, and ${end - begin - 1} more` : '';
    const text = `a connection to ${server.address}:${server.port} ${failure.words} at frame ${frames[0]}${more}`;
    return {
      text,
      frames,
      remedies: ['check-backend', 'open-port'],
      rulesOut: switchingOn(expected),
    };
  }
  return null;
}

const MAX_NAMED_FRAMES = 8;

/** Index of the first of connections (in order of time) that began at a moment or later; `after`: only later. */
function firstFrom(stories: readonly ConnectionSummary[], moment: number, or: 'at' | 'after' = 'at'): number {
  let low = 0;
  let high = stories.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const began = beginningOf(stories[middle]);
    if (began < moment || (or === 'after' && began === moment)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function beginningOf(story: ConnectionSummary): number {
  return story.firstSeconds + story.firstNanoseconds / 1e9;
}

function neverSeen(expected: ExpectationResult, scene: CaptureFacts): LikelyCause {
  const { trigger, method } = expected;
  const app = applicationText(trigger.dialect, trigger.appKey);
  const seen =
    statisticsOf(scene).methods.get(methodKey(trigger, findMethod(trigger.dialect, method)?.name)) ?? 0;
  if (seen === 0) {
    const added = neverAddedText(trigger.dialect);
    return {
      text: `${method} does not occur${app} anywhere in the capture${added === null ? '' : `, so ${added}`}`,
      frames: [],
      remedies: [],
      rulesOut: [],
    };
  }
  const times = seen === 1 ? 'once' : `${seen} times`;
  const text = `${method} occurs ${times}${app} elsewhere in the capture, so it is switched on and only this one was not sent`;
  return { text, frames: [], remedies: [], rulesOut: switchingOn(expected) };
}

/** Remedies that switch a method on: of no use where the capture shows that it is on. */
function switchingOn({ trigger }: ExpectationResult): readonly string[] {
  return trigger.dialect.activation?.remedies ?? [];
}

function unknownConfig({ trigger }: ExpectationResult, scene: CaptureFacts): LikelyCause | null {
  const session = sessionKey(trigger);
  const { clientConfig } = trigger.dialect;
  if (clientConfig === null || session === null) return null;
  if (statisticsOf(scene).connected.has(session)) return null;
  const text = `the session's ${clientConfig.method} was before the capture: that its answer switches the method off cannot be ruled out`;
  return { text, frames: [], remedies: [], rulesOut: [] };
}

/** What is known of all calls and connections, made once for each scene. */
interface CallStatistics {
  /** Connections that failed, for each of {@link FAILURES}, in order of time. */
  readonly failed: readonly { readonly failure: Failure; readonly stories: readonly ConnectionSummary[] }[];
  /** Calls by dialect, application and method. */
  readonly methods: ReadonlyMap<string, number>;
  /** Sessions of which the call was captured whose response may configure them. */
  readonly connected: ReadonlySet<string>;
}

const statistics = new WeakMap<CaptureFacts, CallStatistics>();

function statisticsOf(scene: CaptureFacts): CallStatistics {
  const known = statistics.get(scene);
  if (known !== undefined) return known;
  const methods = new Map<string, number>();
  const connected = new Set<string>();
  for (const call of scene.calls) {
    const key = methodKey(call, call.method);
    methods.set(key, (methods.get(key) ?? 0) + 1);
    const session = sessionKey(call);
    if (session !== null && call.method === call.dialect.clientConfig?.method) connected.add(session);
  }
  const failed = FAILURES.map((failure) => ({
    failure,
    stories: scene.connections
      .filter(failure.holds)
      .sort((one, other) => beginningOf(one) - beginningOf(other)),
  }));
  const census = { failed, methods, connected };
  statistics.set(scene, census);
  return census;
}

function methodKey(call: HookCall, method: string | undefined): string {
  return `${call.dialect.name}\n${call.appKey}\n${method}`;
}
