import { type Instant, isoTime } from '../../base/time.ts';
import type { Masker } from '../../privacy/index.ts';
import type { Notice, WatchEvent, WatchedProblem } from '../../watch/index.ts';
import { stringifyJson } from '../escape/json.ts';

/** Version of the lines' format. Additional members do not change it. */
const SCHEMA = 'hookscope-watch/1';
const MICROSECONDS = 6;

/** What was read in all. */
export interface WatchTotals {
  readonly frames: number;
  /** Exchanges that were recognised as hooks. */
  readonly calls: number;
  /** Problems that were told. */
  readonly problems: number;
  readonly notices: number;
  readonly failedNotices: number;
}

/** The first line. `at`: milliseconds since 1970, as in the other records. */
export function startRecord(inputs: readonly string[], version: string, at: number): object {
  return { type: 'started', schema: SCHEMA, time: clockText(at), version, inputs };
}

/** What changed. */
export function eventRecord({ type, problem }: WatchEvent, masker: Masker, at: number): object {
  return { type, schema: SCHEMA, time: clockText(at), ...problemMembers(problem, masker) };
}

/** What a notice carries. */
export function noticeRecord({ problems, left }: Notice, masker: Masker, at: number): object {
  return {
    type: 'notice',
    schema: SCHEMA,
    time: clockText(at),
    problems: problems.map((problem) => problemMembers(problem, masker)),
    left,
  };
}

/** The last line. `why`: what ended the watch. */
export function endRecord(totals: WatchTotals, why: 'input-ended' | 'signal', at: number): object {
  return { type: 'ended', schema: SCHEMA, time: clockText(at), why, ...totals };
}

/** A record as a line. */
export function recordLine(record: object): string {
  return `${stringifyJson(record)}\n`;
}

function problemMembers(problem: WatchedProblem, masker: Masker): object {
  const { number, rule, severity, status, server, count, sessions } = problem;
  return {
    problem: number,
    rule,
    severity,
    method: masker.id(problem.method),
    parameter: masker.id(problem.parameter),
    status,
    server: server === null ? null : masker.endpoint(server),
    message: masker.text(problem.message),
    count,
    sessions,
    first: timeText(problem.first),
    last: timeText(problem.last),
  };
}

function timeText(time: Instant | null): string | null {
  return time === null ? null : isoTime(time, MICROSECONDS);
}

function clockText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
