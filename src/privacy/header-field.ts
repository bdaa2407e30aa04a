import { isSecretName } from './secret-names.ts';
import { type Hide, hideSecrets } from './secret-text.ts';

/** Fields that carry credentials after the name of a scheme (RFC 9110 §11.6). */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization']);
/** Challenges name no secret, whatever they are called. */
const HARMLESS: ReadonlySet<string> = new Set(['www-authenticate', 'proxy-authenticate']);
const PAIR = /([^=;,\s]+=)([^;]*)/g;

/** The value of a header field with its secrets hidden; schemes, names of cookies and attributes stay. */
export function hideFieldSecrets(name: string, value: string, hide: Hide): string {
  const field = name.toLowerCase();
  if (CREDENTIALS.has(field)) return hideCredentials(value, hide);
  if (field === 'cookie') return hidePairs(value, hide);
  if (field === 'set-cookie') {
    const end = value.indexOf(';');
    return end < 0 ? hidePairs(value, hide) : hidePairs(value.slice(0, end), hide) + value.slice(end);
  }
  if (isSecretName(name) && !HARMLESS.has(field)) return value === '' ? value : hide(value);
  return hideSecrets(value, hide);
}

function hideCredentials(value: string, hide: Hide): string {
  const [, scheme = '', credentials = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(value) ?? [];
  if (credentials === '') return scheme === '' ? value : hide(scheme);
  if (scheme.toLowerCase() === 'digest') return hideSecrets(value, hide);
  return `${scheme} ${hide(credentials)}`;
}

function hidePairs(value: string, hide: Hide): string {
  if (!value.includes('=')) return value.trim() === '' ? value : hide(value);
  return value.replace(PAIR, (whole: string, name: string, secret: string) =>
    secret === '' ? whole : name + hide(secret),
  );
}
