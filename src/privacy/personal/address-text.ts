import type { HiddenSpan } from '../span.ts';
import { ipv6Groups, isIPv4 } from './ip-address.ts';
import { addressValue } from './person.ts';

const IPV4 = /(?<![\d.])\d{1,3}(?:(?:\.|%2E)\d{1,3}){3}(?!\d|\.\d)/gi;
/** An IPv4 address within a name of a host or file, such as `ip-10-0-0-5`. */
const JOINED_IPV4 = /(?<!\d)(\d{1,3})([-_])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?![-_]?\d)/g;
/** Anything that may be an IPv6 address, with brackets, with a zone, and with a port that follows without brackets. */
const IPV6 = /\[?(?<![\w:.])(?:::[0-9a-f:.]{1,43}|(?=[0-9a-f]{1,4}:)[0-9a-f:.]{2,45})(?:%[\w.-]{1,16})?\]?/gi;
const LAST_GROUP = /:[^:]*$/;

/** The IP addresses in a text. */
export function* addressSpans(text: string): Iterable<HiddenSpan> {
  for (const match of text.matchAll(IPV4)) {
    const written = match[0].replace(/%2E/gi, '.');
    if (isIPv4(written)) yield spanOf(match.index, match[0], written);
  }
  for (const match of text.matchAll(JOINED_IPV4)) {
    const written = [match[1], match[3], match[4], match[5]].join('.');
    // A date with a time has this form too, but with leading zeros.
    if (isIPv4(written)) yield spanOf(match.index, match[0], written);
  }
  if (!text.includes(':')) return;
  for (const match of text.matchAll(IPV6)) {
    const found = longestAddress(match[0]);
    if (found !== null) yield spanOf(match.index, found, found);
  }
}

/**
 * The longest address at the beginning of a candidate: Java appends a port without brackets (`0:0:0:0:0:0:0:1:8080`),
 * and sentences end with a full stop or a colon.
 */
function longestAddress(candidate: string): string | null {
  if (candidate.startsWith('[') && candidate.endsWith(']') && isAddressWithZone(candidate.slice(1, -1)))
    return candidate;
  const bare = candidate.replace(/^\[/, '').replace(/[\].]+$/, '');
  const whole = isAddressWithZone(bare) ? bare : bare.replace(LAST_GROUP, '');
  if (!isAddressWithZone(whole) || whole.length < 3) return null;
  return candidate.startsWith('[') ? `[${whole}` : whole;
}

function isAddressWithZone(text: string): boolean {
  return ipv6Groups(text.replace(/%.*$/, '')) !== null;
}

function spanOf(start: number, written: string, address: string): HiddenSpan {
  return { start, end: start + written.length, kind: 'address', value: addressValue(address) };
}
