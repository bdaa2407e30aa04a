import type { BodyForm, Dialect } from '../../dialects/index.ts';
import type { Payload } from '../../hooks/index.ts';
import type { RequestMessage, ResponseMessage } from '../../http/index.ts';
import { contentTypeOf } from '../message-facts.ts';
import { listed } from '../wording.ts';

/** What a body is that is no JSON: by its Content-Type, or by how its text begins. The first that fits is told. */
const FORMS: readonly { readonly type: RegExp; readonly text: RegExp; readonly words: string }[] = [
  {
    type: /^\s*multipart\/form-data\b/i,
    text: /^--[^\r\n]+\r?\nContent-Disposition:/i,
    words: 'form data in parts (multipart/form-data)',
  },
  {
    type: /^\s*application\/x-www-form-urlencoded\b/i,
    // Names and values as a form writes them: no braces, quotation marks or white space.
    text: /^[^\s{}[\]"=&]+=[^\s{}[\]"]*$/,
    words: 'form-encoded (application/x-www-form-urlencoded)',
  },
  { type: /^\s*text\/html\b/i, text: /^\s*<(?:!doctype html|html)\b/i, words: 'an HTML page' },
  { type: /^\s*(?:application|text)\/xml\b/i, text: /^\s*<\?xml\b/i, words: 'XML' },
];
/** What the server sends as the body of a hook, in words. */
export function expectedBody({ delivery: { bodyForms } }: Dialect): string {
  const words = BODIES.filter(([form]) => bodyForms.includes(form)).map(([, each]) => each);
  return `${listed(words, 'or')} is expected`;
}

const BODIES: readonly (readonly [BodyForm, string])[] = [
  ['json', 'a JSON object'],
  ['form', 'a form'],
  ['query', 'a query in the target'],
];

/** How a JSON object or array begins: such a text was meant as JSON, whatever its type says. */
const JSON_BEGINNING = /^\s*[{[]/;

/** What form a text has that is no JSON, in words; null where it seems to be meant as JSON, or nothing is known of it. */
export function bodyForm(text: string, message: RequestMessage | ResponseMessage | null): string | null {
  if (JSON_BEGINNING.test(text)) return null;
  const type = message === null ? '' : (contentTypeOf(message) ?? '');
  return FORMS.find((form) => form.text.test(text) || form.type.test(type))?.words ?? null;
}

/** What is wrong with the encoding of a body, in words; null where it is UTF-8, or not known. */
export function encodingFault(payload: Payload): string | null {
  if (!('oddity' in payload) || payload.oddity === undefined) return null;
  // A form is written in ASCII, and what is beyond it is read as it can be.
  if (payload.form !== undefined) return null;
  const { encoding, byteOrderMark } = payload.oddity;
  if (encoding === 'UTF-8') return null;
  if (encoding === 'ISO-8859-1') {
    return 'not UTF-8 text, as JSON must be (RFC 8259 §8.1): its bytes fit ISO-8859-1';
  }
  const mark = byteOrderMark ? 'with' : 'without';
  return `${encoding} text ${mark} a byte order mark, JSON must be UTF-8 (RFC 8259 §8.1)`;
}
