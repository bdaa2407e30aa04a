import { type HookCall, type JsonValue, type Payload, readCall } from '../hooks/index.ts';
import type { Exchange } from '../http/index.ts';
import type { Masker } from './masker.ts';
import { shownText } from './shown-text.ts';

/**
 * A payload in the form that may be shown, with its secrets masked. `text`: it is no JSON, or the capture lacks a part
 * of it. `not-kept`: the bodies of this call are not at hand.
 */
export type PayloadView =
  | {
      readonly kind: 'json';
      readonly value: JsonValue;
      /** What it was read from, where that is no JSON; the text is masked as well. */
      readonly from?: { readonly form: 'form' | 'query'; readonly text: string };
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'encoded' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-kept' };

/** The request's or the response's payload of a call. `exchange`: its headers and bodies, where they are at hand. */
export function viewPayload(
  call: HookCall,
  exchange: Exchange | undefined,
  side: 'request' | 'response',
  masker: Masker,
): PayloadView {
  if (exchange === undefined) return { kind: 'not-kept' };
  const read = readCall([call.dialect], call, exchange);
  if (read === null) return { kind: 'not-kept' };
  return view(call, side === 'request' ? read.payload : read.responsePayload, masker);
}

function view(call: HookCall, payload: Payload, masker: Masker): PayloadView {
  switch (payload.kind) {
    case 'object':
      return {
        kind: 'json',
        value: masker.payload(call.dialect, call.methodSpec, payload.members),
        ...(payload.form !== undefined && {
          from: { form: payload.form, text: shownText(payload, call, masker) },
        }),
      };
    case 'other':
      return { kind: 'json', value: masker.payload(call.dialect, call.methodSpec, payload.value) };
    case 'encoded':
    case 'empty':
      return { kind: payload.kind };
    default:
      return { kind: 'text', text: shownText(payload, call, masker) };
  }
}
