import { MAX_WATCHED_PROBLEMS } from '../base/limits.ts';
import { compareInstants, type Instant } from '../base/time.ts';
import { fingerprintOf, type Problem } from '../checks/index.ts';
import type { Severity } from '../dialects/index.ts';
import type { Analysis } from '../engine/index.ts';

/** A problem as it is known now. */
export interface WatchedProblem {
  /** Among the problems of this watch, from 1. */
  readonly number: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly method: string | null;
  readonly parameter: string | null;
  readonly status: number | null;
  readonly server: string | null;
  readonly message: string;
  /** How often it occurred. */
  readonly count: number;
  readonly sessions: number;
  readonly first: Instant | null;
  readonly last: Instant | null;
}

/**
 * Something that changed. `problem`: it was not there before. `grown`: it occurred again since it was told. `withdrawn`: what came
 * since shows that it is none.
 */
export interface WatchEvent {
  readonly type: 'problem' | 'grown' | 'withdrawn';
  readonly problem: WatchedProblem;
}

export interface WatchOptions {
  /** Less severe ones are not told. */
  readonly level: Severity;
  /** Fingerprints of findings that are known: a problem of nothing else is not told. */
  readonly known: ReadonlySet<string>;
  /** Seconds for which a problem that grows is not told again. */
  readonly againSeconds: number;
}

/** Rules about what a whole capture lacks: as long as it grows, nobody can say so. */
const OF_THE_WHOLE: ReadonlySet<string> = new Set(['capture/no-rest-traffic', 'flow/not-seen']);

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

interface Entry {
  problem: WatchedProblem;
  toldCount: number;
  /** Seconds of the watch's own clock. */
  toldAt: number;
}

/** Follows the problems of a capture that grows, from model to model. What it keeps is bounded by {@link MAX_WATCHED_PROBLEMS}. */
export class ProblemWatch {
  /** Problems that were told. */
  told = 0;
  /** True once there were more than are told apart. */
  isFull = false;
  readonly #options: WatchOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** The problems there are, as they were told last. */
  get problems(): readonly WatchedProblem[] {
    return [...this.#entries.values()].map(({ problem }) => problem);
  }

  /** What a newer model changes. `now`: seconds of any clock that does not go back. `isOver`: it is the last one. */
  take(
    analysis: Pick<Analysis, 'problems' | 'findings'>,
    now: number,
    isOver: boolean,
  ): readonly WatchEvent[] {
    const events: WatchEvent[] = [];
    const current = this.#current(analysis, isOver);
    for (const [key, entry] of this.#entries) {
      if (current.has(key)) continue;
      this.#entries.delete(key);
      events.push({ type: 'withdrawn', problem: entry.problem });
    }
    for (const [key, found] of current) {
      const entry = this.#entries.get(key);
      if (entry === undefined) {
        const problem = this.#begin(key, found, now);
        if (problem !== null) events.push({ type: 'problem', problem });
        continue;
      }
      entry.problem = { ...found, number: entry.problem.number };
      if (found.count <= entry.toldCount || now - entry.toldAt < this.#options.againSeconds) continue;
      entry.toldCount = found.count;
      entry.toldAt = now;
      events.push({ type: 'grown', problem: entry.problem });
    }
    return events;
  }

  #begin(key: string, found: Unnumbered, now: number): WatchedProblem | null {
    if (this.#entries.size >= MAX_WATCHED_PROBLEMS) {
      this.isFull = true;
      return null;
    }
    this.told += 1;
    const problem = { ...found, number: this.told };
    this.#entries.set(key, { problem, toldCount: found.count, toldAt: now });
    return problem;
  }

  #current(
    { problems, findings }: Pick<Analysis, 'problems' | 'findings'>,
    isOver: boolean,
  ): ReadonlyMap<string, Unnumbered> {
    const { level, known } = this.#options;
    const current = new Map<string, Unnumbered>();
    for (const problem of problems) {
      if (RANK[problem.severity] > RANK[level] || (!isOver && OF_THE_WHOLE.has(problem.rule))) continue;
      const isKnown =
        known.size > 0 && problem.findings.every((index) => known.has(fingerprintOf(findings[index])));
      if (isKnown) continue;
      const trigger = findings[problem.findings[0]]?.call?.method ?? null;
      const key = keyOf(problem, trigger);
      const other = current.get(key);
      current.set(key, other === undefined ? watched(problem) : joined(other, problem));
    }
    return current;
  }
}

type Unnumbered = Omit<WatchedProblem, 'number'>;

/** What stays the same while a problem grows: its words name counts and sessions, which change. */
function keyOf(
  { rule, severity, method, parameter, status, server }: Problem,
  trigger: string | null,
): string {
  return JSON.stringify([rule, severity, method, parameter, status, server, trigger]);
}

function watched(problem: Problem): Unnumbered {
  const { rule, severity, method, parameter, status, server, message, count, sessions, first, last } =
    problem;
  return { rule, severity, method, parameter, status, server, message, count, sessions, first, last };
}

/** Problems that differ in their words only are one here. */
function joined(one: Unnumbered, other: Problem): Unnumbered {
  return {
    ...one,
    count: one.count + other.count,
    sessions: Math.max(one.sessions, other.sessions),
    first: earlier(one.first, other.first),
    last: later(one.last, other.last),
  };
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return compareInstants(one, other) <= 0 ? one : other;
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return compareInstants(one, other) >= 0 ? one : other;
}
