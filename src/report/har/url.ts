/** Any character that cannot be in a URL without a fragment (RFC 3986 §2). */
const NOT_OF_URL = /[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu;
const ABSOLUTE = /^https?:\/\//i;

/** A mark in place of an address. No host may have brackets or spaces, so the mark becomes a name. */
const ADDRESS_MARK = /^\[address (\d+)\]/;

/** An end point that is written as `address:port`, in a form that a URL can have. */
export function authorityOf(endpoint: string): string {
  return endpoint.replace(ADDRESS_MARK, 'address-$1');
}

/**
 * The URL of a request as HAR needs it: absolute, and without characters that no URL can have. `server` is
 * `address:port`.
 */
export function urlOf(scheme: 'http' | 'https', server: string, target: string): string {
  const whole = ABSOLUTE.test(target)
    ? target
    : `${scheme}://${authorityOf(server)}${target.startsWith('/') ? '' : '/'}${target}`;
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

/** The query parameters of a request target, in order. */
export function queryOf(target: string): readonly { readonly name: string; readonly value: string }[] {
  const at = target.indexOf('?');
  if (at < 0) return [];
  return [...new URLSearchParams(target.slice(at + 1))].map(([name, value]) => ({ name, value }));
}
