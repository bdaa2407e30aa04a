import { escapeTerminal } from '../report/index.ts';
import type { Surroundings } from './surroundings.ts';

/** 0: nothing at or above the threshold. 1: findings at or above it. 2: what was asked could not be done. */
export type ExitStatus = 0 | 1 | 2;

/** Why something could not be done: one line that says what and where. */
export interface FailedResult {
  readonly ok: false;
  readonly message: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | FailedResult;

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(message: string): FailedResult {
  return { ok: false, message };
}

/** Writes one line to standard error that says why nothing was done, and returns the exit status for it. */
export function reportFailure(
  { stderr }: Surroundings,
  message: string,
  options: { readonly lines: boolean } = { lines: false },
): 2 {
  const lines = options.lines ? message.split('\n') : [message];
  stderr.write(`hookscope: ${lines.map(escapeTerminal).join('\n')}\n`);
  return 2;
}
