import { readFileSync } from 'node:fs';

/** The version of hookscope from its package. */
export function version(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const found = typeof read === 'object' && read !== null && 'version' in read ? read.version : null;
  return typeof found === 'string' ? found : 'unknown';
}
