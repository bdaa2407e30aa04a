import { isIP } from 'node:net';
import type { HookMapping } from '../../dialects/index.ts';
import type { Moment } from '../../engine/index.ts';
import { suggestionText } from '../suggestion.ts';

/** A value that was read, or a phrase that says what is expected. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string };

/** Reads a value from a flag (always text) or from the configuration file (any JSON). */
export type SettingReader<T> = (value: unknown) => Checked<T>;

/** The type of the values that a reader gives. */
export type SettingOf<R> = R extends SettingReader<infer T> ? T : never;

export const accept = <T>(value: T): Checked<T> => ({ ok: true, value });
const refuse = (expected: string): Checked<never> => ({ ok: false, expected });

const LARGEST_PORT = 65_535;
/** A day: longer ones are beyond what timers of Node can wait. */
const LONGEST_SECONDS = 86_400;
const WHOLE_NUMBER = /^\d+$/;
const DECIMAL = /^\d+(?:\.\d+)?$|^\.\d+$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

export const text: SettingReader<string> = (value) =>
  typeof value === 'string' && value !== '' ? accept(value) : refuse('text that is not empty');

export const trueOrFalse: SettingReader<boolean> = (value) =>
  typeof value === 'boolean' ? accept(value) : refuse('true or false');

/** A TCP port. */
export const port: SettingReader<number> = (value) => {
  const number = typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value;
  const fits =
    typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= LARGEST_PORT;
  return fits ? accept(number) : refuse(`a port: a whole number from 1 to ${LARGEST_PORT}`);
};

/** A whole number. */
export const wholeNumber: SettingReader<number> = (value) => {
  const number = typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && Number.isSafeInteger(number) && number >= 0;
  return fits ? accept(number) : refuse('a whole number, such as 0 or 10');
};

/** More threads than this are of no use on any machine that is known. */
const MOST_THREADS = 256;

/** How many things are done beside each other. */
export const threadCount: SettingReader<number> = (value) => {
  const read = wholeNumber(value);
  const fits = read.ok && read.value >= 1 && read.value <= MOST_THREADS;
  return fits ? read : refuse(`a whole number from 1 to ${MOST_THREADS}`);
};

export const address: SettingReader<string> = (value) =>
  typeof value === 'string' && isIP(value) !== 0
    ? accept(value)
    : refuse('an IP address, such as 192.0.2.7 or 2001:db8::7');

/** The factor for all windows. */
export const factor: SettingReader<number> = (value) => {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && number > 0 && Number.isFinite(number);
  return fits ? accept(number) : refuse('a number above 0, such as 0.5 or 2');
};

/** A TCP port to listen on; 0 is any that is free. */
export const listeningPort: SettingReader<number> = (value) =>
  value === '0' || value === 0 ? accept(0) : port(value);

/** Where something listens. */
export interface ListeningPlace {
  readonly address: string;
  readonly port: number;
  /** The address as it stands before a port. */
  readonly text: string;
}

/** `PORT` of this machine alone, or `ADDRESS:PORT`. */
export const listeningPlace: SettingReader<ListeningPlace> = (value) => {
  const [, host = '127.0.0.1', digits = ''] = /^(?:(.+):)?(\d+)$/.exec(String(value)) ?? [];
  const checked = listeningPort(digits);
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (!checked.ok || isIP(address) === 0)
    return refuse('a port, or an address and a port, such as 9464 or 0.0.0.0:9464');
  return accept({ address, port: checked.value, text: host });
};

/** The status of a final response (RFC 9110 §15). */
export const status: SettingReader<number> = (value) => {
  const number = typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && Number.isInteger(number) && number >= 200 && number <= 599;
  return fits ? accept(number) : refuse('a status from 200 to 599');
};

/** A span of time. */
export const seconds: SettingReader<number> = (value) => {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  const fits = typeof number === 'number' && number > 0 && number <= LONGEST_SECONDS;
  return fits ? accept(number) : refuse(`seconds above 0, such as 0.5 or 15, and ${LONGEST_SECONDS} at most`);
};

/** Seconds since the first frame, or a date with a time, in UTC unless it names a zone. */
export const moment: SettingReader<Moment> = (value) => {
  const expected = 'seconds since the first frame, such as 12.5, or a time, such as 2026-01-31T10:00:00Z';
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) {
    return accept({ since: 'first-frame', seconds: value });
  }
  if (typeof value !== 'string') return refuse(expected);
  if (DECIMAL.test(value)) return accept({ since: 'first-frame', seconds: Number(value) });
  const [, date, clock, fraction = '', zone = 'Z'] = MOMENT.exec(value) ?? [];
  const milliseconds = Date.parse(`${date}T${clock}${zone}`);
  if (Number.isNaN(milliseconds)) return refuse(expected);
  return accept({ since: '1970', seconds: milliseconds / 1000 + Number(`0${fraction}`) });
};

const MAPPED = 'PATH=METHOD with a path that begins with / and has no query, such as /my/path=METHOD';

/** Paths whose requests are calls of a method: `PATH=METHOD`, or an object of methods by path. */
export const hookMap: SettingReader<readonly HookMapping[]> = (value) => {
  const pairs: readonly (readonly [string, unknown])[] =
    typeof value === 'string'
      ? [splitAtLast(value)]
      : typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value)
        : [['', null]];
  const map: HookMapping[] = [];
  for (const [path, method] of pairs) {
    if (typeof method !== 'string' || method === '' || !/^\/[^?#\s]*$/.test(path)) {
      return refuse(
        typeof value === 'string'
          ? MAPPED
          : 'an object of paths, each with the name of a method: {"/my/path": "METHOD"}',
      );
    }
    map.push({ path, method });
  }
  return accept(map);
};

/** Names of methods have no `=`, paths may have one. */
function splitAtLast(text: string): readonly [string, string] {
  const sign = text.lastIndexOf('=');
  return sign < 0 ? [text, ''] : [text.slice(0, sign), text.slice(sign + 1)];
}

/** One of the given words. */
export function oneOfWords<const T extends string>(words: readonly T[]): SettingReader<T> {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return accept(found);
    return refuse(
      `one of ${words.join(', ')}${typeof value === 'string' ? suggestionText(value, words) : ''}`,
    );
  };
}

/** Several of the given words: a list, or a text with commas between them. */
export function wordList<const T extends string>(words: readonly T[]): SettingReader<readonly T[]> {
  const several = listOf(oneOfWords(words));
  return (value) => several(typeof value === 'string' ? value.split(',') : value);
}

/** A list, or a single item as a list of one. */
export function listOf<T>(item: SettingReader<T>): SettingReader<readonly T[]> {
  return (value) => {
    const values: T[] = [];
    for (const each of Array.isArray(value) ? value : [value]) {
      const checked = item(each);
      if (!checked.ok) return checked;
      values.push(checked.value);
    }
    return accept(values);
  };
}
