import type { MarkKind } from '../span.ts';
import { ipv6Groups, isIPv4 } from './ip-address.ts';

/** A telephone number or an extension, however it is grouped (E.123). */
const NUMBER = /^\s*\+?[\d*#][\d\s()./*#-]*$/;
/** Characters that only make a number readable, and its international prefix. */
const FOR_THE_EYE = /[\s()./+-]/g;

/**
 * Whether a text identifies a person by address, number or name, and its value in the form in which values are
 * compared.
 */
export function personMark(written: string): { readonly kind: MarkKind; readonly value: string } {
  const value = written.trim();
  if (isAddress(value)) return { kind: 'address', value: addressValue(value) };
  if (NUMBER.test(value)) return { kind: 'number', value: numberValue(value) };
  return { kind: 'name', value };
}

/** A number in the form in which numbers are compared: its digits. */
export function numberValue(written: string): string {
  return written.replace(FOR_THE_EYE, '');
}

/** True for an IP address, also in the brackets of a URL. */
export function isAddress(text: string): boolean {
  const bare = text.replace(/^\[|\]$/g, '');
  return isIPv4(bare) || ipv6Groups(withoutZone(bare)) !== null;
}

/**
 * An address or host name in the form in which they are compared: without differences of spelling (RFC 5952, RFC 4343)
 * and without a zone (RFC 4007).
 */
export function addressValue(written: string): string {
  const bare = written.replace(/^\[|\]$/g, '').toLowerCase();
  return ipv6Groups(withoutZone(bare)) ?? bare;
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}
