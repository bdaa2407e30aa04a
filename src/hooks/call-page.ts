import type { Exchange, ExchangeEnd, Problem } from '../http/index.ts';
import type { HookCall } from './call.ts';
import type { ClientConfig } from './client-config.ts';
import type { CommonTable } from './common-fields.ts';
import type { ExchangeOrigin } from './read.ts';
import type { TextTable } from './text-table.ts';

/** Calls of one page. Pages are added, never moved, so that growing costs no copy. */
export const CALLS_A_PAGE = 1024;

const BYTES_A_CALL = 61;

/** Bits of `flags`. */
export const CALL_FLAGS = {
  requestDirection: 1,
  cut: 2,
  unkeyed: 4,
  answered: 8,
  rare: 16,
  refusedInBody: 32,
} as const;

/** What few calls have. */
export interface RareFields {
  readonly numbers: readonly string[];
  readonly clientConfig: ClientConfig | null;
  readonly problems: readonly Problem[];
  /** Of a call that was not answered in whole. */
  readonly end: ExchangeEnd;
  readonly endFrame: number;
  readonly endSeconds: number;
  retryOf: HookCall | null;
  retriedBy: HookCall | null;
  exchange: Exchange | null;
}

/** Finds out whose exchange it was, by stream and by the direction of the requests. */
export type OriginOf = (stream: number, requestDirection: 0 | 1) => ExchangeOrigin;

/** What the numbers in the columns of calls stand for. */
export interface CallTables {
  readonly texts: TextTable;
  readonly common: CommonTable;
  readonly originOf: OriginOf;
}

/**
 * Hook calls in columns: some sixty bytes each, in one piece of memory that the garbage collector need not look into.
 * Times are seconds and nanoseconds since 1970, frames count from 1, texts are numbers of the tables.
 */
export class CallPage {
  readonly tables: CallTables;
  readonly latencySeconds: Float64Array;
  readonly seconds: Uint32Array;
  readonly nanoseconds: Uint32Array;
  readonly responseSeconds: Uint32Array;
  readonly responseNanoseconds: Uint32Array;
  readonly stream: Uint32Array;
  readonly firstRequestFrame: Uint32Array;
  readonly lastRequestFrame: Uint32Array;
  readonly firstResponseFrame: Uint32Array;
  readonly lastResponseFrame: Uint32Array;
  readonly fingerprint: Uint32Array;
  readonly common: Uint32Array;
  readonly sessionId: Uint32Array;
  readonly dialogId: Uint32Array;
  readonly flags: Uint8Array;
  readonly rare = new Map<number, RareFields>();
  length = 0;

  constructor(tables: CallTables) {
    this.tables = tables;
    const bytes = new ArrayBuffer(BYTES_A_CALL * CALLS_A_PAGE);
    let at = 0;
    const next = (width: number): number => {
      at += width * CALLS_A_PAGE;
      return at - width * CALLS_A_PAGE;
    };
    const words = (): Uint32Array => new Uint32Array(bytes, next(4), CALLS_A_PAGE);
    // The widest first, so that all are aligned.
    this.latencySeconds = new Float64Array(bytes, next(8), CALLS_A_PAGE);
    this.seconds = words();
    this.nanoseconds = words();
    this.responseSeconds = words();
    this.responseNanoseconds = words();
    this.stream = words();
    this.firstRequestFrame = words();
    this.lastRequestFrame = words();
    this.firstResponseFrame = words();
    this.lastResponseFrame = words();
    this.fingerprint = words();
    this.common = words();
    this.sessionId = words();
    this.dialogId = words();
    this.flags = new Uint8Array(bytes, next(1), CALLS_A_PAGE);
  }

  has(at: number, flag: number): boolean {
    return (this.flags[at] & flag) !== 0;
  }

  setRare(at: number, fields: RareFields): void {
    this.flags[at] = this.flags[at] | CALL_FLAGS.rare;
    this.rare.set(at, fields);
  }

  /** null where the call has nothing rare. */
  rareOf(at: number): RareFields | null {
    return (this.has(at, CALL_FLAGS.rare) && this.rare.get(at)) || null;
  }
}
