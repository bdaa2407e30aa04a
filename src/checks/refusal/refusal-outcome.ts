import {
  type ErrorConsequence,
  type ErrorPolicy,
  errorConsequence,
  type Severity,
  underPolicyText,
} from '../../dialects/index.ts';
import { failureOf, type HookCall, isAccepted, roleOf } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { type GoingOn, goingOnAfter } from './going-on.ts';
import { policyOf, type SessionPolicy, sentenceOf } from './session-policy.ts';

/** What follows from a call that the backend did not accept, as far as documents and the capture tell. */
export interface RefusalOutcome {
  readonly severity: Severity;
  /** A sentence about the policy that holds, with a space before it; empty where it makes no difference. */
  readonly policy: string;
  readonly consequence: string | null;
  /** Frames of later calls that the consequence cites. */
  readonly frames: readonly number[];
  /** Whether a refusal keeps the server from going on: `unknown` where neither the capture nor a document tells. */
  readonly effect: 'stops' | 'none' | 'unknown';
}

/** What the error matrix says of a call, under the policy that holds or under both. */
interface Matrix {
  readonly known: SessionPolicy;
  readonly stop: ErrorConsequence | null;
  readonly goOn: ErrorConsequence | null;
  /** The row that holds; null where the policy decides it and is not known, and where the dialect has none. */
  readonly row: ErrorConsequence | null;
}

/**
 * What follows from a refusal. A call by which the server asks the backend (opener, ask, incoming) is an error unless the
 * capture shows that the server went on; of an event the error matrix alone decides.
 */
export function outcomeOf(
  call: HookCall,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): RefusalOutcome {
  const matrix = matrixOf(call, statistics);
  const isPolicyTold = matrix.row === null ? matrix.stop !== matrix.goOn : matrix.row.policy !== 'any';
  const policy = isPolicyTold ? sentenceOf(call, matrix.known) : '';
  if (roleOf(call) === 'event') return { ...ofEvent(call, matrix), policy };
  const going = goingOnAfter(call, facts.evidence);
  if (going.kind === 'went-on') return { ...ofOverridden(call, matrix, going.shownBy), policy };
  return { ...ofRefusal(call, matrix, going, facts, statistics), policy };
}

/** How grave it is that the backend refused on purpose: that is no fault, but the user is to know what it led to. */
export function severityOfRefusal({ effect }: RefusalOutcome): Severity {
  return effect === 'none' ? 'note' : 'warning';
}

type Told = Omit<RefusalOutcome, 'policy'>;

function matrixOf(call: HookCall, statistics: CaptureStatistics): Matrix {
  const { dialect, methodSpec } = call;
  const known = policyOf(call, statistics);
  const failure = failureOf(call);
  const under = (policy: ErrorPolicy): ErrorConsequence | null =>
    methodSpec === null ? null : errorConsequence(dialect, methodSpec.name, methodSpec.role, policy, failure);
  const stop = under('stop');
  const goOn = under('go-on');
  if (stop === goOn) return { known, stop, goOn, row: goOn };
  const row = known.origin === 'unknown' ? null : known.policy === 'stop' ? stop : goOn;
  return { known, stop, goOn, row };
}

function ofEvent(call: HookCall, matrix: Matrix): Told {
  // Where the policy is not known, nothing worse is claimed than what holds by default.
  const row = matrix.row ?? matrix.goOn;
  const isHarmless = row?.outcome === 'continues';
  return {
    severity: isHarmless ? 'warning' : 'error',
    consequence: documented(call, matrix),
    frames: [],
    effect: isHarmless ? 'none' : row?.outcome === 'loses' ? 'unknown' : 'stops',
  };
}

/** The server went on all the same: what a document says of the opposite must not stand alone. */
function ofOverridden(call: HookCall, matrix: Matrix, shownBy: HookCall): Told {
  const [frame] = shownBy.requestFrames;
  // What a client asks for has no outcome yet, whatever status its payload has.
  const status = roleOf(shownBy) === 'event' && shownBy.status !== null ? ` ${shownBy.status}` : '';
  const shows = `${shownBy.method}${status} in frame ${frame} shows that it went on`;
  // Of a session of which nothing is accepted the backend has nothing, whatever the server does.
  const isLost = roleOf(call) === 'opener' && !isAccepted(shownBy);
  const goesOn = matrix.row ?? matrix.goOn;
  const documentedText = goesOn === null ? null : goesOn.description;
  const consequence =
    documentedText === null
      ? `${shows}.`
      : goesOn?.outcome === 'continues'
        ? `${documentedText} ${shows}.`
        : `By its documentation, ${lowerFirst(documentedText)} Yet ${shows}${isLost ? ', and the backend did not accept that either' : ''}.`;
  return {
    severity: isLost ? 'error' : 'warning',
    consequence,
    frames: [frame],
    effect: 'none',
  };
}

function ofRefusal(
  call: HookCall,
  matrix: Matrix,
  going: GoingOn,
  facts: CaptureFacts,
  statistics: CaptureStatistics,
): Told {
  const outcome = matrix.row?.outcome ?? null;
  const effect =
    outcome === null || outcome === 'loses' ? 'unknown' : outcome === 'continues' ? 'none' : 'stops';
  const said = documented(call, matrix);
  const opener = statistics.openerOf(call);
  if (opener !== null && isRefusalAnError(opener, facts)) {
    const [frame] = opener.requestFrames;
    const also = `${opener.method} of this session (frame ${frame}) was not accepted either.`;
    return { severity: 'warning', consequence: joined(said, also), frames: [frame], effect };
  }
  const isUnseen = going.kind === 'not-seen' && effect === 'none';
  return {
    severity: 'error',
    consequence: joined(said, isUnseen ? 'The capture does not show that it went on.' : null),
    frames: [],
    effect,
  };
}

/** Whether an opener was refused, and the session never came about for the backend: then that is the error. */
function isRefusalAnError(opener: HookCall, facts: CaptureFacts): boolean {
  if (opener.response === null || isAccepted(opener)) return false;
  const going = goingOnAfter(opener, facts.evidence);
  return going.kind !== 'went-on' || !isAccepted(going.shownBy);
}

/** What documents say: of the row that holds, or under each policy where it is not known which one does. */
function documented({ dialect }: HookCall, { row, stop, goOn }: Matrix): string | null {
  if (row !== null) return row.description;
  const under = (policy: ErrorPolicy, each: ErrorConsequence | null): readonly string[] => {
    const beginning = underPolicyText(dialect, policy);
    return each === null || beginning === null ? [] : [`${beginning}, ${lowerFirst(each.description)}`];
  };
  const both = [...under('go-on', goOn), ...under('stop', stop)];
  return both.length === 0 ? null : both.join(' ');
}

function joined(...sentences: readonly (string | null)[]): string | null {
  const said = sentences.filter((sentence) => sentence !== null);
  return said.length === 0 ? null : said.join(' ');
}

/** 'The server …' becomes 'the server …', to follow a comma; names that begin with several capitals stay. */
function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) ? `${sentence[0]?.toLowerCase()}${sentence.slice(1)}` : sentence;
}
