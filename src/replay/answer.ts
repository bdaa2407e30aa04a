import type { Buffer } from 'node:buffer';
import { acceptanceOf, isMirrored } from '../dialects/index.ts';
import {
  compareJson,
  type HookCall,
  isAccepted,
  isResponseLost,
  type JsonDifference,
  type JsonValue,
  type Payload,
  type ReadCall,
  readCall,
} from '../hooks/index.ts';
import type { Exchange, HeaderList, ResponseMessage } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';

/** What came of a request that was sent. */
export type Received =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly reason: string;
      readonly headers: HeaderList;
      readonly body: Buffer;
      /** False where the answer broke off, or was longer than is read. */
      readonly complete: boolean;
      /** From the first byte sent to the last one received. */
      readonly seconds: number;
    }
  /** Nobody listens there. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  /** `reason`: a few words, such as `the connection was reset`. */
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * What a body differs in. `unseen`: the capture, or the answer, does not hold all of it, so nothing is said. `bytes`: one of them
 * is no JSON, and they are not the same bytes.
 */
export type BodyDifference =
  | { readonly kind: 'none' }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'bytes'; readonly lengths: readonly [then: number, now: number] }
  /** Values are masked. */
  | { readonly kind: 'members'; readonly differences: readonly JsonDifference[]; readonly more: boolean };

/**
 * How an answer differs from the one in the capture. `same`: in nothing. `body`, `status`: both were accepted, or neither, and that
 * differs. `accepted-now`: the capture's was not. `refused-now`: only the capture's was. `refused`: neither was, in the same way.
 * `no-reference`: accepted, and the capture does not show how the call was answered.
 */
export type Change = 'same' | 'body' | 'status' | 'accepted-now' | 'refused-now' | 'refused' | 'no-reference';

/** An answer beside that of the capture. */
export interface AnswerComparison {
  readonly change: Change;
  readonly body: BodyDifference;
  /** The call as the replay saw it: with the answer that came now. */
  readonly now: HookCall;
  /** Whether the call server takes the answer for consent. */
  readonly isAccepted: boolean;
  /** The capture shows that the call was accepted; null: it does not show how it was answered. */
  readonly wasAccepted: boolean | null;
}

/** Compares what came with what was captured. */
export function compareAnswer(
  call: HookCall,
  exchange: Exchange,
  received: Received,
  masker: Masker,
): AnswerComparison {
  const then = readCall([call.dialect], call, exchange);
  const now = readCall([call.dialect], call, { ...exchange, ...answered(received) });
  // A call was read of this exchange before: both are calls.
  if (then === null || now === null) throw new Error(`no hook any more: frame ${call.requestFrames[0]}`);
  const wasAccepted = isUnseen(call) ? null : isAccepted(call);
  const accepted = isAccepted(now.call);
  const body = bodyDifference(then, now, masker);
  const change = changeOf(call, now.call, wasAccepted, accepted, body);
  return { change, body, now: now.call, isAccepted: accepted, wasAccepted };
}

/** Nobody can tell from the capture how the call was answered. */
function isUnseen(call: HookCall): boolean {
  return call.response === null && (isResponseLost(call) || call.end === 'capture');
}

function changeOf(
  then: HookCall,
  now: HookCall,
  wasAccepted: boolean | null,
  accepted: boolean,
  body: BodyDifference,
): Change {
  if (wasAccepted === null) return accepted ? 'no-reference' : 'refused';
  if (wasAccepted !== accepted) return accepted ? 'accepted-now' : 'refused-now';
  if (then.response?.status !== now.response?.status) return 'status';
  if (!accepted) return 'refused';
  return body.kind === 'none' || body.kind === 'unseen' ? 'same' : 'body';
}

function answered(received: Received): Pick<Exchange, 'response' | 'end' | 'problems'> {
  if (received.kind !== 'answer') return { response: null, end: 'reset', problems: [] };
  const { status, reason, headers, body, complete } = received;
  const response: ResponseMessage = {
    status,
    reason,
    version: '1.1',
    headers,
    trailers: [],
    body: {
      bytes: body,
      length: body.length,
      wholeLength: body.length,
      sha256: null,
      // A coding was not asked for. Where one came all the same, the bytes are compared.
      decoded: true,
      complete,
      lost: 0,
      cut: 0,
    },
    firstFrame: -1,
    lastFrame: -1,
    firstSeconds: 0,
    firstNanoseconds: 0,
    lastSeconds: 0,
    lastNanoseconds: 0,
    startOffset: 0,
    endOffset: 0,
  };
  return { response, end: 'answered', problems: [] };
}

function bodyDifference(then: ReadCall, now: ReadCall, masker: Masker): BodyDifference {
  const { dialect, methodSpec } = then.call;
  const { clientConfig } = dialect;
  // Such a call server looks at no body.
  const isLookedAt = acceptanceOf(dialect, methodSpec).body.kind !== 'any';
  if (!isMirrored(dialect, methodSpec) && !isLookedAt && clientConfig === null) return { kind: 'none' };
  const [before, after] = [then.exchange.response?.body, now.exchange.response?.body];
  if (before === undefined || after === undefined) return { kind: 'unseen' };
  if (!before.complete || !after.complete || !before.decoded || before.bytes.length < before.length)
    return { kind: 'unseen' };
  if (before.bytes.equals(after.bytes)) return { kind: 'none' };
  const [one, other] = [jsonOf(then.responsePayload), jsonOf(now.responsePayload)];
  if (one === undefined || other === undefined)
    return { kind: 'bytes', lengths: [before.bytes.length, after.bytes.length] };
  const masked = (value: JsonValue): JsonValue => masker.payload(dialect, methodSpec, value);
  const { differences, more } = compareJson(masked(one), masked(other));
  return differences.length === 0 ? { kind: 'none' } : { kind: 'members', differences, more };
}

function jsonOf(payload: Payload): JsonValue | undefined {
  if (payload.kind === 'object') return payload.members;
  return payload.kind === 'other' ? payload.value : undefined;
}
