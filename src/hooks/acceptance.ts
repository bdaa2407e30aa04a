import { type CallFailure, isAcceptedStatus, isRefusalStatus, type MethodRole } from '../dialects/index.ts';
import type { ProblemKind } from '../http/index.ts';
import type { HookCall, HookResponse } from './call.ts';

/** What tells whether a call was accepted. */
export interface AnsweredCall extends Pick<HookCall, 'dialect' | 'methodSpec'> {
  readonly response: Pick<HookResponse, 'status' | 'bodyFailure'> | null;
}

/** Whether the server takes the response of a call for the backend's consent; no response is none. */
export function isAccepted({ dialect, methodSpec, response }: AnsweredCall): boolean {
  if (response === null || response.bodyFailure !== null) return false;
  return isAcceptedStatus(dialect, methodSpec, response.status);
}

/** How a call failed; null where it was accepted. */
export function failureOf({ dialect, methodSpec, response }: AnsweredCall): CallFailure | null {
  if (response === null) return { kind: 'no-response', status: null };
  const { status, bodyFailure } = response;
  if (isAcceptedStatus(dialect, methodSpec, status)) {
    return bodyFailure === null ? null : { kind: bodyFailure, status };
  }
  return { kind: isRefusalStatus(dialect, methodSpec, status) ? 'refusal' : 'status', status };
}

/** The role of a call's method; null where the dialect does not know the method. */
export function roleOf(call: HookCall): MethodRole | null {
  return call.methodSpec?.role ?? null;
}

/** True where the capture lost the response, so that nobody can tell whether there was one. */
export function isResponseLost({ response, problems }: HookCall): boolean {
  if (response !== null || problems.length === 0) return false;
  return problems.some(({ side, kind }) => side === 'response' && LOSSES.has(kind));
}

/** A response over HTTP/2 whose status is not known is as good as lost. */
const LOSSES: ReadonlySet<ProblemKind> = new Set(['lost-bytes', 'http2-fields-unknown']);
