import type { HeaderList } from '../exchange.ts';

/**
 * The value of the first field of this name, or null where there is none. `name` is given in lower case; field
 * names are case-insensitive (RFC 9110 §5.1).
 */
export function headerValue(headers: HeaderList, name: string): string | null {
  for (let index = 0; index < headers.length; index += 2) {
    const candidate = headers[index];
    if (candidate.length === name.length && candidate.toLowerCase() === name) return headers[index + 1];
  }
  return null;
}
