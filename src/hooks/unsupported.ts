import type { Dialect, UnsupportedForm } from '../dialects/index.ts';
import type { RequestMessage } from '../http/index.ts';
import { isObject, member, readPayload } from './payload.ts';

/** The form of another system's messages that a request has, which a dialect knows and the program does not read; null: none. */
export function unsupportedFormOf(
  dialects: readonly Dialect[],
  { body }: RequestMessage,
): UnsupportedForm | null {
  for (const { unsupported } of dialects) {
    for (const form of unsupported) {
      const { sign } = form;
      // Cheaper than reading the body.
      if (![sign.member, ...sign.beside].every((name) => body.bytes.includes(`"${name}"`))) continue;
      const payload = readPayload(body.bytes, body.wholeLength, body.complete, body.decoded);
      if (payload.kind !== 'object' || !isObject(payload.members)) continue;
      const value = member(payload.members, sign.member);
      const isOfForm =
        typeof value === 'number' &&
        value >= sign.from &&
        value <= sign.to &&
        sign.beside.every((name) => member(payload.members, name) !== undefined);
      if (isOfForm) return form;
    }
  }
  return null;
}
