import type { Buffer } from 'node:buffer';
import { hostOf } from '../base/endpoint.ts';
import { MAX_REMEMBERED_TEXTS } from '../base/limits.ts';
import type { Dialect, Method } from '../dialects/index.ts';
import { type JsonValue, membersOf, type Payload, type ReadCall } from '../hooks/index.ts';
import type { HeaderList } from '../http/index.ts';
import { percentDecoded } from './escapes.ts';
import { MarkBook } from './mark-book.ts';
import { namesInText } from './payload/parameter-paths.ts';
import { type MemberPlace, type MemberTreatment, PayloadMask } from './payload/payload-mask.ts';
import { isAddress, personMark } from './personal/person.ts';
import { mayNameSecret, withNamesJoined } from './secret/secret-names.ts';
import { isMark, type Mark, withMarks } from './span.ts';
import { isHarmless } from './text/harmless-text.ts';
import { mayHoldSecret } from './text/secret-text.ts';
import {
  NO_NAMES,
  type SearchScope,
  spansOfField,
  spansOfRaw,
  spansOfSentence,
  spansOfTarget,
} from './text/text-spans.ts';

/** What is hidden besides secrets: everything that identifies a person. */
export type Redaction = 'personal';

export interface MaskerOptions {
  readonly showSecrets: boolean;
  readonly redact?: Redaction | null;
}

/**
 * What a body with a secret contains: the name of one, in a text without the signs within names; or something in the form of one.
 * Names are closer than those that secrets are looked for by otherwise: members that all hooks have, such as `appKey` and
 * `sessionId`, are not among them.
 */
const BODY_NAMES =
  /pass|pasw|psw|pssw|phrase|(?:pin|verification)code|(?:pin|pw|sig)\d*(?![a-z])|secret|tok|tkn|auth|credential|(?:api|access|private|priv|session|stream|encryption|signing|shared)key|cookie|signature|pwd|pswd|pword|hmac|ha1|hdn|otp|psk|jwt|bearer|csrf|xsrf|sid(?![a-z])|jsessionid|senha|clave|mdp|gda|contrasen|kennwort|wachtwoord|crypto/i;
const BODY_FORMS =
  /(?:pin|pw|sig)(?![a-z])|inline:|key-mgmt|k=|cnonce|rspauth|auts|response\s*=|basic|ntlm|negotiate|wcs\s|BEGIN |eyJ|gh[pousr]_|github_pat|glpat-|xox[abeoprs]-|sk_live|AIza|AKIA|ASIA|(?:\/\/|sips?:)[^\s/"\\<>]{1,256}:[^\s/"\\<>]{1,256}(?:@|$)|\/\/[^\s/"\\<>]{16,256}@|[\u0080-\uffff]|\\u|%[2-7][0-9a-f]|&(?:amp|quot|apos|lt|gt|#)/i;
/** A target that is a plain path, as most are, holds no secret. */
const PLAIN_TARGET = /^[\w/.-]*$/;
/**
 * Puts marks in place of what must not be shown: secrets, and with `redact` everything that identifies a person. Within
 * a run equal values have the same mark, such as `[secret 1]`, numbered in the order of first appearance. One masker
 * serves the checks and all outputs of a run.
 */
export class Masker {
  readonly showSecrets: boolean;
  readonly redactsPersonal: boolean;
  readonly #book: MarkBook;
  /**
   * The texts that were searched last, in their shown form. The same ids, addresses and statuses come again and again.
   */
  readonly #remembered = new Map<string, string>();
  /** The header fields from which values were learned. */
  readonly #learned = new Set<string>();
  /** The edition of the mark book in which `#remembered` was made. */
  #rememberedIn = 0;
  readonly #mark: Mark;
  readonly #sought: SearchScope;
  /** What is looked for in texts whose secrets were masked before. */
  readonly #soughtInMasked: SearchScope;
  readonly #payloads: PayloadMask;

  constructor({ showSecrets, redact = null }: MaskerOptions, book: MarkBook = new MarkBook()) {
    this.showSecrets = showSecrets;
    this.redactsPersonal = redact === 'personal';
    this.#book = book;
    this.#mark = (kind, value) => book.mark(kind, value);
    this.#sought = { secrets: !showSecrets, personal: this.redactsPersonal, known: book.known };
    this.#soughtInMasked = { ...this.#sought, secrets: false };
    this.#payloads = new PayloadMask(this.#sought, this.#mark);
  }

  /** A masker that shows or hides secrets and shares the marks of this one. */
  withSecrets(showSecrets: boolean): Masker {
    return new Masker({ showSecrets, redact: this.redactsPersonal ? 'personal' : null }, this.#book);
  }

  /**
   * Masks a JSON payload of a method: the values that the dialect's tables call secret, and those whose name looks
   * secret.
   */
  payload(dialect: Dialect, method: Method | null, value: JsonValue): JsonValue {
    if (this.#showsAll) return value;
    return this.#payloads.payload(dialect, method, value);
  }

  /** The same, member by member: how the value of one is shown. */
  treatment(place: MemberPlace): MemberTreatment {
    return this.#payloads.treatment(place);
  }

  /** Masks a string of a member that is to be searched. */
  memberText(place: MemberPlace, text: string): string {
    return this.#showsAll ? text : this.#payloads.string(place, text);
  }

  /** What stands for a string, or for the digits of a number, of a member that is to be hidden. */
  hidden(text: string): JsonValue {
    return this.#payloads.hidden(text);
  }

  /** Masks the value of a parameter that any method of a dialect may have. */
  value(dialect: Dialect, name: string, value: JsonValue): JsonValue {
    if (this.#showsAll) return value;
    return this.#payloads.value(dialect, name, value);
  }

  /** Masks somebody who is named in a payload, as the member of the payload is masked. */
  person(dialect: Dialect, text: string): string {
    return this.#showsAll ? text : this.#payloads.person(dialect, text);
  }

  /** True for a text that is nothing but a mark. */
  isMark(text: string): boolean {
    return isMark(text);
  }

  /**
   * Masks a message of hookscope, such as that of a finding, which may repeat values of the capture. Marks in it stay
   * as they are.
   */
  text(text: string): string {
    if (this.#showsAll || (!this.redactsPersonal && !mayHoldSecret(text))) return text;
    if (this.#rememberedIn !== this.#book.edition || this.#remembered.size > MAX_REMEMBERED_TEXTS) {
      this.#remembered.clear();
      this.#rememberedIn = this.#book.edition;
    }
    let shown = this.#remembered.get(text);
    if (shown === undefined) {
      shown = withMarks(text, [...spansOfSentence(text, this.#scopeFor(text))], this.#mark);
      this.#remembered.set(text, shown);
    }
    return shown;
  }

  /**
   * True where {@link text} certainly changes nothing of a text, which is that of some bytes from `start` to before `end`.
   * The check costs very little.
   */
  leaves(bytes: Uint8Array, start: number, end: number): boolean {
    return this.#showsAll || (!this.redactsPersonal && isHarmless(bytes, start, end));
  }

  /** The same for a text that may be absent. */
  id(text: string | null): string | null {
    return text === null ? null : this.text(text);
  }

  /** Masks a text of the capture: a body that is no JSON, an id, a part of a broken message. */
  captured(text: string, dialect: Dialect | null = null): string {
    return this.excerpt(text, 0, text.length, dialect);
  }

  /**
   * Masks the part of a captured text from `from` to `to`. The part may begin or end within something that is hidden.
   */
  excerpt(text: string, from: number, to: number, dialect: Dialect | null): string {
    if (this.#showsAll) return text.slice(from, to);
    const names = dialect === null ? NO_NAMES : namesInText(dialect);
    return withMarks(text, [...spansOfRaw(text, names, this.#scopeFor(text))], this.#mark, from, to);
  }

  /** Masks the value of an HTTP header field. */
  headerField(name: string, value: string): string {
    if (this.#showsAll) return value;
    return withMarks(value, [...spansOfField(name, value, this.#sought)], this.#mark);
  }

  /**
   * Masks a request target: passwords, and the secret parameters of its path and query; also those that a dialect's tables call so,
   * because a query may be the payload.
   */
  target(target: string, dialect: Dialect | null = null): string {
    if (this.#showsAll || (!this.redactsPersonal && PLAIN_TARGET.test(target) && !mayNameSecret(target)))
      return target;
    const shown = withMarks(
      target,
      [...spansOfTarget(target, dialect === null ? NO_NAMES : namesInText(dialect), this.#scopeFor(target))],
      this.#mark,
    );
    if (!this.redactsPersonal || !shown.includes('%')) return shown;
    // Percent-encoded parts are searched in their decoded form, one by one.
    return shown.replace(/[^/?&=;#]+/g, (piece) => {
      const meant = percentDecoded(piece);
      if (meant === piece) return piece;
      const hidden = this.captured(meant);
      return hidden === meant ? piece : hidden;
    });
  }

  /** Masks the address of an end point that is written as `address:port`. */
  endpoint(endpoint: string): string {
    if (!this.redactsPersonal) return endpoint;
    const host = hostOf(endpoint);
    return this.address(host) + endpoint.slice(host.length);
  }

  /** Masks an IP address. */
  address(address: string): string {
    if (!this.redactsPersonal || !isAddress(address)) return address;
    return this.#mark('address', personMark(address).value);
  }

  /**
   * True where the hash of a body must not be shown, because the body may hold a secret or what people said: such a body has few
   * possible values, and its hash would show which it is.
   */
  hidesHash(body: Buffer): boolean {
    return this.redactsPersonal || (!this.showSecrets && this.#holdsSecret(body));
  }

  /** Masks the hash of a body where `isHidden` tells that it must not be shown. */
  hash(hash: string, isHidden: boolean): string {
    return isHidden ? this.#mark('message', hash) : hash;
  }

  /** No mark is given to what is found: it is not shown. */
  #holdsSecret(body: Buffer): boolean {
    const text = body.toString('utf8');
    if (!BODY_NAMES.test(withNamesJoined(text)) && !BODY_FORMS.test(text)) return false;
    for (const _span of spansOfRaw(text, NO_NAMES, this.#sought)) return true;
    return false;
  }

  /**
   * Learns what a call says about people before anything is shown. So the same values are recognised everywhere, and
   * marks are numbered in the order of the calls. Does nothing where only secrets are hidden.
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
      // Most messages repeat the fields of earlier ones.
      if (this.#learned.has(field)) continue;
      if (this.#learned.size > MAX_REMEMBERED_TEXTS) this.#learned.clear();
      this.#learned.add(field);
      this.headerField(name, value);
    }
  }

  #scopeFor(text: string): SearchScope {
    return this.#book.isMasked(text) ? this.#soughtInMasked : this.#sought;
  }

  get #showsAll(): boolean {
    return this.showSecrets && !this.redactsPersonal;
  }
}
