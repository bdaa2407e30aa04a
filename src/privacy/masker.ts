import type { Buffer } from 'node:buffer';
import { splitEndpoint } from '../base/endpoint.ts';
import { MAX_REMEMBERED_TEXTS } from '../base/limits.ts';
import type { Dialect, Method } from '../dialects/index.ts';
import { type JsonValue, membersOf, type Payload, type ReadCall } from '../hooks/index.ts';
import type { HeaderList } from '../http/index.ts';
import { MarkBook } from './mark-book.ts';
import { hiddenNames } from './payload/parameter-paths.ts';
import { PayloadMask } from './payload/payload-mask.ts';
import { isAddress, personMark } from './personal/person.ts';
import { mayNameSecret } from './secret/secret-names.ts';
import { isMark, type Mark, withMarks } from './span.ts';
import { NO_NAMES } from './text/hidden-names.ts';
import { mayHoldSecret } from './text/secret-text.ts';
import {
  type SearchScope,
  spansOfField,
  spansOfRaw,
  spansOfSentence,
  spansOfTarget,
} from './text/text-spans.ts';
import { decoded } from './unwritten.ts';

/** What is hidden besides secrets: all that tells of people. */
export type Redaction = 'personal';

export interface MaskerOptions {
  readonly showSecrets: boolean;
  readonly redact?: Redaction | null;
}

/** What most bodies with a secret have; the members that all hooks have are none. */
const BODY_SIGNS =
  /passw|phrase|pincode|secret|token|authori|credential|api_?key|cookie|signature|pwd|ice-|inline:|response=|bearer|basic |eyJ|:\/\//i;
/** Most targets are a plain path. */
const PLAIN_TARGET = /^[\w/.-]*$/;
/**
 * Puts marks in place of what is not to be shown: secrets, and with `redact` all that tells of people. Within a run the
 * same value always has the same mark, such as `[secret 1]`, numbered in order of first appearance. One masker serves
 * the checks and all outputs of a run.
 */
export class Masker {
  readonly showSecrets: boolean;
  readonly redactsPersonal: boolean;
  readonly #book: MarkBook;
  /** Texts looked through last, as they are shown: ids, addresses and statuses come again and again. */
  readonly #remembered = new Map<string, string>();
  /** Header fields that were learned from. */
  readonly #learned = new Set<string>();
  /** The edition of the book by which they were. */
  #rememberedIn = 0;
  readonly #mark: Mark;
  readonly #sought: SearchScope;
  readonly #payloads: PayloadMask;

  constructor({ showSecrets, redact = null }: MaskerOptions, book: MarkBook = new MarkBook()) {
    this.showSecrets = showSecrets;
    this.redactsPersonal = redact === 'personal';
    this.#book = book;
    this.#mark = (kind, value) => book.mark(kind, value);
    this.#sought = { secrets: !showSecrets, personal: this.redactsPersonal, known: book.known };
    this.#payloads = new PayloadMask(this.#sought, this.#mark);
  }

  /** One that shows or hides secrets, with the same marks otherwise. */
  withSecrets(showSecrets: boolean): Masker {
    return new Masker({ showSecrets, redact: this.redactsPersonal ? 'personal' : null }, this.#book);
  }

  /** A JSON payload (of request or answer) of a method: values the tables call secret, and those whose name looks it. */
  payload(dialect: Dialect, method: Method | null, value: JsonValue): JsonValue {
    if (this.#showsAll) return value;
    return this.#payloads.payload(dialect, method, value);
  }

  /** The value of a parameter of any method of a dialect. */
  value(dialect: Dialect, name: string, value: JsonValue): JsonValue {
    if (this.#showsAll) return value;
    return this.#payloads.value(dialect, name, value);
  }

  /** True for a text that is nothing but a mark. */
  isMark(text: string): boolean {
    return isMark(text);
  }

  /** A text of ours, such as the message of a finding, with values of the capture in it. Texts that were masked before stay. */
  text(text: string): string {
    if (this.#showsAll || (!this.redactsPersonal && !mayHoldSecret(text))) return text;
    if (this.#rememberedIn !== this.#book.edition || this.#remembered.size > MAX_REMEMBERED_TEXTS) {
      this.#remembered.clear();
      this.#rememberedIn = this.#book.edition;
    }
    let shown = this.#remembered.get(text);
    if (shown === undefined) {
      shown = withMarks(text, [...spansOfSentence(text, this.#sought)], this.#mark);
      this.#remembered.set(text, shown);
    }
    return shown;
  }

  /** The same of what may be absent. */
  id(text: string | null): string | null {
    return text === null ? null : this.text(text);
  }

  /** A text that was captured: a body that is no JSON, an id, a piece of a broken message. */
  captured(text: string, dialect: Dialect | null = null): string {
    return this.excerpt(text, 0, text.length, dialect);
  }

  /** The part of a captured text from `from` to `to`, which may begin or end within something that is hidden. */
  excerpt(text: string, from: number, to: number, dialect: Dialect | null): string {
    if (this.#showsAll) return text.slice(from, to);
    const names = dialect === null ? NO_NAMES : hiddenNames(dialect);
    return withMarks(text, [...spansOfRaw(text, names, this.#sought)], this.#mark, from, to);
  }

  /** The value of an HTTP header field. */
  headerField(name: string, value: string): string {
    if (this.#showsAll) return value;
    return withMarks(value, [...spansOfField(name, value, this.#sought)], this.#mark);
  }

  /** A request target: passwords, and secret parameters of its path and query. */
  target(target: string): string {
    if (this.#showsAll || (!this.redactsPersonal && PLAIN_TARGET.test(target) && !mayNameSecret(target)))
      return target;
    const shown = withMarks(target, [...spansOfTarget(target, this.#sought)], this.#mark);
    if (!this.redactsPersonal || !shown.includes('%')) return shown;
    // What is percent-encoded is looked at as it is meant, piece by piece.
    return shown.replace(/[^/?&=;#]+/g, (piece) => {
      const meant = decoded(piece);
      if (meant === piece) return piece;
      const hidden = this.captured(meant);
      return hidden === meant ? piece : hidden;
    });
  }

  /** An end point, `address:port`. */
  endpoint(endpoint: string): string {
    if (!this.redactsPersonal) return endpoint;
    const { host, port } = splitEndpoint(endpoint);
    return `${this.address(host)}${port}`;
  }

  /** An IP address. */
  address(address: string): string {
    if (!this.redactsPersonal || !isAddress(address)) return address;
    return this.#mark('address', personMark(address).value);
  }

  /** The hash of a body that may hold a secret, or what people said: from it the few things that it can be could be tried. */
  hash(hash: string, body: Buffer): string {
    return this.redactsPersonal || (!this.showSecrets && this.#holdsSecret(body))
      ? this.#mark('message', hash)
      : hash;
  }

  #holdsSecret(body: Buffer): boolean {
    const text = body.toString('utf8');
    return BODY_SIGNS.test(text) && this.captured(text) !== text;
  }

  /**
   * Sees what a call tells of people before anything is shown, so that it is recognised wherever else it stands, and marks
   * are numbered in the order of the calls. Costs nothing where only secrets are hidden.
   */
  learn({ call, exchange, payload, responsePayload }: ReadCall): void {
    if (!this.redactsPersonal) return;
    for (const each of payload === responsePayload ? [payload] : [payload, responsePayload])
      this.#learn(each, call.dialect, call.methodSpec);
    for (const message of [exchange.request, exchange.response]) this.#learnFields(message?.headers ?? []);
    this.endpoint(call.client);
    this.endpoint(call.server);
  }

  #learn(payload: Payload, dialect: Dialect, row: Method | null): void {
    if (payload.kind === 'other') this.payload(dialect, row, payload.value);
    else this.payload(dialect, row, membersOf(payload));
    if (payload.kind !== 'object' && 'text' in payload) this.captured(payload.text, dialect);
  }

  #learnFields(fields: HeaderList): void {
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const [name = '', value = ''] = [fields[index], fields[index + 1]];
      const field = `${name}: ${value}`;
      // Most messages have the same fields as those before.
      if (this.#learned.has(field)) continue;
      if (this.#learned.size > MAX_REMEMBERED_TEXTS) this.#learned.clear();
      this.#learned.add(field);
      this.headerField(name, value);
    }
  }

  get #showsAll(): boolean {
    return this.showSecrets && !this.redactsPersonal;
  }
}
