import { type Analysis, analyse } from '../../src/engine/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { playPlan } from './capture.ts';
import { type Claim, claimsOf } from './oracle/findings.ts';
import { judgementsOf, type Verdict } from './oracle/verdicts.ts';
import type { Plan } from './plan.ts';

/** What the product said of a plan's capture, beside what it should have said. Empty lists: all is well. */
export interface Measure {
  readonly bytes: Buffer;
  readonly claims: readonly Claim[];
  /** Told, and not to be. */
  readonly false: readonly string[];
  /** To be told, and not. */
  readonly unfound: readonly string[];
  /** Verdicts that differ, with their numbers. */
  readonly verdicts: readonly string[];
}

/** Rules whose findings are about the whole capture or a connection: how often they are told is not measured. */
const GATHERED =
  /^(?:capture|transport\/(?:refused|unanswered))|^payload\/undocumented|^flow\/under-way|^hooks\/unknown-method|^http\/no-target/;

/** Rules that take what a capture of requests lacks for lost, or for not there: nothing of them is measured in one. */
const NOT_OF_ONE_DIRECTION = /^(?:answer\/none|transport\/unanswered)$/;

/** Analyses a plan's capture and compares. */
export async function measure(planned: Plan): Promise<Measure> {
  const { plan, bytes } = playPlan(planned);
  const result = await analyse([{ kind: 'bytes', path: 'x.pcap', bytes }], analysisOptions());
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '));
  const isCut = plan.form.snapLength !== null;
  const judgements = isCut ? [] : judgementsOf(plan);
  const isBehindProxy = plan.acts.some(({ upstream }) => upstream === 'refuses');
  // Which calls a cut leaves without what would tell them apart, only the bytes show: no notes are measured then.
  const measured = ({ rule, severity }: Pick<Claim, 'rule' | 'severity'>): boolean => {
    // A proxy's refused connection to its upstream server is told with its 502.
    if (isBehindProxy && rule === 'transport/refused') return false;
    if (plan.form.requestsOnly && NOT_OF_ONE_DIRECTION.test(rule)) return false;
    if (severity !== 'note') return true;
    // Where the path is troubled all the time, chance decides whether it shows.
    return (
      !isCut && (rule !== 'transport/retransmissions' || plan.parties.every(({ trouble }) => trouble === 0))
    );
  };
  const claims = claimsOf(plan, judgements).filter(measured);
  const wanted = counted(claims.map(textOf));
  const told = counted(
    result.analysis.findings
      .filter(measured)
      .map((finding) => textOf({ ...finding, session: finding.sessionId })),
  );
  return {
    bytes,
    claims,
    false: beyond(told, wanted),
    unfound: beyond(wanted, told),
    verdicts: isCut
      ? []
      : differences(
          judgements.map(({ trigger, method, verdict }) =>
            verdictText(trigger.method, trigger.sessionId, method, verdict),
          ),
          verdictsOf(result.analysis),
        ),
  };
}

export function isRight(measured: Measure): boolean {
  return measured.false.length + measured.unfound.length + measured.verdicts.length === 0;
}

function verdictsOf(analysis: Analysis): readonly string[] {
  return [...analysis.expectations].map(({ trigger, method, verdict }) =>
    verdictText(trigger.method, trigger.sessionId, method, verdict),
  );
}

function verdictText(trigger: string, session: string | null, method: string, verdict: Verdict): string {
  return `${verdict}: ${trigger} -> ${method} [${session}]`;
}

function textOf({ rule, severity, method, session }: Claim): string {
  // How grave a failed connection is, depends on whether what came after it took a new one: chance decides.
  const gravity = /^transport\/(?:refused|unanswered)$/.test(rule) ? 'any' : severity;
  return `${gravity} ${rule} ${method} [${session}]`;
}

function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const isGathered = GATHERED.test(text.slice(text.indexOf(' ') + 1));
    counts.set(text, isGathered ? 1 : (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function beyond(some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): readonly string[] {
  return [...some].flatMap(([text, count]) => {
    const surplus = count - (others.get(text) ?? 0);
    return surplus > 0 ? [surplus === 1 ? text : `${text} x${surplus}`] : [];
  });
}

function differences(wanted: readonly string[], told: readonly string[]): readonly string[] {
  const one = counted(wanted);
  const other = counted(told);
  return [
    ...beyond(one, other).map((text) => `should be ${text}`),
    ...beyond(other, one).map((text) => `is ${text}`),
  ];
}
