/** What the product says of a plan's capture, beside what it should say. */
import { type Analysis, analyse } from '../../../src/engine/index.ts';
import { analysisOptions } from '../../engine/options.ts';
import { SECOND } from '../plan.ts';
import { EPOCH, playServerPlan } from './capture.ts';
import { claimsOf, judgementsOf, type ServerClaim } from './oracle.ts';
import type { ServerPlan } from './plan.ts';

export interface ServerMeasure {
  readonly bytes: Buffer;
  readonly claims: readonly ServerClaim[];
  /** Told, and not to be. */
  readonly false: readonly string[];
  /** To be told, and not. */
  readonly unfound: readonly string[];
  /** Verdicts that differ. */
  readonly verdicts: readonly string[];
  /** Calls that were taken for those of another dialect, or not seen. */
  readonly dialects: readonly string[];
}

/** Rules whose findings are about the whole capture, a connection or several calls: how often they are told is not measured. */
const GATHERED =
  /^(?:capture\/|transport\/(?:refused|unanswered)|flow\/(?:repeated|under-way|counter-gap|missing-beat))/;

/** Analyses a plan's capture and compares. */
export async function measureServer(planned: ServerPlan): Promise<ServerMeasure> {
  const { plan, bytes } = playServerPlan(planned);
  const analysis = await analysed(bytes);
  const judgements = judgementsOf(plan);
  const claims = claimsOf(plan, judgements);
  const wanted = claims.map((claim) => ({
    ...claim,
    at: claim.act === null ? null : timeText(claim.act.at),
  }));
  const told = analysis.findings.map(({ rule, method, severity, call }) => ({
    rule,
    method,
    severity,
    at: call === null ? null : callTime(call),
  }));
  const verdicts = judgements.map(({ trigger, rule, verdict }) =>
    verdictText(verdict, rule.id, trigger.act.hook.method, timeText(trigger.act.at)),
  );
  const given = [...analysis.expectations].map(({ trigger, expectation, verdict }) =>
    verdictText(verdict, expectation.id, trigger.method, callTime(trigger)),
  );
  return {
    bytes,
    claims,
    ...compared(wanted, told),
    verdicts: [
      ...surplus(verdicts, given).map((text) => `should be ${text}`),
      ...surplus(given, verdicts).map((text) => `is ${text}`),
    ],
    dialects: foreign(analysis, plan),
  };
}

export function isRight(measured: ServerMeasure): boolean {
  const { false: told, unfound, verdicts, dialects } = measured;
  return told.length + unfound.length + verdicts.length + dialects.length === 0;
}

export async function analysed(bytes: Buffer): Promise<Analysis> {
  const result = await analyse([{ kind: 'bytes', path: 'x.pcap', bytes }], analysisOptions());
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join('; '));
  return result.analysis;
}

interface Told {
  readonly rule: string;
  readonly method: string | null;
  readonly at: string | null;
  readonly severity?: string;
}

/** What is told and not wanted, and what is wanted and not told. A severity counts where one is wanted. */
function compared(wanted: readonly Told[], told: readonly Told[]): Pick<ServerMeasure, 'false' | 'unfound'> {
  const left = [...told];
  const unfound: string[] = [];
  for (const claim of wanted) {
    const place = left.findIndex((one) => isSame(claim, one));
    if (place >= 0) left.splice(place, 1);
    else if (!GATHERED.test(claim.rule) || !told.some((one) => isSame(claim, one)))
      unfound.push(textOf(claim));
  }
  const surplusOnes = left.filter(
    (one) => !GATHERED.test(one.rule) || !wanted.some((claim) => isSame(claim, one)),
  );
  return { unfound, false: surplusOnes.map(textOf) };
}

function isSame(claim: Told, one: Told): boolean {
  if (claim.rule !== one.rule) return false;
  if (claim.severity !== undefined && claim.severity !== one.severity) return false;
  if (claim.at === null) return claim.method === null || claim.method === one.method;
  return claim.method === one.method && claim.at === one.at;
}

function textOf({ rule, method, at, severity }: Told): string {
  return `${severity ?? 'any'} ${rule} ${method ?? '-'} at ${at ?? '-'}`;
}

function verdictText(verdict: string, row: string, trigger: string, at: string): string {
  return `${verdict}: ${row} after ${trigger} at ${at}`;
}

/** Microseconds since 1970, with which a request is told from all others. */
function timeText(at: number): string {
  return `${EPOCH + Math.floor(at / SECOND)}.${String(at % SECOND).padStart(6, '0')}`;
}

function callTime({
  seconds,
  nanoseconds,
}: {
  readonly seconds: number;
  readonly nanoseconds: number;
}): string {
  return `${seconds}.${String(Math.floor(nanoseconds / 1000)).padStart(6, '0')}`;
}

function surplus(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return some.filter((text) => {
    const place = left.indexOf(text);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

function foreign({ calls }: Analysis, { profile }: ServerPlan): readonly string[] {
  const others = calls.filter(({ dialect }) => dialect.name !== profile.dialect);
  return [...new Set(others.map(({ dialect, method }) => `${method} was taken for ${dialect.name}`))];
}
