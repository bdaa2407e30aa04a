import { firstIndex } from '../../base/first-index.ts';
import { listsBy } from '../../base/multimap.ts';
import { compareInstants } from '../../base/time.ts';
import type { Finding } from '../finding.ts';

const NOT_ANSWERED = 'answer/none';
const NO_HOOKS = 'capture/no-rest-traffic';
/** The rules whose findings are about failed connections to one backend, one for each outage. */
const OUTAGE_RULES: readonly string[] = ['transport/refused', 'transport/unanswered'];
/** The rules whose findings explain that there is no hook at all. */
const RULES_OF_NO_HOOKS: readonly string[] = [
  ...OUTAGE_RULES,
  'tls/handshake-failed',
  'tls/wrong-protocol',
  'tls/certificate',
];

/**
 * Areas of rules, and single rules, in the order in which faults follow from each other: a connection, the certificate, the handshake,
 * the answer on it, what comes after, and what the whole capture lacks.
 */
const STAGES: ReadonlyMap<string, number> = new Map([
  ['transport', 0],
  ['tls/certificate', 1],
  ['tls', 2],
  ['answer', 3],
  ['flow', 4],
  ['capture', 5],
]);

/**
 * For each finding the one that explains it and is not explained itself; null for most. These are known:
 * - The rule of a finding names what explains it (`causedBy`): the failed connection that kept a call from being made.
 * - Connections to the backend failed, and a call to it that was made meanwhile got no answer.
 * - There is no hook at all, and the finding about that points at connections, or handshakes, that failed.
 */
export function causesOf(findings: readonly Finding[]): readonly (Finding | null)[] {
  const book = new CauseBook(findings);
  return findings.map((finding) => {
    let cause = book.causeOf(finding);
    // A cause may follow from another one. Each is of an earlier stage than its effect, so this ends.
    for (let further = cause; further !== null; further = book.causeOf(further)) cause = further;
    return cause;
  });
}

/** The findings of an analysis that can explain others, as these look them up. Notes explain nothing and need no cause. */
class CauseBook {
  /** By rule and frame. */
  readonly #byFrame: ReadonlyMap<string, Finding>;
  /** By rule and server: outages one after the other. */
  readonly #outages: ReadonlyMap<string, readonly Finding[]>;

  constructor(findings: readonly Finding[]) {
    const causes = findings.filter(
      ({ rule, severity }) => severity !== 'note' && /^(?:transport|tls|answer)\//.test(rule),
    );
    this.#byFrame = new Map(
      causes.flatMap((cause) => cause.frames.map((frame) => [`${cause.rule} ${frame}`, cause] as const)),
    );
    const outages = causes.filter(({ rule, time }) => OUTAGE_RULES.includes(rule) && time !== null);
    this.#outages = listsBy(
      outages.sort((one, other) => (one.frames[0] ?? 0) - (other.frames[0] ?? 0)),
      ({ rule, server }) => `${rule} ${server}`,
    );
  }

  causeOf(finding: Finding): Finding | null {
    if (finding.severity === 'note') return null;
    const cause = this.#named(finding) ?? this.#ofNoAnswer(finding) ?? this.#ofNoHooks(finding);
    return cause !== null && stageOf(cause) < stageOf(finding) ? cause : null;
  }

  #named({ causedBy }: Finding): Finding | null {
    if (causedBy === null) return null;
    const { rule, frames } = causedBy;
    for (const frame of frames) {
      const found = this.#byFrame.get(`${rule} ${frame}`) ?? this.#outageAround(rule, frame);
      if (found !== null) return found;
    }
    return null;
  }

  /** A long outage lists only the first of its frames. */
  #outageAround(rule: string, frame: number): Finding | null {
    for (const [key, outages] of this.#outages) {
      if (!key.startsWith(`${rule} `)) continue;
      const found = lastThat(outages, ({ frames }) => (frames[0] ?? 0) <= frame);
      if (found !== null && frame <= (found.lastFrame ?? 0)) return found;
    }
    return null;
  }

  #ofNoHooks({ rule, frames }: Finding): Finding | null {
    if (rule !== NO_HOOKS) return null;
    for (const frame of frames) {
      for (const cause of RULES_OF_NO_HOOKS) {
        const found = this.#byFrame.get(`${cause} ${frame}`);
        if (found !== undefined) return found;
      }
    }
    return null;
  }

  #ofNoAnswer({ rule, call, time }: Finding): Finding | null {
    if (rule !== NOT_ANSWERED || call === null || time === null) return null;
    for (const outageRule of OUTAGE_RULES) {
      const outages = this.#outages.get(`${outageRule} ${call.server}`) ?? [];
      const found = lastThat(outages, (each) => each.time !== null && compareInstants(each.time, time) <= 0);
      if (found !== null && found.until !== null && compareInstants(time, found.until) <= 0) return found;
    }
    return null;
  }
}

function stageOf({ rule }: Finding): number {
  return STAGES.get(rule) ?? STAGES.get(rule.slice(0, rule.indexOf('/'))) ?? Number.NaN;
}

/** The last of the values that something holds for, where it holds for the first ones and for none after them. */
function lastThat<Value>(values: readonly Value[], holds: (value: Value) => boolean): Value | null {
  const end = firstIndex(values.length, (index) => !holds(values[index]));
  return end === 0 ? null : values[end - 1];
}
