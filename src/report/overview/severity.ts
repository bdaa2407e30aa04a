import type { Severity } from '../../dialects/index.ts';

export const MARKS = { error: '✗', warning: '!', note: '·' } as const satisfies Readonly<
  Record<Severity, string>
>;

/** The worst first. */
export const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly Severity[];

/** The worse of two severities. */
export function worse(one: Severity, other: Severity): Severity {
  return rank(one) <= rank(other) ? one : other;
}

/** 0 for an error, 1 for a warning, 2 for a note. */
export function rank(severity: Severity): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
