import { chunkedEnd } from './chunked-body.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { KnownHead } from './known-heads.ts';
import type { Lane } from './lane.ts';

/** Where the lane stands within an exchange. */
export const PHASE = { requestHead: 0, requestBody: 1, responseHead: 2, responseBody: 3 } as const;

export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** What a step came to. `wait`: more bytes are needed. `odd`: the general way has to read the exchange. `done`: it is whole. */
export type Step = 'done' | 'wait' | 'odd';

/** How far the exchange that stands in a record was read: its heads, and where its parts end. */
export class ExchangeProgress {
  phase: Phase = PHASE.requestHead;
  /** The heads of the exchange under way, once they are whole. */
  request: KnownHead | null = null;
  response: KnownHead | null = null;
  /** Indexes in the record: behind the head of the request, behind its body, behind the head of the response. */
  requestHeadEnd = 0;
  requestEnd = 0;
  responseHeadEnd = 0;
  /** Bytes of the body under way, where its length tells it. */
  #bodyLength = 0;
  readonly #lane: Lane;

  constructor(lane: Lane) {
    this.#lane = lane;
  }

  /** Another exchange begins. */
  begin(): void {
    this.phase = PHASE.requestHead;
  }

  /** The request came: what follows is the response. */
  get isAsked(): boolean {
    return this.phase >= PHASE.responseHead;
  }

  /** Bytes of the request's body, once it is whole. */
  get requestBytes(): number {
    return this.requestEnd - this.requestHeadEnd;
  }

  /** Reads on as far as the record goes. */
  readOn(record: ExchangeRecord): Step {
    switch (this.phase) {
      case PHASE.requestHead:
        return this.#readRequestHead(record);
      case PHASE.requestBody:
        return this.#readRequestBody(record);
      case PHASE.responseHead:
        return this.#readResponseHead(record);
      case PHASE.responseBody:
        return this.#readResponseBody(record);
    }
  }

  #readRequestHead(record: ExchangeRecord): Step {
    const { requests } = this.#lane;
    const head = requests.find(record, 0, record.length);
    if (head === 'incomplete') return 'wait';
    if (head === null || head.framing === 'none') return 'odd';
    this.request = head;
    this.#bodyLength = requests.bodyLength;
    if (head.framing === 'sized' && this.#bodyLength === 0) return 'odd';
    this.requestHeadEnd = requests.end;
    this.phase = PHASE.requestBody;
    return this.#readRequestBody(record);
  }

  #readRequestBody(record: ExchangeRecord): Step {
    const step = this.#bodyStep(record, this.requestHeadEnd, this.request?.framing === 'chunked');
    if (step !== 'done') return step;
    this.requestEnd = record.length;
    this.#lane.held.change(this.requestBytes);
    this.phase = PHASE.responseHead;
    return 'wait';
  }

  #readResponseHead(record: ExchangeRecord): Step {
    const { responses } = this.#lane;
    const head = responses.find(record, this.requestEnd, record.length);
    if (head === 'incomplete') return 'wait';
    if (head === null) return 'odd';
    this.response = head;
    this.responseHeadEnd = responses.end;
    this.#bodyLength = head.framing === 'none' ? 0 : responses.bodyLength;
    this.phase = PHASE.responseBody;
    return this.#readResponseBody(record);
  }

  #readResponseBody(record: ExchangeRecord): Step {
    return this.#bodyStep(record, this.responseHeadEnd, this.response?.framing === 'chunked');
  }

  /** Whether the body that begins at an index of the record is whole. */
  #bodyStep({ bytes, length }: ExchangeRecord, start: number, isChunked: boolean): Step {
    const end = isChunked ? chunkedEnd(bytes, start, length, ignore) : start + this.#bodyLength;
    if (end === 'odd' || (end !== 'incomplete' && end < length)) return 'odd';
    return end === length ? 'done' : 'wait';
  }
}

function ignore(): void {}
