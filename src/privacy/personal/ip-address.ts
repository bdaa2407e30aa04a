const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const GROUPS = 8;

/** True for an IPv4 address in dotted form, without leading zeros. */
export function isIPv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => OCTET.test(octet) && Number(octet) < 256);
}

/**
 * The eight groups of an IPv6 address (RFC 4291 §2.2), joined by colons, however the address is written; null for a
 * text that is no such address.
 */
export function ipv6Groups(text: string): string | null {
  if (!text.includes(':')) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [before = [], after = []] = halves.map(groupsOf);
  if (before === null || after === null) return null;
  const left = GROUPS - before.length - after.length;
  if (halves.length === 1 ? left !== 0 : left < 1) return null;
  const all = [...before, ...Array.from({ length: left }, () => 0), ...after];
  return all.map((group) => group.toString(16)).join(':');
}

/**
 * The groups on one side of `::`. An IPv4 address at the end counts as two. null where the side cannot belong to an
 * address.
 */
function groupsOf(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else if (index === parts.length - 1 && isIPv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else return null;
  }
  return groups;
}
