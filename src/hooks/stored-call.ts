import type { Dialect, HookType, Method } from '../dialects/index.ts';
import type { Exchange, ExchangeEnd, Problem } from '../http/index.ts';
import type { DialogKey, HookAnswer, HookCall } from './call.ts';
import { CALL_FLAGS, type CallPage, type RareFields } from './call-page.ts';
import type { CallTables } from './call-tables.ts';
import type { ClientConfig } from './client-config.ts';

/** What ties a call to others, and what is kept of its messages: most calls have none of it. */
interface Links {
  retryOf: HookCall | null;
  retriedBy: HookCall | null;
  exchange: Exchange | null;
}

const NO_RARE_FIELDS: RareFields = { numbers: [], clientConfig: null, problems: [] };

/**
 * A call of which the fields stand in the columns of a page. Copy it with `copyOfCall`: spreading finds none of them.
 */
export class StoredCall implements HookCall {
  index = -1;
  readonly #tables: CallTables;
  readonly #page: CallPage;
  readonly #at: number;
  #links: Links | null = null;

  constructor(tables: CallTables, page: CallPage, at: number) {
    this.#tables = tables;
    this.#page = page;
    this.#at = at;
  }

  get dialect(): Dialect {
    return this.#tables.kind(this.#page.kind[this.#at] as number).dialect;
  }

  get row(): Method | null {
    return this.#tables.kind(this.#page.kind[this.#at] as number).row;
  }

  get method(): string {
    return this.#tables.kind(this.#page.kind[this.#at] as number).method;
  }

  get hookType(): HookType | null {
    return this.row?.hookType ?? null;
  }

  get stream(): number {
    return this.#page.stream[this.#at] as number;
  }

  get seconds(): number {
    return this.#page.seconds[this.#at] as number;
  }

  get nanoseconds(): number {
    return this.#page.nanoseconds[this.#at] as number;
  }

  get client(): string {
    return this.#origin.client;
  }

  get server(): string {
    return this.#origin.server;
  }

  get serverPort(): number {
    return this.#origin.serverPort;
  }

  get #origin(): ReturnType<CallTables['originOf']> {
    return this.#tables.originOf(this.stream, this.#has(CALL_FLAGS.requestDirection) ? 1 : 0);
  }

  get httpMethod(): string {
    return this.#text(this.#page.httpMethod) ?? '';
  }

  get target(): string {
    return this.#text(this.#page.target) ?? '';
  }

  get requestFrames(): readonly [number, number] {
    const { firstRequestFrame, lastRequestFrame } = this.#page;
    return [firstRequestFrame[this.#at] as number, lastRequestFrame[this.#at] as number];
  }

  get answer(): HookAnswer | null {
    if (!this.#has(CALL_FLAGS.answered)) return null;
    const page = this.#page;
    const at = this.#at;
    return {
      status: page.answerStatus[at] as number,
      reason: this.#text(page.reason) ?? '',
      frames: [page.firstAnswerFrame[at] as number, page.lastAnswerFrame[at] as number],
      latencySeconds: page.latencySeconds[at] as number,
      seconds: page.answerSeconds[at] as number,
      nanoseconds: page.answerNanoseconds[at] as number,
    };
  }

  get end(): ExchangeEnd {
    return this.#page.endOf(this.#at);
  }

  get endFrame(): number {
    return this.#page.endFrame[this.#at] as number;
  }

  get endSeconds(): number {
    return this.#page.endSeconds[this.#at] as number;
  }

  get sessionId(): string | null {
    return this.#text(this.#page.sessionId);
  }

  get appKey(): string | null {
    return this.#text(this.#page.appKey);
  }

  get nodeId(): string | null {
    return this.#text(this.#page.nodeId);
  }

  get dialog(): DialogKey | null {
    const id = this.#text(this.#page.dialogId);
    return id === null ? null : { kind: this.row?.dialog?.kind ?? '', id };
  }

  get status(): string | null {
    return this.#text(this.#page.status);
  }

  get numbers(): readonly string[] {
    return this.#rare.numbers;
  }

  get clientConfig(): ClientConfig | null {
    return this.#rare.clientConfig;
  }

  get problems(): readonly Problem[] {
    return this.#rare.problems;
  }

  get #rare(): RareFields {
    return (this.#has(CALL_FLAGS.rare) && this.#page.rare.get(this.#at)) || NO_RARE_FIELDS;
  }

  get cut(): boolean {
    return this.#has(CALL_FLAGS.cut);
  }

  get unkeyed(): boolean {
    return this.#has(CALL_FLAGS.unkeyed);
  }

  get fingerprint(): number {
    return this.#page.fingerprint[this.#at] as number;
  }

  get retryOf(): HookCall | null {
    return this.#links === null ? null : this.#links.retryOf;
  }

  set retryOf(call: HookCall | null) {
    if (call !== null || this.#links !== null) this.#linked().retryOf = call;
  }

  get retriedBy(): HookCall | null {
    return this.#links === null ? null : this.#links.retriedBy;
  }

  set retriedBy(call: HookCall | null) {
    if (call !== null || this.#links !== null) this.#linked().retriedBy = call;
  }

  get exchange(): Exchange | null {
    return this.#links === null ? null : this.#links.exchange;
  }

  set exchange(exchange: Exchange | null) {
    if (exchange !== null || this.#links !== null) this.#linked().exchange = exchange;
  }

  #linked(): Links {
    this.#links ??= { retryOf: null, retriedBy: null, exchange: null };
    return this.#links;
  }

  #has(flag: number): boolean {
    return ((this.#page.flags[this.#at] as number) & flag) !== 0;
  }

  #text(column: Uint32Array): string | null {
    return this.#tables.text(column[this.#at] as number);
  }
}
