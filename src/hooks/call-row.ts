import { type Dialect, HOOK_TYPES, type HookType, type Method } from '../dialects/index.ts';
import type { ExchangeEnd, Problem, StreamEnd } from '../http/index.ts';
import type { BodyFailure, DialogKey, HookCall, HookResponse } from './call.ts';
import { CALL_FLAGS, type CallPage, type RareFields } from './call-page.ts';
import type { CallTraits } from './call-traits.ts';
import type { ClientConfig } from './client-config.ts';
import type { CommonFields } from './common-fields.ts';
import type { KeyNumbers, TextKey } from './key-numbers.ts';
import type { Person } from './people.ts';
import type { PeopleKey } from './people-table.ts';
import type { ExchangeOrigin } from './read.ts';

const NO_NUMBERS: readonly string[] = [];
const NO_PROBLEMS: readonly Problem[] = [];
const NO_FRAME = -1;

/**
 * A call that reads its fields from the columns of a page. Use `plainCopy` of `base/columns.ts` for a copy with changes:
 * spreading finds no fields in it.
 */
export class CallRow implements HookCall {
  readonly #page: CallPage;
  /** Its place in the page. */
  readonly #at: number;

  constructor(page: CallPage, at: number) {
    this.#page = page;
    this.#at = at;
  }

  /** The page in which it stands. */
  ownPage(): CallPage {
    return this.#page;
  }

  /** The same call as part of a whole. `pageOf`: the page with the offsets of that, by the page without. */
  within(pageOf: (page: CallPage) => CallPage): CallRow {
    return new CallRow(pageOf(this.#page), this.#at);
  }

  get id(): number {
    return this.#page.firstId + this.#at + this.#page.offsets.id;
  }

  get dialect(): Dialect {
    return commonOf(this.#page, this.#at).dialect;
  }

  get methodSpec(): Method | null {
    return commonOf(this.#page, this.#at).methodSpec;
  }

  get method(): string {
    return commonOf(this.#page, this.#at).method;
  }

  get hookType(): HookType | null {
    const { methodSpec } = commonOf(this.#page, this.#at);
    return methodSpec === null ? null : HOOK_TYPES[methodSpec.role];
  }

  get httpMethod(): string {
    return commonOf(this.#page, this.#at).httpMethod;
  }

  get httpVersion(): string {
    return commonOf(this.#page, this.#at).httpVersion;
  }

  get target(): string {
    return commonOf(this.#page, this.#at).target;
  }

  get appKey(): string | null {
    return commonOf(this.#page, this.#at).appKey;
  }

  get nodeId(): string | null {
    return commonOf(this.#page, this.#at).nodeId;
  }

  get status(): string | null {
    return commonOf(this.#page, this.#at).status;
  }

  // What follows are methods, so that they are no fields of a copy.

  /** The fields that it shares with the calls that are equal in all of them: for these it is the same object. */
  commonFields(): CommonFields {
    return commonOf(this.#page, this.#at);
  }

  /** Its connection and the direction of its requests as one number. Calls with the same number have the same end points. */
  wayNumber(): number {
    const isReverse = (this.#page.columns.flags[this.#at] & CALL_FLAGS.requestDirection) !== 0;
    return this.stream * 2 + (isReverse ? 1 : 0);
  }

  /** The first frame of the request. */
  firstRequestFrame(): number {
    return this.#page.columns.firstRequestFrame[this.#at] + this.#page.offsets.frame;
  }

  lastRequestFrame(): number {
    return this.#page.columns.lastRequestFrame[this.#at] + this.#page.offsets.frame;
  }

  /** Of an answered call, as the next ones. */
  firstResponseFrame(): number {
    return this.#page.columns.firstResponseFrame[this.#at] + this.#page.offsets.frame;
  }

  lastResponseFrame(): number {
    return this.#page.columns.lastResponseFrame[this.#at] + this.#page.offsets.frame;
  }

  latencySeconds(): number {
    return Math.max(0, this.#page.columns.latencySeconds[this.#at]);
  }

  /** The dialog's id by its number. */
  dialogKey(): TextKey {
    return { texts: this.#page.tables.texts, number: this.#page.columns.dialogId[this.#at] };
  }

  /** The session's id by its number. */
  sessionKey(): TextKey {
    return { texts: this.#page.tables.texts, number: this.#page.columns.sessionId[this.#at] };
  }

  /** The people whom it names, by the number of their list; 0 where it names nobody. */
  peopleKey(): PeopleKey {
    return { lists: this.#page.tables.people, number: this.#page.columns.people[this.#at] };
  }

  /** Whether it names a session. */
  hasSession(): boolean {
    return this.#page.columns.sessionId[this.#at] !== 0;
  }

  /** Whether it names a dialog. */
  hasDialog(): boolean {
    return this.#page.columns.dialogId[this.#at] !== 0;
  }

  /** The number of its session's id among the ids that were numbered; -1 where it names none. */
  sessionAmong(numbers: KeyNumbers): number {
    const number = this.#page.columns.sessionId[this.#at];
    return number === 0 ? -1 : numbers.ofKey(this.#page.tables.texts, number);
  }

  /** The same of its dialog's id. */
  dialogAmong(numbers: KeyNumbers): number {
    const number = this.#page.columns.dialogId[this.#at];
    return number === 0 ? -1 : numbers.ofKey(this.#page.tables.texts, number);
  }

  /** What follows from its dialect, method and statuses. */
  traits(): CallTraits {
    return this.#page.tables.common.traits(this.#page.columns.common[this.#at]);
  }

  /** Whether it has a response. */
  isAnswered(): boolean {
    return hasFlag(this.#page, this.#at, CALL_FLAGS.answered);
  }

  /** Whether it has a response that counts as accepted. */
  isAccepted(): boolean {
    const answer = this.#page.columns.flags[this.#at] & (CALL_FLAGS.answered | CALL_FLAGS.refusedInBody);
    return answer === CALL_FLAGS.answered && this.traits().isAcceptedStatus;
  }

  /** HTTP status of the response; 0 without one. */
  responseStatus(): number {
    return this.isAnswered() ? commonOf(this.#page, this.#at).responseStatus : 0;
  }

  /** Time of the response's last byte, in seconds since 1970; NaN without a response. */
  answeredAt(): number {
    if (!this.isAnswered()) return Number.NaN;
    const { responseSeconds, responseNanoseconds } = this.#page.columns;
    return responseSeconds[this.#at] + responseNanoseconds[this.#at] / 1e9;
  }

  /** Seconds from the last byte of the request to the first of the response, below 0 where it began before that; NaN without one. */
  delay(): number {
    return this.isAnswered() ? this.#page.columns.latencySeconds[this.#at] : Number.NaN;
  }

  /** Whether it may have what few calls have: problems, numbers, a configuration, another end than its response. */
  isRare(): boolean {
    return hasFlag(this.#page, this.#at, CALL_FLAGS.rare);
  }

  get sessionId(): string | null {
    return this.#page.tables.texts.text(this.#page.columns.sessionId[this.#at]);
  }

  get dialog(): DialogKey | null {
    const id = this.#page.tables.texts.text(this.#page.columns.dialogId[this.#at]);
    return id === null ? null : { kind: this.methodSpec?.dialog?.kind ?? '', id };
  }

  get stream(): number {
    return this.#page.offsets.connection(this.#page.columns.connection[this.#at]);
  }

  get client(): string {
    return originOf(this.#page, this.#at).client;
  }

  get server(): string {
    return originOf(this.#page, this.#at).server;
  }

  get serverPort(): number {
    return originOf(this.#page, this.#at).serverPort;
  }

  get seconds(): number {
    return this.#page.columns.seconds[this.#at];
  }

  get nanoseconds(): number {
    return this.#page.columns.nanoseconds[this.#at];
  }

  get requestFrames(): readonly [number, number] {
    const { columns, offsets } = this.#page;
    return [
      columns.firstRequestFrame[this.#at] + offsets.frame,
      columns.lastRequestFrame[this.#at] + offsets.frame,
    ];
  }

  get response(): HookResponse | null {
    const page = this.#page;
    const at = this.#at;
    const { columns, offsets } = page;
    if (!hasFlag(page, at, CALL_FLAGS.answered)) return null;
    const { responseStatus, reason } = commonOf(page, at);
    return {
      status: responseStatus,
      reason,
      bodyFailure: bodyFailureOf(page, at),
      frames: [columns.firstResponseFrame[at] + offsets.frame, columns.lastResponseFrame[at] + offsets.frame],
      latencySeconds: Math.max(0, columns.latencySeconds[at]),
      aheadSeconds: Math.max(0, -columns.latencySeconds[at]),
      seconds: columns.responseSeconds[at],
      nanoseconds: columns.responseNanoseconds[at],
    };
  }

  get end(): ExchangeEnd {
    return rareOf(this.#page, this.#at)?.end ?? 'answered';
  }

  get endFrame(): number {
    const frame = rareOf(this.#page, this.#at)?.endFrame ?? NO_FRAME;
    return frame === NO_FRAME ? NO_FRAME : frame + this.#page.offsets.frame;
  }

  get endSeconds(): number {
    return rareOf(this.#page, this.#at)?.endSeconds ?? this.answeredAt();
  }

  get streamEnd(): StreamEnd | null {
    return rareOf(this.#page, this.#at)?.streamEnd ?? null;
  }

  get numbers(): readonly string[] {
    return rareOf(this.#page, this.#at)?.numbers ?? NO_NUMBERS;
  }

  get people(): readonly Person[] {
    return this.#page.tables.people.get(this.#page.columns.people[this.#at]);
  }

  get clientConfig(): ClientConfig | null {
    return rareOf(this.#page, this.#at)?.clientConfig ?? null;
  }

  get problems(): readonly Problem[] {
    return rareOf(this.#page, this.#at)?.problems ?? NO_PROBLEMS;
  }

  get cut(): boolean {
    return hasFlag(this.#page, this.#at, CALL_FLAGS.cut);
  }

  get methodCut(): boolean {
    return hasFlag(this.#page, this.#at, CALL_FLAGS.methodCut);
  }

  get unkeyed(): boolean {
    return hasFlag(this.#page, this.#at, CALL_FLAGS.unkeyed);
  }

  get counter(): number | null {
    const counted = this.#page.columns.counter[this.#at];
    return counted === 0 ? null : counted - 1;
  }

  get fingerprint(): number {
    return this.#page.columns.fingerprint[this.#at];
  }
}

function hasFlag({ columns }: CallPage, at: number, flag: number): boolean {
  return (columns.flags[at] & flag) !== 0;
}

function bodyFailureOf(page: CallPage, at: number): BodyFailure | null {
  if (!hasFlag(page, at, CALL_FLAGS.refusedInBody)) return null;
  return hasFlag(page, at, CALL_FLAGS.refusedOnPurpose) ? 'refusal' : 'body';
}

function commonOf({ tables, columns }: CallPage, at: number): CommonFields {
  return tables.common.get(columns.common[at]);
}

function originOf({ columns, offsets }: CallPage, at: number): ExchangeOrigin {
  return offsets.originOf(
    columns.connection[at],
    (columns.flags[at] & CALL_FLAGS.requestDirection) === 0 ? 0 : 1,
  );
}

/** null where the call has nothing rare. */
function rareOf(page: CallPage, at: number): RareFields | null {
  return (hasFlag(page, at, CALL_FLAGS.rare) && page.rare.get(at)) || null;
}

/** What a call has that most calls have not; null where it has nothing of it. */
export function rareFieldsOf(call: HookCall): RareFields | null {
  const { numbers, clientConfig, problems, end, endFrame, endSeconds, streamEnd } = call;
  const isOrdinary = numbers.length === 0 && clientConfig === null && problems.length === 0;
  if (isOrdinary && end === 'answered' && endFrame === NO_FRAME && endSeconds === answeredAt(call.response)) {
    return null;
  }
  return { numbers, clientConfig, problems, end, endFrame, endSeconds, streamEnd };
}

/** An exchange that was answered ended with its response's last byte. Seconds since 1970; NaN without a response. */
function answeredAt(response: HookResponse | null): number {
  return response === null ? Number.NaN : response.seconds + response.nanoseconds / 1e9;
}
