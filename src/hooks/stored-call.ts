import { type Dialect, HOOK_TYPES, type HookType, type Method } from '../dialects/index.ts';
import type { Exchange, ExchangeEnd, Problem } from '../http/index.ts';
import type { DialogKey, HookCall, HookResponse } from './call.ts';
import { CALL_FLAGS, type CallPage, type RareFields } from './call-page.ts';
import type { ClientConfig } from './client-config.ts';
import type { CommonFields } from './common-fields.ts';
import type { ExchangeOrigin } from './read.ts';

const NO_NUMBERS: readonly string[] = [];
const NO_PROBLEMS: readonly Problem[] = [];

/** What a call has that most calls have not; null where it has nothing of it. */
export function rareFieldsOf(call: HookCall): RareFields | null {
  const { numbers, clientConfig, problems, end, endFrame, endSeconds } = call;
  const isOrdinary = numbers.length === 0 && clientConfig === null && problems.length === 0;
  if (isOrdinary && end === 'answered' && endFrame === NO_FRAME && endSeconds === answeredAt(call.response)) {
    return null;
  }
  return unlinked(call);
}

function unlinked({ numbers, clientConfig, problems, end, endFrame, endSeconds }: HookCall): RareFields {
  const fields = { numbers, clientConfig, problems, end, endFrame, endSeconds };
  return { ...fields, retryOf: null, retriedBy: null, exchange: null };
}

const NO_FRAME = -1;

/** An exchange that was answered ended with its answer's last byte. */
function answeredAt(answer: HookResponse | null): number {
  return answer === null ? Number.NaN : answer.seconds + answer.nanoseconds / 1e9;
}

/**
 * A call of which the fields stand in the columns of a page. Copy it with `copyOfCall`: spreading finds none of them.
 */
export class StoredCall implements HookCall {
  index = -1;
  readonly #page: CallPage;
  readonly #at: number;

  constructor(page: CallPage, at: number) {
    this.#page = page;
    this.#at = at;
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

  get sessionId(): string | null {
    return textOf(this.#page, this.#page.sessionId, this.#at);
  }

  get dialog(): DialogKey | null {
    const id = textOf(this.#page, this.#page.dialogId, this.#at);
    return id === null ? null : { kind: this.methodSpec?.dialog?.kind ?? '', id };
  }

  get stream(): number {
    return this.#page.stream[this.#at];
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
    return this.#page.seconds[this.#at];
  }

  get nanoseconds(): number {
    return this.#page.nanoseconds[this.#at];
  }

  get requestFrames(): readonly [number, number] {
    const { firstRequestFrame, lastRequestFrame } = this.#page;
    return [firstRequestFrame[this.#at], lastRequestFrame[this.#at]];
  }

  get response(): HookResponse | null {
    const page = this.#page;
    const at = this.#at;
    if (!page.has(at, CALL_FLAGS.answered)) return null;
    const { responseStatus, reason } = commonOf(page, at);
    return {
      status: responseStatus,
      reason,
      refusedInBody: page.has(at, CALL_FLAGS.refusedInBody),
      frames: [page.firstResponseFrame[at], page.lastResponseFrame[at]],
      latencySeconds: page.latencySeconds[at],
      seconds: page.responseSeconds[at],
      nanoseconds: page.responseNanoseconds[at],
    };
  }

  get end(): ExchangeEnd {
    return this.#page.rareOf(this.#at)?.end ?? 'answered';
  }

  get endFrame(): number {
    return this.#page.rareOf(this.#at)?.endFrame ?? NO_FRAME;
  }

  get endSeconds(): number {
    return this.#page.rareOf(this.#at)?.endSeconds ?? answeredAt(this.response);
  }

  get numbers(): readonly string[] {
    return this.#page.rareOf(this.#at)?.numbers ?? NO_NUMBERS;
  }

  get clientConfig(): ClientConfig | null {
    return this.#page.rareOf(this.#at)?.clientConfig ?? null;
  }

  get problems(): readonly Problem[] {
    return this.#page.rareOf(this.#at)?.problems ?? NO_PROBLEMS;
  }

  get cut(): boolean {
    return this.#page.has(this.#at, CALL_FLAGS.cut);
  }

  get unkeyed(): boolean {
    return this.#page.has(this.#at, CALL_FLAGS.unkeyed);
  }

  get fingerprint(): number {
    return this.#page.fingerprint[this.#at];
  }

  get retryOf(): HookCall | null {
    return this.#page.rareOf(this.#at)?.retryOf ?? null;
  }

  set retryOf(call: HookCall | null) {
    const rare = this.#rareFor(call);
    if (rare !== null) rare.retryOf = call;
  }

  get retriedBy(): HookCall | null {
    return this.#page.rareOf(this.#at)?.retriedBy ?? null;
  }

  set retriedBy(call: HookCall | null) {
    const rare = this.#rareFor(call);
    if (rare !== null) rare.retriedBy = call;
  }

  get exchange(): Exchange | null {
    return this.#page.rareOf(this.#at)?.exchange ?? null;
  }

  set exchange(exchange: Exchange | null) {
    const rare = this.#rareFor(exchange);
    if (rare !== null) rare.exchange = exchange;
  }

  /** Where a link is put; null where there is neither a link nor a place for it. */
  #rareFor(link: object | null): RareFields | null {
    const known = this.#page.rareOf(this.#at);
    if (known !== null || link === null) return known;
    const rare = unlinked(this);
    this.#page.setRare(this.#at, rare);
    return rare;
  }
}

function commonOf(page: CallPage, at: number): CommonFields {
  return page.tables.common.get(page.common[at]);
}

function textOf(page: CallPage, column: Uint32Array, at: number): string | null {
  return page.tables.texts.text(column[at]);
}

function originOf(page: CallPage, at: number): ExchangeOrigin {
  return page.tables.originOf(page.stream[at], page.has(at, CALL_FLAGS.requestDirection) ? 1 : 0);
}
