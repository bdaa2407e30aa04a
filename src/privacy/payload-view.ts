import { type HookCall, type JsonValue, type Payload, readCall } from '../hooks/index.ts';
import type { Masker } from './masker.ts';

/**
 * A payload in the form that may be shown, with its secrets masked. `text`: it is no JSON, or the capture lacks a part
 * of it. `not-kept`: the analysis did not keep the bodies of this call.
 */
export type PayloadView =
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'encoded' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-kept' };

/** The payload of a call's request or response, as it may be shown. */
export function viewPayload(call: HookCall, side: 'request' | 'response', masker: Masker): PayloadView {
  if (call.exchange === null) return { kind: 'not-kept' };
  const read = readCall([call.dialect], call, call.exchange);
  if (read === null) return { kind: 'not-kept' };
  return view(call, side === 'request' ? read.payload : read.responsePayload, masker);
}

function view(call: HookCall, payload: Payload, masker: Masker): PayloadView {
  switch (payload.kind) {
    case 'object':
      return { kind: 'json', value: masker.payload(call.dialect, call.methodSpec, payload.members) };
    case 'other':
      return { kind: 'json', value: masker.payload(call.dialect, call.methodSpec, payload.value) };
    case 'encoded':
    case 'empty':
      return { kind: payload.kind };
    default:
      return { kind: 'text', text: masker.captured(payload.text, call.dialect) };
  }
}
