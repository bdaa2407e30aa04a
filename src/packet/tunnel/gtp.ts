import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { DECODE } from '../decode-result.ts';
import { type NextStep, STEP } from '../step.ts';

/** GTP-U (3GPP TS 29.281 §5.1). */
const GTP = { flags: 0, messageType: 1, length: 8, nextExtension: 11, lengthWithOptions: 12 } as const;
/** Version 1 of GTP itself (not GTP'). */
const VERSION_AND_PROTOCOL = { mask: 0xf0, value: 0x30 } as const;
/** Flags of extension headers, sequence number and N-PDU number. Any of them makes the four optional bytes present. */
const OPTIONAL_FIELDS = 0x07;
const EXTENSION_HEADERS = 0x04;
const USER_DATA = 0xff;

/** The tunnel that carries a subscriber's IP packets through a mobile network. */
export function gtpUser(cursor: Cursor): NextStep {
  const { bytes, position, end } = cursor;
  if (position + GTP.length > end) return tooShort(cursor, GTP.length, 'GTP-U', 'header', GTP.flags);
  const flags = bytes[position + GTP.flags];
  if ((flags & VERSION_AND_PROTOCOL.mask) !== VERSION_AND_PROTOCOL.value) return DECODE.notTcp;
  if (bytes[position + GTP.messageType] !== USER_DATA) return DECODE.notTcp;
  let at = position + GTP.length;
  if ((flags & OPTIONAL_FIELDS) !== 0) {
    at = position + GTP.lengthWithOptions;
    if (at > end) return tooShort(cursor, GTP.lengthWithOptions, 'GTP-U', 'options', GTP.length);
    let next = (flags & EXTENSION_HEADERS) === 0 ? 0 : bytes[position + GTP.nextExtension];
    while (next !== 0) {
      // An extension header begins with its length in units of four bytes and ends with the type of the next one.
      const size = at < end ? bytes[at] << 2 : 4;
      if (size === 0) return malformed(cursor, 'GTP-U', 'extension header length', at - position);
      if (at + size > end) {
        return tooShort(cursor, at + size - position, 'GTP-U', 'extension header', at - position);
      }
      at += size;
      next = bytes[at - 1];
    }
  }
  cursor.position = at;
  return STEP.rawIp;
}
