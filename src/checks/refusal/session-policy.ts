import { type ErrorPolicy, policyText, type UnknownPolicy, unknownPolicyText } from '../../dialects/index.ts';
import { configFor, type HookCall } from '../../hooks/index.ts';
import type { ProblemKind } from '../../http/index.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';

/**
 * What the call server does after a refusal of a call's method. `set`: the configuration of the session says so.
 * `default`: the response that could have set it is in the capture and does not. `unknown`: the capture does not tell.
 */
export type SessionPolicy =
  | { readonly origin: 'set' | 'default'; readonly policy: ErrorPolicy }
  | { readonly origin: 'unknown'; readonly why: UnknownPolicy };

/** A response with one of these problems may say more than was read of it. */
const NOT_WHOLE: ReadonlySet<ProblemKind> = new Set([
  'lost-bytes',
  'cut-bytes',
  'started-before-capture',
  'truncated',
  'body-too-large',
  'bad-content-encoding',
  'unknown-content-encoding',
]);

/** The policy for a call, from the last response before it that could configure its session. */
export function policyOf(call: HookCall, statistics: CaptureStatistics): SessionPolicy {
  const { dialect, method } = call;
  if (dialect.clientConfig === null) return { origin: 'default', policy: 'go-on' };
  const source = statistics.configuringCallOf(call);
  const config = configFor(dialect, source?.clientConfig, method);
  const policy = config.onRefusal ?? 'go-on';
  if (config.saysOnRefusal) return { origin: 'set', policy };
  if (call.sessionId === null) return { origin: 'unknown', why: 'no-session' };
  // No answer sets nothing.
  if (source !== null && statistics.hadNoAnswer(source)) return { origin: 'default', policy };
  if (source === null || source.response === null) return { origin: 'unknown', why: 'not-captured' };
  const lacks = source.problems.some(({ side, kind }) => side === 'response' && NOT_WHOLE.has(kind));
  return lacks ? { origin: 'unknown', why: 'not-whole' } : { origin: 'default', policy };
}

/** A sentence about the policy, with a space before it; empty where the system has no policies. */
export function sentenceOf({ dialect }: HookCall, known: SessionPolicy): string {
  return known.origin === 'unknown'
    ? unknownPolicyText(dialect, known.why)
    : policyText(dialect, known.policy, known.origin === 'set');
}
