import { type HookCall, membersOf, type Payload, type ReadCall, readCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import { type Masker, shownText } from '../privacy/index.ts';
import type { PayloadTerm, ReadablePayload } from './payload-terms.ts';

/** What the payloads of a call answer to the terms of a filter, in the order of these; null: it cannot be told. */
export interface AnsweredCall {
  readonly call: HookCall;
  readonly answers: readonly (boolean | null)[];
}

/** Asks the payloads of a call, the request's and the answer's. `masker`: they are searched as it shows them. */
export function askPayloads(
  read: ReadCall,
  terms: readonly PayloadTerm[],
  masker: Masker,
): AnsweredCall['answers'] {
  const request = readable(read, read.payload, masker);
  // A backend that gives the payload back has nothing else in its answer.
  const isSame = read.responsePayload === read.payload;
  const payloads = isSame ? [request] : [request, readable(read, read.responsePayload, masker)];
  return terms.map((term) => either(payloads.map((payload) => term.test(payload))));
}

/** The same for a call whose headers and bodies were kept, or found again. */
export function askExchange(
  call: HookCall,
  exchange: Exchange,
  terms: readonly PayloadTerm[],
  masker: Masker,
): AnsweredCall {
  const read = readCall([call.dialect], call, exchange);
  return { call, answers: read === null ? terms.map(() => null) : askPayloads(read, terms, masker) };
}

function readable({ call }: ReadCall, payload: Payload, masker: Masker): ReadablePayload {
  const { dialect, methodSpec } = call;
  switch (payload.kind) {
    case 'empty':
      return { value: null, text: null, isWhole: true };
    case 'encoded':
      return { value: null, text: null, isWhole: false };
    case 'other':
      return { value: masker.payload(dialect, methodSpec, payload.value), text: null, isWhole: true };
    case 'object':
      return { value: masker.payload(dialect, methodSpec, payload.members), text: null, isWhole: true };
    default:
      return {
        value: masker.payload(dialect, methodSpec, membersOf(payload)),
        text: shownText(payload, call, masker),
        // What is no JSON was read to its end, and has no further members.
        isWhole: payload.kind === 'broken',
      };
  }
}

/** True where one is true; else null where one cannot be told. */
function either(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
