import { isMirrored } from '../../dialects/index.ts';
import type { Payload, ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallRule } from '../rule.ts';

/** A JSON body begins with U+FEFF. */
export const httpByteOrderMark: CallRule = {
  id: 'http/byte-order-mark',
  severity: 'warning',
  gathers: 'method-and-pointer',
  inspect,
};

function inspect(read: ReadCall): readonly Draft[] {
  const { payload, responsePayload, call } = read;
  const ofRequest = hasMark(payload);
  // What the backend got and gave back is told of the request.
  const ofAnswer =
    isMirrored(call.dialect, call.methodSpec) && responsePayload !== payload && hasMark(responsePayload);
  if (!ofRequest && !ofAnswer) return NO_DRAFTS;
  return [
    ...(ofRequest ? [draftOf(`The payload of ${call.method}`)] : []),
    ...(ofAnswer ? [{ ...draftOf(`The answer to ${call.method}`), side: 'response' as const }] : []),
  ];
}

/** Of UTF-16 text the encoding itself is told, with or without the mark. */
function hasMark(payload: Payload): boolean {
  if (!('oddity' in payload) || payload.oddity === undefined) return false;
  return payload.oddity.byteOrderMark && payload.oddity.encoding === 'UTF-8';
}

function draftOf(subject: string): Draft {
  return {
    rule: httpByteOrderMark.id,
    message: `${subject} begins with a byte order mark (EF BB BF), which JSON must not have (RFC 8259 §8.1)`,
    consequence: 'A strict parser refuses the text.',
  };
}
