/** The payload of a request as each dialect reads it: JSON, a form, or the query of its target, with JSON texts in it. */
import { Buffer } from 'node:buffer';
import { MAX_JSON_BYTES } from '../base/limits.ts';
import type { BodyForm, Dialect } from '../dialects/index.ts';
import { type Body, headerValue, type RequestMessage } from '../http/index.ts';
import { fingerprintOfBody } from './body-fingerprint.ts';
import type { HookCall } from './call.ts';
import { withEmbedded } from './embedded.ts';
import { readForm } from './form.ts';
import { type Payload, readPayload, type TextPayload } from './payload.ts';
import { queryOf } from './target-path.ts';
import { decodeText, isUtf16 } from './text-encoding.ts';

const EMPTY: Payload = { kind: 'empty' };

/** What of a dialect says how its payloads are written. */
export interface PayloadForms extends Pick<Dialect, 'embedded'> {
  readonly delivery: Pick<Dialect['delivery'], 'bodyForms'>;
}

/** Reads the payload of one request, in each form once. */
export class RequestPayloads {
  readonly #request: RequestMessage;
  readonly #isRead: boolean;
  readonly #byForm: Partial<Record<BodyForm, Payload>> = {};
  #lastDialect: PayloadForms | null = null;
  #last: Payload = EMPTY;

  /** `isRead` false: nothing of it is worth reading, and it counts as empty. */
  constructor(request: RequestMessage, isRead: boolean) {
    this.#request = request;
    this.#isRead = isRead;
  }

  /** The payload as a dialect reads it. */
  of(dialect: PayloadForms): Payload {
    if (!this.#isRead) return EMPTY;
    if (dialect === this.#lastDialect) return this.#last;
    const form = formFor(dialect, this.#request);
    const payload = this.#byForm[form] ?? readAs(form, this.#request);
    this.#byForm[form] = payload;
    this.#lastDialect = dialect;
    this.#last = withEmbedded(payload, dialect.embedded);
    return this.#last;
  }
}

/** Methods of requests that have no body (RFC 9110 §9.3.1, §9.3.2). */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const FORM_TYPE = /^\s*application\/x-www-form-urlencoded\b/i;
const JSON_TYPE = /\bjson\b/i;
/** How a JSON object or array, HTML and XML begin: such a text is no form, whatever its type says. */
const OTHER_BEGINNING = /^\s*[{[<]/;
/** A name and its value, as a form begins. */
const FORM_BEGINNING = /^[^\s"=&]+=/;
/** Characters in which the beginning of a body is looked for. */
const BEGINNING = 256;

/** In which form a dialect reads the payload of a request. What it does not know is read as JSON, and found to be none. */
export function formFor(
  { delivery: { bodyForms } }: PayloadForms,
  { method, target, headers, body }: RequestMessage,
): BodyForm {
  if (bodyForms.length === 1 && bodyForms[0] === 'json') return 'json';
  const hasBody = body.bytes.length > 0 || body.length > 0;
  if (!hasBody) {
    const isQuery =
      bodyForms.includes('query') && (BODILESS.has(method.toUpperCase()) || target.includes('?'));
    return isQuery ? 'query' : 'json';
  }
  if (!bodyForms.includes('form') || isUtf16(body.bytes)) return 'json';
  const beginning = body.bytes.toString('latin1', 0, BEGINNING);
  if (OTHER_BEGINNING.test(beginning)) return 'json';
  if (!bodyForms.includes('json')) return 'form';
  const type = headerValue(headers, 'content-type') ?? '';
  if (FORM_TYPE.test(type)) return 'form';
  return !JSON_TYPE.test(type) && FORM_BEGINNING.test(beginning) ? 'form' : 'json';
}

function readAs(form: BodyForm, request: RequestMessage): Payload {
  const { body } = request;
  if (form === 'query') return readQuery(request);
  if (form === 'form') return readFormBody(body);
  return readPayload(body.bytes, body.wholeLength, isWhole(body), body.decoded);
}

function readFormBody(body: Body): Payload {
  if (!body.decoded) return { kind: 'encoded' };
  const { bytes, wholeLength } = body;
  const length = Math.min(wholeLength, bytes.length, MAX_JSON_BYTES);
  const isComplete = isWhole(body) && length === bytes.length;
  const { text, oddity } = decodeText(bytes, length, isComplete);
  if (isComplete && text.trim() === '') return EMPTY;
  const payload = formPayload(text, isComplete, 'form');
  return oddity === null ? payload : { ...payload, oddity };
}

/** A query without any member is one all the same: there is nothing else that the payload could be. */
function readQuery({ target, targetCut }: RequestMessage): Payload {
  return formPayload(queryOf(target) ?? '', !targetCut, 'query');
}

function formPayload(text: string, isWhole: boolean, form: 'form' | 'query'): TextPayload {
  const { members, isOverBound } = readForm(text, isWhole, form === 'form' ? 'utf8' : 'latin1');
  const kind = isWhole && !isOverBound ? 'object' : 'partial';
  return { kind, members, text, form, ...(isOverBound ? { isOverBound } : {}) };
}

/** The bytes that say what the payload is: those of the body, or of the query that stands for it. */
export function payloadBytes({ body, target }: RequestMessage, payload: Payload): Buffer {
  const isQuery = 'form' in payload && payload.form === 'query';
  return isQuery ? Buffer.from(queryOf(target) ?? '', 'latin1') : body.bytes;
}

/** Whether a request that was read again has the payload of a call, as far as fingerprints tell: in its body, or in its query. */
export function hasPayloadOf({ dialect, fingerprint }: HookCall, { body, target }: RequestMessage): boolean {
  if (fingerprintOfBody(dialect, body.bytes) === fingerprint) return true;
  const query = body.bytes.length === 0 ? queryOf(target) : null;
  return query !== null && fingerprintOfBody(dialect, Buffer.from(query, 'latin1')) === fingerprint;
}

/** Every byte was there, and was kept. */
export function isWhole({ complete, bytes, length }: Body): boolean {
  return complete && bytes.length >= length;
}
