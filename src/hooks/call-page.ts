import type { ExchangeEnd, Problem } from '../http/index.ts';
import type { ClientConfig } from './client-config.ts';

/** Calls of one page. Pages are added, never moved, so that growing costs no copy. */
export const CALLS_A_PAGE = 1024;

const BYTES_A_CALL = 108;

/** How exchanges end, by the number that a page keeps of it. */
const NUMBER_OF_END: Readonly<Record<ExchangeEnd, number>> = {
  answered: 0,
  upgraded: 1,
  fin: 2,
  reset: 3,
  capture: 4,
  abandoned: 5,
};
const ENDS = Object.keys(NUMBER_OF_END) as readonly ExchangeEnd[];

/** Bits of `flags`. */
export const CALL_FLAGS = { requestDirection: 1, cut: 2, unkeyed: 4, answered: 8, rare: 16 } as const;

/** What few calls have. */
export interface RareFields {
  readonly numbers: readonly string[];
  readonly clientConfig: ClientConfig | null;
  readonly problems: readonly Problem[];
}

/**
 * Hook calls in columns: some hundred bytes each, in one piece of memory that the garbage collector need not look into.
 * Texts, and rows of dialects, are numbers of the store's tables; 0 is none.
 */
export class CallPage {
  readonly seconds: Float64Array;
  readonly endSeconds: Float64Array;
  readonly answerSeconds: Float64Array;
  readonly latencySeconds: Float64Array;
  readonly nanoseconds: Uint32Array;
  readonly answerNanoseconds: Uint32Array;
  readonly stream: Uint32Array;
  readonly kind: Uint32Array;
  readonly firstRequestFrame: Uint32Array;
  readonly lastRequestFrame: Uint32Array;
  readonly firstAnswerFrame: Uint32Array;
  readonly lastAnswerFrame: Uint32Array;
  /** -1 where there is none. */
  readonly endFrame: Int32Array;
  readonly fingerprint: Uint32Array;
  readonly httpMethod: Uint32Array;
  readonly target: Uint32Array;
  readonly reason: Uint32Array;
  readonly sessionId: Uint32Array;
  readonly appKey: Uint32Array;
  readonly nodeId: Uint32Array;
  readonly dialogId: Uint32Array;
  readonly status: Uint32Array;
  readonly answerStatus: Uint16Array;
  readonly flags: Uint8Array;
  readonly end: Uint8Array;
  readonly rare = new Map<number, RareFields>();
  length = 0;

  constructor() {
    const bytes = new ArrayBuffer(BYTES_A_CALL * CALLS_A_PAGE);
    let at = 0;
    const next = (width: number): number => {
      at += width * CALLS_A_PAGE;
      return at - width * CALLS_A_PAGE;
    };
    const words = (): Uint32Array => new Uint32Array(bytes, next(4), CALLS_A_PAGE);
    const doubles = (): Float64Array => new Float64Array(bytes, next(8), CALLS_A_PAGE);
    this.seconds = doubles();
    this.endSeconds = doubles();
    this.answerSeconds = doubles();
    this.latencySeconds = doubles();
    this.nanoseconds = words();
    this.answerNanoseconds = words();
    this.stream = words();
    this.kind = words();
    this.firstRequestFrame = words();
    this.lastRequestFrame = words();
    this.firstAnswerFrame = words();
    this.lastAnswerFrame = words();
    this.endFrame = new Int32Array(bytes, next(4), CALLS_A_PAGE);
    this.fingerprint = words();
    this.httpMethod = words();
    this.target = words();
    this.reason = words();
    this.sessionId = words();
    this.appKey = words();
    this.nodeId = words();
    this.dialogId = words();
    this.status = words();
    this.answerStatus = new Uint16Array(bytes, next(2), CALLS_A_PAGE);
    this.flags = new Uint8Array(bytes, next(1), CALLS_A_PAGE);
    this.end = new Uint8Array(bytes, next(1), CALLS_A_PAGE);
  }

  setEnd(at: number, end: ExchangeEnd): void {
    this.end[at] = NUMBER_OF_END[end];
  }

  endOf(at: number): ExchangeEnd {
    return ENDS[this.end[at] as number] as ExchangeEnd;
  }
}
