/** All but the characters of a URL without a fragment (RFC 3986 §2), and the sign of an escape. */
const NOT_OF_URL = /[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu;
const ABSOLUTE = /^https?:\/\//i;

/** A mark in place of an address. No host has brackets or spaces, so that it becomes a name. */
const ADDRESS_MARK = /^\[address (\d+)\]/;

/** An end point, `address:port`, as a URL can have it. */
export function authorityOf(endpoint: string): string {
  return endpoint.replace(ADDRESS_MARK, 'address-$1');
}

/** The URL of a request as HAR has it: absolute, and with nothing in it that no URL can hold. `server` is `address:port`. */
export function urlOf(server: string, target: string): string {
  const whole = ABSOLUTE.test(target)
    ? target
    : `http://${authorityOf(server)}${target.startsWith('/') ? '' : '/'}${target}`;
  const host = /^https?:\/\/\[[0-9a-fA-F:.]+\]/.exec(whole)?.[0] ?? '';
  return (
    host +
    whole
      .slice(host.length)
      .replace(NOT_OF_URL, encoded)
      .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
  );
}

function encoded(character: string): string {
  return encodeURIComponent(character.replace(/\p{Surrogate}/u, '\ufffd'));
}

/** The parameters of a request target's query, in order. */
export function queryOf(target: string): readonly { readonly name: string; readonly value: string }[] {
  const at = target.indexOf('?');
  if (at < 0) return [];
  return [...new URLSearchParams(target.slice(at + 1))].map(([name, value]) => ({ name, value }));
}
