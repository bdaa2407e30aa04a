import { type Cursor, malformed, tooShort } from '../cursor.ts';
import { type NextStep, STEP } from '../step.ts';

/** OpenBSD's pfloghdr: its length without padding, address family, action, reason, interface, rule. It grew over the years. */
const PFLOG = { headerLength: 0, least: 45 } as const;

/** LINKTYPE_PFLOG: a packet that the pf firewall logged. The header is padded to a multiple of four bytes. */
export function pflog(cursor: Cursor): NextStep {
  const { bytes, position } = cursor;
  if (position >= cursor.end) return tooShort(cursor, 1, 'PFLOG', 'header length', PFLOG.headerLength);
  const length = bytes[position + PFLOG.headerLength];
  if (length < PFLOG.least) return malformed(cursor, 'PFLOG', 'header length', PFLOG.headerLength);
  cursor.position = position + ((length + 3) & ~3);
  return STEP.rawIp;
}
