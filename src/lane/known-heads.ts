import type { Buffer } from 'node:buffer';
import { MAX_LANE_HEADS } from '../base/limits.ts';
import { WORD } from '../base/words.ts';
import type { MessageSide } from '../http/index.ts';
import { ByteArena, type ViewedBytes } from './byte-words.ts';
import { moveForward } from './move-forward.ts';

/** How a head that the lane knows tells the length of the body behind it. */
export type HeadFraming = 'sized' | 'chunked' | 'none';

/**
 * The head of a message as it was seen once. Another one is the same where all bytes are equal but the values that change
 * from message to message: the digits of Content-Length, dates, and marks by which requests are traced.
 */
export interface KnownHead {
  /** Tells heads apart; from 0. */
  readonly number: number;
  readonly framing: HeadFraming;
  /** Places and lengths of the bytes between the changing values, in order: one more than there are such values. */
  readonly places: readonly number[];
  readonly lengths: readonly number[];
  /** Which of the changing values is the length of the body; -1 where none is. */
  readonly lengthAt: number;
}

/** Whether bytes are a known head, or end within it. */
type Fit = 'whole' | 'beginning' | 'none';

/** What `find` found. `incomplete`: the bytes are the beginning of a known head. */
export type FoundHead = KnownHead | 'incomplete' | null;

/**
 * Fields whose values change with each message and mean nothing to any rule: when a message was made, and marks by which
 * programs trace requests.
 */
const CHANGING_FIELDS: ReadonlySet<string> = new Set([
  'date',
  'x-request-id',
  'x-correlation-id',
  'request-id',
  'x-amzn-trace-id',
  'x-b3-traceid',
  'x-b3-spanid',
  'traceparent',
  'cf-ray',
  'x-runtime',
]);
const LENGTH_FIELD = 'content-length';
/** Fields with which the end of the body, or of the exchange, is found in another way: the general way reads such messages. */
const STRANGE_FIELDS: ReadonlySet<string> = new Set([
  'content-encoding',
  'upgrade',
  'expect',
  'trailer',
  'te',
  'proxy-connection',
]);
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(: ?)([!-~](?:[ -~]*[!-~])?)$/;
const DIGITS = /^(?:0|[1-9][0-9]{0,6})$/;
/**
 * Bytes of a head by which its place is found: most of a request's target; of a response the status, because what follows may be
 * a date.
 */
const HASHED = { request: { from: 5, to: 32 }, response: { from: 9, to: 13 } } as const;
/** Heads that share a place. */
const WAYS = 16;
const PLACES = 1024;
const SPACE = 0x20;
const FIRST_ABOVE_ASCII = 0x7f;
const HEAD_END = '\r\n\r\n';
/** A head that is longer is read the general way. */
const MAX_HEAD_BYTES = 4096;

/** The heads that the lane knows. They are learned from messages that the general way has read without a fault. */
export class KnownHeads {
  readonly #texts = new ByteArena();
  /** Stands behind the head that was found last: the index of the first byte of the body. */
  end = 0;
  /** The length that it tells; 0 where it tells none. */
  bodyLength = 0;
  readonly #places: (KnownHead[] | null)[] = new Array<KnownHead[] | null>(PLACES).fill(null);
  readonly #from: number;
  readonly #to: number;
  #count = 0;
  #nextNumber = 0;

  constructor(side: MessageSide) {
    this.#from = HASHED[side].from;
    this.#to = HASHED[side].to;
  }

  /** The known head that stands at `start`; null where none does. */
  find({ bytes, view }: ViewedBytes, start: number, end: number): FoundHead {
    if (end - start < this.#to) return this.#isBeginning(bytes, view, start, end) ? 'incomplete' : null;
    const ways = this.#places[this.#placeOf(view, start)];
    if (ways === null) return null;
    let isBeginning = false;
    for (let way = 0; way < ways.length; way++) {
      const head = ways[way];
      const fit = this.#fit(head, bytes, view, start, end);
      if (fit === 'beginning') isBeginning = true;
      if (fit !== 'whole') continue;
      moveForward(ways, way);
      return head;
    }
    return isBeginning ? 'incomplete' : null;
  }

  /** Whether some bytes, too few to find a place by them, are the beginning of any known head. */
  #isBeginning(bytes: Buffer, view: DataView, start: number, end: number): boolean {
    return this.#places.some((ways) =>
      ways?.some((head) => this.#fit(head, bytes, view, start, end) === 'beginning'),
    );
  }

  /**
   * Remembers the head at `start`, which the general way has read without a fault. null where it is of a kind that the lane
   * leaves to the general way. `changing`: whether a field of this name may change its value.
   */
  learn(
    record: ViewedBytes,
    start: number,
    end: number,
    mayChange: (name: string) => boolean,
  ): KnownHead | null {
    const { bytes, view } = record;
    const known = this.find(record, start, end);
    if (known !== null && known !== 'incomplete') return known;
    const to = headEnd(bytes, start, end);
    if (to < 0 || to - start > MAX_HEAD_BYTES || to - start < this.#to) return null;
    if (this.#count >= MAX_LANE_HEADS) {
      this.#places.fill(null);
      this.#texts.cutTo(0);
      this.#count = 0;
    }
    // Numbers are not given twice: what was learned with a head that was forgotten is not met again.
    const kept = this.#texts.length;
    const made = headOf(bytes, start, to, this.#nextNumber, mayChange, this.#texts);
    if (made === null || this.#fit(made, bytes, view, start, end) !== 'whole' || this.end !== to) {
      this.#texts.cutTo(kept);
      return null;
    }
    this.#nextNumber += 1;
    this.#count += 1;
    const place = this.#placeOf(view, start);
    const ways = this.#places[place] ?? [];
    if (ways.length === WAYS) ways.pop();
    ways.unshift(made);
    this.#places[place] = ways;
    return made;
  }

  #placeOf(view: DataView, start: number): number {
    const last = start + this.#to - WORD;
    let hash = view.getInt32(last, true);
    for (let at = start + this.#from; at < last; at += WORD) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x01000193);
      hash ^= hash >>> 15;
    }
    return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (PLACES - 1);
  }

  #fit(
    { places, lengths, lengthAt, framing }: KnownHead,
    bytes: Buffer,
    view: DataView,
    start: number,
    end: number,
  ): Fit {
    const texts = this.#texts;
    let at = start;
    this.bodyLength = 0;
    for (let piece = 0; piece < places.length; piece++) {
      const length = lengths[piece];
      const here = Math.min(length, end - at);
      if (!texts.isAt(places[piece], here, view, at)) return 'none';
      if (here < length) return 'beginning';
      at += length;
      if (piece === places.length - 1) break;
      const value = at;
      if (piece === lengthAt) {
        let sum = 0;
        for (; at < end && bytes[at] >= 0x30 && bytes[at] <= 0x39; at++) sum = sum * 10 + bytes[at] - 0x30;
        if (at === end) return 'beginning';
        // A leading zero is a rule's business.
        if (at === value || at - value > 7 || (bytes[value] === 0x30 && at - value > 1)) return 'none';
        this.bodyLength = sum;
      } else {
        while (at < end && bytes[at] >= SPACE && bytes[at] < FIRST_ABOVE_ASCII) at += 1;
        if (at === end) return 'beginning';
        // White space around a value is no part of it; an empty value may mean another thing.
        if (at === value || bytes[value] === SPACE || bytes[at - 1] === SPACE) return 'none';
      }
    }
    if (framing === 'sized' && lengthAt < 0) return 'none';
    this.end = at;
    return 'whole';
  }
}

/** The index behind the empty line of a head; -1 where it has not come. */
function headEnd(bytes: Buffer, start: number, end: number): number {
  const at = bytes.subarray(0, end).indexOf(HEAD_END, start, 'latin1');
  return at < 0 ? -1 : at + HEAD_END.length;
}

/** A head as the lane remembers it; null where it has something that only the general way reads. */
function headOf(
  bytes: Buffer,
  start: number,
  end: number,
  number: number,
  mayChange: (name: string) => boolean,
  texts: ByteArena,
): KnownHead | null {
  const text = bytes.toString('latin1', start, end - HEAD_END.length);
  const lines = text.split('\r\n');
  const [first = ''] = lines;
  const status = /^HTTP\/1\.[01] ([0-9]{3})(?: |$)/.exec(first)?.[1] ?? null;
  if (status !== null && Number(status) < 200) return null;
  /** Where the pieces between changing values begin and end. */
  const begins = [start];
  const ends: number[] = [];
  let lengthAt = -1;
  let isChunked = false;
  let at = start + first.length + 2;
  for (const line of lines.slice(1)) {
    const [, name = '', colon = '', value = ''] = FIELD.exec(line) ?? [];
    const lower = name.toLowerCase();
    if (name === '' || STRANGE_FIELDS.has(lower)) return null;
    const isLength = lower === LENGTH_FIELD;
    if (isLength && (lengthAt >= 0 || !DIGITS.test(value))) return null;
    if (lower === 'transfer-encoding') {
      if (isChunked || value.toLowerCase() !== 'chunked') return null;
      isChunked = true;
    }
    if (isLength || (CHANGING_FIELDS.has(lower) && mayChange(lower))) {
      if (isLength) lengthAt = ends.length;
      const valueAt = at + name.length + colon.length;
      ends.push(valueAt);
      begins.push(valueAt + value.length);
    }
    at += line.length + 2;
  }
  ends.push(end);
  const framing = framingOf(isChunked, lengthAt >= 0, status);
  if (framing === null) return null;
  const places = begins.map((begin, piece) => texts.add(bytes, begin, ends[piece]));
  const lengths = begins.map((begin, piece) => ends[piece] - begin);
  return { number, framing, places, lengths, lengthAt };
}

function framingOf(isChunked: boolean, hasLength: boolean, status: string | null): HeadFraming | null {
  if (status === '204' || status === '304') return isChunked || hasLength ? null : 'none';
  if (isChunked) return hasLength ? null : 'chunked';
  return hasLength ? 'sized' : null;
}
