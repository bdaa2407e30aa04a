import type { Inspected } from '../checks/index.ts';
import type { Dialect, Expectation } from '../dialects/index.ts';
import type { ReadCall } from '../hooks/index.ts';
import type { Exchange, HeldBodies, LateProblem, RestingPlace } from '../http/index.ts';
import type { ConnectionConsumer, Direction } from '../stream/index.ts';
import { BodyRange } from './body-range.ts';
import { ExchangeRecord } from './exchange-record.ts';
import { KnownHeads } from './known-heads.ts';
import { LaneCall } from './lane-call.ts';
import type { Learned } from './learned.ts';
import { mayFieldChange, memberReadings } from './member-roles.ts';
import { PayloadShapes, type ReadingOf } from './payload-shapes.ts';

/** What became of an exchange that was read the general way and is a call: what another call may repeat. */
export interface TakenCall {
  readonly read: ReadCall;
  readonly inspected: Inspected;
  /** The expectations that it opens. */
  readonly opened: readonly Expectation[];
}

/** Takes what the lane reads. */
export interface LaneBook {
  /** Takes an exchange that was read the general way. null where it is no call, or not known to be one yet. */
  readonly exchange: (stream: number, exchange: Exchange) => TakenCall | null;
  readonly late: (stream: number, late: LateProblem) => void;
  /** Whether exchanges of a connection that are hooks count as calls; asked once it carries one. */
  readonly isRead: (stream: number, requestDirection: Direction) => boolean;
  /**
   * Takes a call that shows the same as one that was learned; its ids stand in the bytes of `view`. `record`: what its connection
   * was told of it, which may be copied. False where it has to be read the general way.
   */
  readonly repeat: (learned: Learned, call: LaneCall, view: DataView, record: ExchangeRecord) => boolean;
  /** The port of the server, and so the kind of traffic. */
  readonly serverPort: (stream: number, requestDirection: Direction) => number;
}

/** Reads a connection the general way. */
export interface GeneralReader extends ConnectionConsumer {
  /** Where it stands, where nothing is under way and nothing was odd; see `HttpConnection.resting`. */
  readonly resting: RestingPlace | null;
  /** Stands there without having been told what came before. */
  readonly resume: (place: RestingPlace) => void;
  /** It never stands so again: what follows on the connection refers to what came before. */
  readonly staysUnderWay: boolean;
}

/** What a general reader tells. */
export interface GeneralSink {
  readonly onExchange: (exchange: Exchange) => void;
  readonly onLateProblem: (late: LateProblem) => void;
}

/** Makes a general reader for the connection. `held`: counts what it holds. */
export type OpenGeneral<General extends GeneralReader> = (sink: GeneralSink, held: HeldBodies) => General;

/** Records kept to be used again, and bytes of the largest of them. */
const MOST_SPARE_RECORDS = 64;
const LARGEST_SPARE_BYTES = 8192;

/**
 * What the lane knows: heads and shapes of payloads that the general way has read, with what it found in them. It decides
 * nothing by itself: it recognises what comes again.
 */
export class Lane {
  readonly requests = new KnownHeads('request');
  readonly responses = new KnownHeads('response');
  readonly shapes = new PayloadShapes<Learned>();
  readonly held: HeldBodies;
  readonly book: LaneBook;
  /** The call that is being repeated: one object is written over for all. */
  readonly call = new LaneCall();
  /** The bodies of its request and of its response. */
  readonly asked = new BodyRange();
  readonly answered = new BodyRange();
  readonly #dialects: readonly Dialect[];
  /** Records of connections that are over, to be used again. */
  readonly #spare: ExchangeRecord[] = [];
  readonly #readings = new Map<object, ReadingOf>();

  /** Only for tests: asked at each piece of data, and where it says yes, the general way takes over. */
  readonly handsOver: (() => boolean) | null;

  constructor(
    dialects: readonly Dialect[],
    book: LaneBook,
    held: HeldBodies,
    handsOver: (() => boolean) | null,
  ) {
    this.#dialects = dialects;
    this.book = book;
    this.held = held;
    this.handsOver = handsOver;
  }

  /** An empty record. */
  takeRecord(): ExchangeRecord {
    return this.#spare.pop() ?? new ExchangeRecord();
  }

  /** Takes back a record that is no longer used. */
  giveBack(record: ExchangeRecord): void {
    if (this.#spare.length >= MOST_SPARE_RECORDS || record.bytes.length > LARGEST_SPARE_BYTES) return;
    record.clear();
    this.#spare.push(record);
  }

  /** How the members of payloads like those of a call are read. */
  readingsOf({ call: { dialect, methodSpec } }: ReadCall): ReadingOf {
    const key = methodSpec ?? dialect;
    let readings = this.#readings.get(key);
    if (readings === undefined) {
      readings = memberReadings(this.#dialects, dialect, methodSpec);
      this.#readings.set(key, readings);
    }
    return readings;
  }

  readonly mayChange = (name: string): boolean => mayFieldChange(this.#dialects, name);
}
