import { listsBy } from '../../base/multimap.ts';
import { compareInstants, type Instant } from '../../base/time.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Finding } from '../finding.ts';
import { causesOf } from './causes.ts';
import { inOrder } from './order.ts';
import type { Problem } from './problem.ts';
import { formOf } from './shared-sentence.ts';
import { messageOf } from './wording.ts';

/** What problems tell besides what their findings say. */
export interface ProblemContext {
  /** Time of the capture's first frame. */
  readonly firstTime: Instant | null;
  /** The number of a call's session; below 0 where it names none. */
  readonly sessionOf: (call: HookCall) => number;
}

/** Findings that say more different things than this are one problem nevertheless, which quotes the first. */
const MOST_FORMS = 8;
/** Rules that are about answers: their status is part of what is wrong. */
const ABOUT_ANSWERS = /^(?:answer|config)\//;
/** Rules that are about the backend or the connection to it. */
const ABOUT_THE_BACKEND = /^(?:answer|config|transport)\//;

/**
 * The problems of an analysis, the most important first; what follows from a problem stands behind it. The order of the findings
 * plays no part, but for their indexes.
 */
export function problemsOf(findings: readonly Finding[], context: ProblemContext): readonly Problem[] {
  const { groups, causeOf } = groupsOf(findings, causesOf(findings));
  return inOrder(
    groups.map((indexes) => problemOf(indexes, findings, context)),
    causeOf,
  );
}

/** The same problems with the texts of the same findings, which were redacted. */
export function retold(
  problems: readonly Problem[],
  findings: readonly Finding[],
  firstTime: Instant | null,
): readonly Problem[] {
  return problems.map((problem) => {
    const own = problem.findings.map((index) => findings[index]);
    return { ...problem, ...placeOf(own[0]), message: messageOf(own, problem, firstTime) };
  });
}

type Place = Pick<Problem, 'rule' | 'severity' | 'method' | 'parameter' | 'status' | 'server'>;

function placeOf(finding: Finding): Place {
  const { rule, severity, method, pointer, call } = finding;
  return {
    rule,
    severity,
    method,
    parameter: parameterOf(pointer),
    status: ABOUT_ANSWERS.test(rule) ? (call?.response?.status ?? null) : null,
    server: finding.server ?? (ABOUT_THE_BACKEND.test(rule) ? (call?.server ?? null) : null),
  };
}

/** Items of arrays are not told apart. */
function parameterOf(pointer: string | null): string | null {
  return pointer === null || pointer === '' ? null : pointer.replace(/\/\d+(?=\/|$)/g, '/#');
}

/** Findings that are one problem each, and which group explains them. */
interface Groups {
  /** Indexes of findings, in the order of time. */
  readonly groups: readonly (readonly number[])[];
  /** For each group the one that explains it; null where none does. */
  readonly causeOf: readonly (number | null)[];
}

function groupsOf(findings: readonly Finding[], causes: readonly (Finding | null)[]): Groups {
  const formText = remembered(formOf);
  const indexes = [...findings.keys()];
  const explain = split(
    indexes.filter((index) => causes[index] === null),
    findings,
    formText,
  );
  const groupOf = new Map(
    explain.flatMap((group, at) => group.map((index) => [findings[index], at] as const)),
  );
  const explained = listsBy(indexes, (index) => {
    const cause = causes[index];
    return cause === null ? null : (groupOf.get(cause) ?? null);
  });
  const effects = [...explained].flatMap(([cause, own]) =>
    split(own, findings, formText).map((group) => ({ cause, group })),
  );
  return {
    groups: [...explain, ...effects.map(({ group }) => group)],
    causeOf: [...explain.map(() => null), ...effects.map(({ cause }) => cause)],
  };
}

/** Findings by what is the same in one problem, each group in the order of time. */
function split(
  indexes: readonly number[],
  findings: readonly Finding[],
  formText: (text: string) => string,
): readonly (readonly number[])[] {
  return [...listsBy(indexes, (index) => keyOf(findings[index])).values()].flatMap((own) => {
    const byForm = listsBy(own, (index) => {
      const { message, consequence } = findings[index];
      return `${formText(message)}\n${formText(consequence ?? '')}`;
    });
    const isOne = byForm.size > MOST_FORMS || isOutage(findings[own[0]]);
    const groups = isOne ? [own] : [...byForm.values()];
    return groups.map((group) => group.sort((one, other) => byTime(findings[one], findings[other])));
  });
}

/** The function, asked once for each text. */
function remembered(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = of(text);
      known.set(text, result);
    }
    return result;
  };
}

/** The same for findings that the same problem may have. The trigger of a missing call is part of what is missing. */
function keyOf(finding: Finding): string {
  const { rule, severity, method, parameter, status, server } = placeOf(finding);
  return `${rule}\n${severity}\n${method}\n${parameter}\n${status}\n${server}\n${finding.call?.method}`;
}

/** Findings about connections to one backend tell one thing, whatever words they have for how often it was tried. */
function isOutage({ call, server }: Finding): boolean {
  return call === null && server !== null;
}

function byTime(one: Finding, other: Finding): number {
  if (one.time === null || other.time === null)
    return Number(one.time !== null) - Number(other.time !== null);
  return compareInstants(one.time, other.time) || (one.frames[0] ?? 0) - (other.frames[0] ?? 0);
}

function problemOf(
  indexes: readonly number[],
  findings: readonly Finding[],
  { firstTime, sessionOf }: ProblemContext,
): Problem {
  const own = indexes.map((index) => findings[index]);
  const sessions = new Set<number>();
  let last: Instant | null = null;
  for (const { call, time, until } of own) {
    const session = call === null ? -1 : sessionOf(call);
    if (session >= 0) sessions.add(session);
    const ended = until ?? time;
    if (ended !== null && (last === null || compareInstants(ended, last) > 0)) last = ended;
  }
  const told = {
    sessions: sessions.size,
    first: own.find(({ time }) => time !== null)?.time ?? null,
    last,
  };
  return {
    ...placeOf(own[0]),
    message: messageOf(own, told, firstTime),
    count: own.reduce((sum, { count }) => sum + count, 0),
    ...told,
    findings: indexes,
    cause: null,
    effects: [],
  };
}
