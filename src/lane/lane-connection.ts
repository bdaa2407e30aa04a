import { Buffer } from 'node:buffer';
import { fingerprintOfRange } from '../hooks/index.ts';
import { type Exchange, HeldBodies, PlacementTracker } from '../http/index.ts';
import type {
  Arrival,
  ConnectionConsumer,
  Direction,
  EndCause,
  GapCause,
  Interest,
} from '../stream/index.ts';
import { answerOf } from './answer.ts';
import { ExchangeProgress, type Step } from './exchange-progress.ts';
import { ExchangeRecord } from './exchange-record.ts';
import type { GeneralReader, GeneralSink, Lane, OpenGeneral, TakenCall } from './lane.ts';
import { LastExchange, writeSide } from './last-exchange.ts';
import { kindOf, learnedOf } from './learned.ts';
import { learn } from './learning.ts';

/** Stands where nothing is recorded any more. */
const NO_RECORD = new ExchangeRecord(Buffer.alloc(0));
/** Stands where nothing is to be recorded although more comes. */
const SPOILT_RECORD = new ExchangeRecord(Buffer.alloc(0));
SPOILT_RECORD.spoil();
const MUTE: GeneralSink = { onExchange: () => {}, onLateProblem: () => {} };

/**
 * Reads a connection as long as its exchanges are ordinary: one after the other, whole and in order, with heads and payloads
 * that are known. At the first that is not, it opens a general reader, places it behind the exchange before, tells it again what it
 * was told of the present one, and leaves the connection to it until that stands between two exchanges.
 */
export class LaneConnection<General extends GeneralReader> implements ConnectionConsumer {
  readonly #lane: Lane;
  readonly #stream: number;
  readonly #openGeneral: OpenGeneral<General>;
  /** null: the lane reads. */
  #general: General | null = null;
  /** What the general reader gave out since the present record began: how often, and what last. */
  #given = 0;
  #exchange: Exchange | null = null;
  #taken: TakenCall | null = null;
  /** What the connection was told of the exchange under way. */
  #present: ExchangeRecord;
  /** Where the exchange before it ended; null: there was none. */
  #rest: LastExchange | null = null;
  /** Directions that ended between exchanges. */
  #ends = 0;
  /** Which direction carries the requests; -1 where that is not known. */
  #requestDirection: Direction | -1 = -1;
  #serverPort = 0;
  /** Exchanges of this connection may be taken in the short way. */
  #isRead = false;
  /** A call of this connection was repeated. */
  #hasRepeated = false;
  readonly #progress: ExchangeProgress;
  readonly #requestPlace = new PlacementTracker();
  readonly #responsePlace = new PlacementTracker();
  /** Stream offsets up to which the directions were read. */
  #requestOffset = 0;
  #responseOffset = 0;

  constructor(lane: Lane, stream: number, openGeneral: OpenGeneral<General>) {
    this.#lane = lane;
    this.#stream = stream;
    this.#openGeneral = openGeneral;
    this.#present = lane.takeRecord();
    this.#progress = new ExchangeProgress(lane);
  }

  get idle(): boolean {
    return this.#general === null ? this.#present.length === 0 : this.#general.idle === true;
  }

  /** A general reader that stands where this connection stands, for a look at what waits; it tells nobody anything. */
  look(): General {
    if (this.#general !== null) return this.#general;
    const general = this.#openBehindLast(MUTE, new HeldBodies());
    this.#present.replay(general);
    return general;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    const record = this.#present;
    const general = this.#general;
    if (general === null) {
      if (record.data(direction, bytes, start, end, at)) {
        const isForced = this.#lane.handsOver?.() === true;
        if (!isForced && this.#read(direction, at, end - start) !== 'odd') return 'wanted';
        const interest = record.replay(this.#handOver());
        this.#lookBack();
        return interest;
      }
      return this.#toGeneral(this.#handOverPresent(), direction, bytes, start, end, at);
    }
    record.data(direction, bytes, start, end, at);
    return this.#toGeneral(general, direction, bytes, start, end, at);
  }

  gap(direction: Direction, length: number, cause: GapCause, at: Arrival): Interest {
    const general = this.#general ?? this.#handOverPresent();
    this.#present.spoil();
    return general.gap(direction, length, cause, at);
  }

  end(direction: Direction, cause: EndCause, at: Arrival): void {
    if (this.#general === null && this.#present.length === 0) {
      this.#present.end(direction, cause, at);
      this.#ends += 1;
      if (this.#ends === 2) this.#release();
      return;
    }
    const general = this.#general ?? this.#handOverPresent();
    this.#present.spoil();
    general.end(direction, cause, at);
  }

  /** Both directions are over, and nothing is under way: nothing more is told to this reader. */
  #release(): void {
    this.#lane.giveBack(this.#present);
    this.#rest = null;
    this.#present = NO_RECORD;
  }

  #toGeneral(
    general: General,
    direction: Direction,
    bytes: Buffer,
    start: number,
    end: number,
    at: Arrival,
  ): Interest {
    const interest = general.data(direction, bytes, start, end, at);
    this.#lookBack();
    return interest;
  }

  /** The general reader was told of something: the lane goes on where it can, and keeps nothing where it never can. */
  #lookBack(): void {
    if (this.#general?.staysUnderWay === true) this.#leaveForGood();
    else if (this.#given > 0) this.#tryToReturn();
  }

  /** The general way has the connection to its end: nothing of it need be told again. */
  #leaveForGood(): void {
    if (this.#present !== SPOILT_RECORD) this.#release();
    this.#present = SPOILT_RECORD;
    this.#given = 0;
    this.#exchange = null;
    this.#taken = null;
  }

  /** From here on a general reader has the connection. It stands behind the last exchange, and is to be told the present one. */
  #handOver(): General {
    if (this.#progress.isAsked) this.#lane.held.change(-this.#progress.requestBytes);
    const sink: GeneralSink = {
      onExchange: (exchange) => {
        this.#given += 1;
        this.#exchange = exchange;
        this.#taken = this.#lane.book.exchange(this.#stream, exchange);
      },
      onLateProblem: (late) => {
        this.#lane.book.late(this.#stream, late);
      },
    };
    this.#general = this.#openBehindLast(sink, this.#lane.held);
    return this.#general;
  }

  /** The same, and it was told what came of the present exchange. */
  #handOverPresent(): General {
    const general = this.#handOver();
    this.#present.replay(general);
    return general;
  }

  /** A general reader that stands behind the exchange before the present one. */
  #openBehindLast(sink: GeneralSink, held: HeldBodies): General {
    const general = this.#openGeneral(sink, held);
    if (this.#rest !== null) general.resume(this.#rest);
    return general;
  }

  /**
   * Where the general reader stands between two exchanges, the lane may go on: another general reader can be placed there when it
   * is needed.
   */
  #tryToReturn(): void {
    const rest = this.#general?.resting ?? null;
    if (rest === null) return;
    const { request = null, response = null, problems = [], interim = [], end } = this.#exchange ?? {};
    const record = this.#present;
    const isLast =
      this.#given === 1 &&
      request !== null &&
      response !== null &&
      problems.length === 0 &&
      interim.length === 0 &&
      end === 'answered' &&
      record.isOf(request, response);
    if (isLast && this.#exchange !== null) {
      this.#requestDirection = this.#exchange.requestDirection;
      this.#rest ??= new LastExchange();
      this.#rest.copy(rest);
      this.#requestOffset = request.endOffset;
      this.#responseOffset = response.endOffset;
      this.#meetServer(this.#exchange.requestDirection);
      if (this.#taken !== null) learn(this.#lane, this.#taken, record, this.#serverPort);
      this.#general = null;
      this.#turnRecord();
    } else {
      record.clear();
    }
    this.#given = 0;
    this.#exchange = null;
    this.#taken = null;
  }

  /** The present exchange is over. */
  #turnRecord(): void {
    this.#present.clear();
    this.#progress.begin();
  }

  #meetServer(direction: Direction): void {
    if (this.#isRead) return;
    this.#serverPort = this.#lane.book.serverPort(this.#stream, direction);
    this.#isRead = this.#lane.book.isRead(this.#stream, direction);
  }

  /** Reads on as far as the record goes. `length`: of the bytes that came last. */
  #read(direction: Direction, at: Arrival, length: number): Step {
    const progress = this.#progress;
    const isRequest = !progress.isAsked;
    if (this.#requestDirection === -1) this.#requestDirection = direction;
    if ((direction === this.#requestDirection) !== isRequest || this.#ends > 0) return 'odd';
    if (isRequest) {
      if (this.#present.count > 1) this.#requestPlace.touch(at);
      // What the client sends before it has the whole response was not asked for by that.
      else if (this.#rest !== null && at.acknowledged < this.#responseOffset) return 'odd';
      else this.#requestPlace.begin(at, at.offset);
      this.#requestOffset = at.offset + length;
      return progress.readOn(this.#present);
    }
    if (this.#present.length - length > progress.requestEnd) this.#responsePlace.touch(at);
    else if (at.acknowledged < this.#requestOffset) return 'odd';
    else this.#responsePlace.begin(at, at.offset);
    this.#responseOffset = at.offset + length;
    const step = progress.readOn(this.#present);
    return step === 'done' ? this.#finish() : step;
  }

  /** The exchange is whole: it is taken where it shows what another one showed before. */
  #finish(): Step {
    const lane = this.#lane;
    const { request, response, requestHeadEnd, requestEnd, responseHeadEnd } = this.#progress;
    const direction = this.#requestDirection;
    if (request === null || response === null || direction === -1) return 'odd';
    this.#meetServer(direction);
    if (!this.#isRead) return 'odd';
    const record = this.#present;
    const { asked: body, answered } = lane;
    body.find(record, requestHeadEnd, requestEnd, request);
    const kind = kindOf(request, this.#serverPort);
    const known = lane.shapes.find(kind, body);
    if (known === null) return 'odd';
    answered.find(record, responseHeadEnd, record.length, response);
    const answer = answerOf(body, answered);
    const learned = learnedOf(known, response, answer, answered);
    if (learned === null) return 'odd';
    const { call, shapes } = lane;
    const asking = this.#requestPlace;
    const answering = this.#responsePlace;
    call.stream = this.#stream;
    call.isFirst = !this.#hasRepeated;
    call.requestDirection = direction;
    call.seconds = asking.firstSeconds;
    call.nanoseconds = asking.firstNanoseconds;
    call.firstRequestFrame = asking.firstFrame;
    call.lastRequestFrame = asking.lastFrame;
    call.fingerprint = fingerprintOfRange(learned.common.dialect, body);
    call.sessionStart = shapes.session.start;
    call.sessionEnd = shapes.session.end;
    call.dialogStart = shapes.dialog.start;
    call.dialogEnd = shapes.dialog.end;
    call.people = shapes.people;
    call.firstResponseFrame = answering.firstFrame;
    call.lastResponseFrame = answering.lastFrame;
    call.responseSeconds = answering.lastSeconds;
    call.responseNanoseconds = answering.lastNanoseconds;
    call.latencySeconds =
      answering.firstSeconds -
      asking.lastSeconds +
      (answering.firstNanoseconds - asking.lastNanoseconds) / 1e9;
    call.bodyStart = body.start;
    call.bodyEnd = body.end;
    call.bodyBytes = body.end - body.start + answered.end - answered.start;
    if (!lane.book.repeat(learned, call, body.view, record)) return 'odd';
    this.#hasRepeated = true;
    lane.held.change(requestHeadEnd - requestEnd);
    this.#rest ??= new LastExchange();
    this.#rest.begin(direction, asking);
    writeSide(this.#rest.request, this.#requestOffset, request, requestEnd - requestHeadEnd);
    writeSide(this.#rest.response, this.#responseOffset, response, record.length - responseHeadEnd);
    this.#turnRecord();
    return 'done';
  }
}
