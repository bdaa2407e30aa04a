import { jsonTextsOf, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { type LargeInteger, largeIntegers } from '../payload/json-tree.ts';
import type { CallRule } from '../rule.ts';
import { clipped } from '../wording.ts';

/** A payload has an integer that readers with 64-bit floating-point numbers change (RFC 8259 §6). */
export const payloadBigInteger: CallRule = {
  id: 'payload/big-integer',
  severity: 'note',
  inspect,
};

/** Digits of a number that a message repeats. */
const SHOWN_DIGITS = 40;

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { payload, call } = read;
  if (payload.kind !== 'object' || !inspection.survey.hasUnsafeInteger) return NO_DRAFTS;
  const [first, ...more] = jsonTextsOf(payload).flatMap(({ pointer: base, text }) =>
    largeIntegers(text).map((each) => ({ ...each, pointer: `${base}${each.pointer}` })),
  );
  if (first === undefined) return NO_DRAFTS;
  const { digits, pointer } = first;
  const asDouble = doubled(digits);
  const trouble =
    asDouble === digits
      ? 'is beyond 2^53'
      : `a reader that keeps numbers as doubles takes for ${clipped(asDouble, SHOWN_DIGITS)}`;
  const words = isHidden(first, read, inspection)
    ? 'is beyond 2^53'
    : `is ${clipped(digits, SHOWN_DIGITS)}, which ${trouble}`;
  const others = more.length === 0 ? '' : `; ${more.length} more in this payload`;
  return [
    {
      rule: payloadBigInteger.id,
      message: `${clipped(pointer, 60)} of ${call.method} ${words}${others}`,
      pointer: clipped(pointer, 200),
    },
  ];
}

/** True where the number must not be shown: it is a secret or a part of one, or may be personal. */
function isHidden(
  { digits, pointer }: LargeInteger,
  { call }: ReadCall,
  { masker }: CallInspection,
): boolean {
  const names = pointer.split('/').slice(1);
  return masker.redactsPersonal || names.some((name) => masker.value(call.dialect, name, digits) !== digits);
}

/** The digits of an integer after it was stored as a 64-bit floating-point number. */
function doubled(digits: string): string {
  const value = Number(digits);
  return Number.isFinite(value) ? BigInt(value).toString() : String(value);
}
