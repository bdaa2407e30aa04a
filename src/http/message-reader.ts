import type { Arrival, EndCause, GapCause } from '../stream/index.ts';
import type { HeldBodies } from './body/held-bodies.ts';
import { EventQueue } from './event-queue.ts';
import type { ReaderEvent, ReadingContext, RequestDone, ResponseDone } from './events.ts';
import type { MessageSide, Problem, ProblemKind } from './exchange.ts';
import { type HeadOutcome, HeadReader } from './head-reader.ts';
import { InputQueue } from './input-queue.ts';
import { brokenOff, MessageAssembler } from './message-assembler.ts';
import { PresentSegment } from './placement.ts';
import { problemAt, problemOf } from './problems.ts';
import { proxyHeaderAt } from './proxy-header.ts';
import type { RestingSide } from './resting-place.ts';
import { beginsResponse } from './resync/find-start.ts';
import { type FoundStart, StartSearcher } from './resync/start-searcher.ts';
import { isSurplus, SurplusCounter } from './surplus.ts';

/**
 * `start`: a message begins with the next byte, or its head has come in part. `response-told`: the head of a response
 * was told, so that its request is known when the length of its body is decided next. `body`: the body is read.
 * `surplus`: bytes that are no message follow a complete one, and the next message is searched for. `search`: the same
 * where the place in the stream is lost. `stopped`: nothing is read any more.
 */
type ReadingState = 'start' | 'response-told' | 'body' | 'surplus' | 'search' | 'stopped';

/** Where the bytes of a direction stop, for a while or for good. `offset`: stream offset behind the last byte. */
type StreamBreak =
  | { readonly kind: 'gap'; readonly offset: number; readonly length: number; readonly cause: GapCause }
  | { readonly kind: 'end'; readonly offset: number; readonly cause: EndCause };

/** What is done at a break, in this order. Each step waits until everything before it is read and told. */
const BREAK_STEPS = {
  gap: ['end-search', 'pass-gap'],
  end: ['end-search', 'settle-role', 'end-message', 'end-head', 'stop'],
} as const;

/**
 * Reads the messages of one direction, and finds the next one again where it lost its place. It is given bytes, gaps
 * and the end of the direction, and is then asked for one event after the other until there is none. It reads only
 * as far as to the next event: what that event changes in the context is known when it reads on.
 */
export class MessageReader {
  #state: ReadingState = 'start';
  readonly #assembler: MessageAssembler;
  readonly #head: HeadReader;
  readonly #searcher = new StartSearcher();
  readonly #input = new InputQueue();
  /** The break that follows the input; null where the bytes go on. */
  #break: StreamBreak | null = null;
  /** Steps of the break that were done. */
  #breakStepsDone = 0;
  /** Events that were found and not yet asked for. */
  readonly #events = new EventQueue();
  readonly #segment = new PresentSegment();
  /** Stream offset of the next byte to come. */
  #position = 0;
  readonly #surplus = new SurplusCounter();

  constructor(hashing: boolean, held: HeldBodies) {
    this.#assembler = new MessageAssembler(hashing, held);
    this.#head = new HeadReader(this.#assembler.placement);
  }

  /** How the last message ended, where that was read without a fault and nothing came behind it. */
  get resting(): RestingSide {
    const { framing, announced } = this.#assembler.body;
    return { end: this.#position, framing, announced };
  }

  /** Stands behind a message that was read elsewhere. */
  resume(role: MessageSide, side: RestingSide): void {
    this.#head.assume(role);
    this.#assembler.finished = 1;
    this.#assembler.body.resume(side);
    this.#position = side.end;
    this.#surplus.isBehindMessage = true;
  }

  /** Stands between two messages, with nothing skipped. */
  get betweenMessages(): boolean {
    return this.#state === 'start' && !this.#head.isGathering;
  }

  /** Number of the first frame of the message under way, or of bytes in which one may begin; infinite where there is none. */
  get firstFrameUnderWay(): number {
    switch (this.#state) {
      case 'search':
      case 'surplus':
        return this.#searcher.firstFrame;
      case 'stopped':
        return Number.POSITIVE_INFINITY;
      default:
        return this.betweenMessages ? Number.POSITIVE_INFINITY : this.#assembler.placement.firstFrame;
    }
  }

  /** Has lost its place in the stream. */
  get searching(): boolean {
    return this.#state === 'search';
  }

  /** The content of the other direction shows the role of this one. */
  assume(role: MessageSide): void {
    this.#head.assume(role);
  }

  /**
   * The other end speaks and has received the bytes of this direction up to stream offset `acknowledged` (below 0: all
   * of them). Returns whether that leads to events.
   */
  settle(acknowledged: number): boolean {
    if (this.#state === 'surplus' && this.#head.role.side === 'request' && !this.#surplus.isTold) {
      this.#tellSurplus(this.#position);
      return true;
    }
    if (this.#state !== 'start' || !this.#head.isGathering) return false;
    const learned = this.#head.settle(acknowledged);
    if (learned !== null) this.#events.push(learned);
    return this.#head.isExaminationDue;
  }

  /**
   * Takes bytes from `start` to `end`. They must stay unchanged until `next` returns null, and are not used after
   * that.
   */
  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    if (this.#state === 'stopped') return;
    this.#segment.set(at);
    this.#position = at.offset + (end - start);
    if (this.#assembler.isOpen || this.#head.isGathering) this.#assembler.placement.touch(this.#segment);
    this.#input.putFirst(bytes, start, end, at.offset - start);
    if (at.offset === 0 && this.#state === 'start' && this.#assembler.finished === 0) this.#passProxyHeader();
  }

  /** A PROXY header before the first message is no part of it. */
  #passProxyHeader(): void {
    const { bytes, position, end, offset } = this.#input;
    const header = position < end ? proxyHeaderAt(bytes, position, end) : null;
    if (header === null) return;
    this.#assembler.proxied(header, offset);
    this.#input.position += header.length;
  }

  /** `length` bytes are absent; 0: the beginning of the direction is absent, and its length is not known. */
  gap(length: number, cause: GapCause, { offset }: Arrival): void {
    if (this.#state === 'stopped') return;
    if (length === 0) {
      this.#events.push({ kind: 'started-midway', offset });
      this.#search('started-before-capture', offset);
      return;
    }
    this.#break = { kind: 'gap', offset, length, cause };
  }

  /** The direction ended. */
  end(cause: EndCause): void {
    if (this.#state === 'stopped') return;
    this.#break = { kind: 'end', offset: this.#position, cause };
  }

  /** HTTP is over on the connection: nothing more is to be read. */
  stop(): void {
    this.#state = 'stopped';
    this.#events.clear();
    this.#break = null;
    this.#input.clear();
    this.#surplus.release();
    this.#assembler.body.collector.discard();
  }

  /** The next event; null where there is none before more bytes come. `context`: as it is after the event before. */
  next(context: ReadingContext): ReaderEvent | null {
    while (this.#events.isEmpty) {
      if (this.#readOn(context)) continue;
      this.#surplus.release();
      return null;
    }
    return this.#events.take();
  }

  /**
   * Does one step; false where there is nothing to do. A step that found an event asks the context for nothing
   * more.
   */
  #readOn(context: ReadingContext): boolean {
    if (this.#state === 'stopped') return false;
    if (this.#state === 'response-told') {
      this.#openBody(context.methodOfResponse ?? '');
    } else if (this.#head.isExaminationDue) {
      this.#follow(this.#head.examine(this.#input, this.#assembler.finished === 0), context);
    } else if (this.#input.hasBytes()) {
      this.#readBytes(context);
    } else {
      return this.#doBreakStep();
    }
    return true;
  }

  #readBytes(context: ReadingContext): void {
    if (this.#state === 'start') this.#readStart(context);
    else if (this.#state === 'body') this.#readBody(context);
    else this.#readSearched();
  }

  #readStart(context: ReadingContext): void {
    if (this.#surplus.isBehindMessage && !this.#head.isGathering) {
      const { bytes, position, end, offset } = this.#input;
      const { side } = this.#head.role;
      if (isSurplus(bytes, position, end, side)) {
        this.#beginSurplus(offset);
        return;
      }
    }
    this.#follow(this.#head.read(this.#input, this.#segment), context);
  }

  #follow(outcome: HeadOutcome, context: ReadingContext): void {
    if (outcome === null) return;
    switch (outcome.kind) {
      case 'head': {
        const { bytes, position } = this.#input;
        const index = position - outcome.length;
        this.#surplus.isBehindMessage = false;
        const begun = this.#assembler.begin(this.#head.role.side, outcome, bytes, index);
        this.#events.push(begun);
        if (begun.kind === 'request-begun') this.#openBody('');
        else if (begun.kind === 'response-begun') this.#state = 'response-told';
        return;
      }
      case 'too-large': {
        const { head, bytes } = outcome;
        const offset = this.#assembler.placement.startOffset;
        const endOffset = offset + head.length;
        const problem = problemOf('header-too-large', this.#head.role.side, offset);
        this.#events.push(this.#assembler.beginCut(head, problem, bytes, endOffset));
        this.#surplus.isBehindMessage = false;
        this.#events.push(this.#assembler.finish(false, endOffset, false));
        this.#loseMessages(endOffset, false);
        return;
      }
      case 'foreign':
        this.#followForeign(outcome.bytes, context);
        return;
      default:
        this.#events.push(outcome);
    }
  }

  /** Goes on with bytes that are no message: as a response that is not HTTP, or in search of the next message. */
  #followForeign(bytes: Buffer, context: ReadingContext): void {
    const { side } = this.#head.role;
    const offset = this.#assembler.placement.startOffset;
    if (side === 'response' && this.#assembler.finished === 0 && context.waitingVersion !== null) {
      this.#events.push(this.#assembler.beginForeign(bytes, context.waitingVersion));
      this.#state = 'body';
      return;
    }
    if (this.#surplus.isBehindMessage) {
      this.#beginSurplus(offset);
      return;
    }
    const problem = problemAt('bytes-skipped', side, offset, bytes, 0, bytes.length);
    const isOfLastRequest = side === 'request' && context.lastRequestOpen;
    if (isOfLastRequest) this.#events.push({ kind: 'request-problem', problem });
    else this.#assembler.pending.push(problem);
    this.#loseMessages(offset, false);
  }

  /** Begins the body of a message. `method`: for a response that of its request, '' where that is not known. */
  #openBody(method: string): void {
    const done = this.#assembler.openBody(method);
    this.#state = done === null ? 'body' : 'start';
    if (done === null) return;
    this.#pushDone(done);
    if (done.kind !== 'response-done') return;
    const protocol = this.#assembler.protocolBehind(method);
    if (protocol !== null) this.#events.push({ kind: 'protocol-found', protocol });
  }

  #readBody(context: ReadingContext): void {
    const input = this.#input;
    // Where the request was not captured it may have been HEAD. The response then has no body, whatever its
    // length says.
    if (
      this.#assembler.awaitsResponseBody &&
      context.methodOfResponse === null &&
      beginsResponse(input.bytes, input.position, input.end)
    ) {
      this.#state = 'start';
      this.#events.push(this.#assembler.dropBody());
      return;
    }
    if (this.#assembler.isExpecting) this.#assembler.endExpecting(this.#segment, input.offset);
    const { body } = this.#assembler;
    input.position = body.read(input.bytes, input.position, input.end);
    const { offset } = input;
    if (body.state === 'done') {
      this.#finishMessage(true, offset, false);
    } else if (body.state === 'broken') {
      this.#assembler.blame('bad-chunk-size', offset, body.chunked.fault);
      this.#finishMessage(false, offset, false);
      this.#loseMessages(offset, false);
    }
  }

  #finishMessage(complete: boolean, endOffset: number, brokenOff: boolean): void {
    this.#state = 'start';
    this.#pushDone(this.#assembler.finish(complete, endOffset, brokenOff));
  }

  #pushDone(done: RequestDone | ResponseDone): void {
    this.#surplus.follow(done);
    this.#events.push(done);
  }

  #beginSurplus(offset: number): void {
    this.#surplus.begin(this.#assembler.body, offset);
    this.#search(null, offset);
    this.#state = 'surplus';
  }

  /** Tells of the surplus bytes up to a stream offset, unless they were told. */
  #tellSurplus(to: number): void {
    if (!this.#surplus.isTold) this.#events.push(this.#surplus.tell(this.#head.role.side, to));
  }

  /** Tells that messages were lost (see `MessagesLost`), and searches for the next one from there on. */
  #loseMessages(to: number, beginning: boolean): void {
    this.#events.push({ kind: 'messages-lost', to, beginning });
    this.#search(null, to);
  }

  #search(kind: ProblemKind | null, offset: number): void {
    this.#state = 'search';
    this.#searcher.begin(kind, offset);
  }

  #readSearched(): void {
    const input = this.#input;
    const { bytes, position, end, base } = input;
    const found = this.#searcher.search(bytes, position, end, base, this.#head.role.current, this.#segment);
    input.position = this.#searcher.reached;
    if (this.#state === 'surplus') {
      const reached =
        found !== null && typeof found !== 'string' && found.bytes === bytes ? found.index : input.position;
      this.#surplus.pass(bytes, position, reached);
    }
    if (typeof found === 'string') this.#events.push({ kind: 'protocol-found', protocol: found });
    else if (found !== null) this.#resume(found);
  }

  /** Goes on with a message that was found. */
  #resume(found: FoundStart): void {
    if (this.#state === 'surplus') this.#tellSurplus(found.offset);
    this.#surplus.isBehindMessage = false;
    const skipped = this.#searcher.skipped(found);
    if (skipped !== null) this.#assembler.pending.push(skipped);
    const { bytes, index, end, offset, role, stamp } = found;
    this.#searcher.begin(null, offset);
    this.#state = 'start';
    if (this.#head.role.current === 'unknown') this.#events.push(this.#head.role.learn(role));
    this.#head.resumeAt(stamp);
    this.#input.putFirst(bytes, index, end, offset - index);
  }

  /** Does the next step of the break; false where there is none. */
  #doBreakStep(): boolean {
    const at = this.#break;
    if (at === null) return false;
    const step = BREAK_STEPS[at.kind][this.#breakStepsDone];
    this.#breakStepsDone += 1;
    switch (step) {
      case 'end-search': {
        if (this.#state !== 'search' && this.#state !== 'surplus') return true;
        const found = this.#searcher.searchLast(at.offset, this.#head.role.current);
        if (found !== null) this.#resume(found);
        else if (this.#state === 'surplus') this.#tellSurplus(at.offset);
        return true;
      }
      case 'pass-gap':
        if (at.kind === 'gap') this.#passGap(at.length, at.cause, at.offset);
        return true;
      case 'settle-role':
        if (this.#head.role.current === 'unknown') this.settle(-1);
        return true;
      case 'end-message':
        if (at.kind === 'end') this.#endMessage(at.cause);
        return true;
      case 'end-head':
        if (this.#state === 'start' && at.kind === 'end') this.#breakOffHead(at.cause, this.#position);
        return true;
      case 'stop':
        this.#state = 'stopped';
        return true;
      case undefined:
        this.#break = null;
        this.#breakStepsDone = 0;
        return false;
    }
  }

  #passGap(length: number, cause: GapCause, offset: number): void {
    this.#position = offset + length;
    if (this.#state === 'body') {
      const inside = this.#assembler.hole(length, cause, offset);
      const { state } = this.#assembler.body;
      if (state === 'reading') return;
      const whole = state === 'done';
      this.#finishMessage(whole, whole ? offset + inside : offset, false);
      if (!whole || inside < length) this.#loseMessages(this.#position, whole);
    } else if (this.#state === 'surplus') {
      this.#loseMessages(this.#position, false);
    } else if (this.#state === 'search') {
      this.#events.push({ kind: 'messages-lost', to: this.#position, beginning: false });
    } else {
      const problem = problemOf(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', this.#head.role.side, offset);
      const isKnown = this.#cutHead(problem, false);
      this.#loseMessages(this.#position, !isKnown);
    }
  }

  /** The direction ended: its last message ends too. A FIN is the end of some bodies. */
  #endMessage(cause: EndCause): void {
    if (this.#state === 'start') this.#head.close();
    if (this.#state !== 'body') return;
    const whole = this.#assembler.body.untilClose && cause === 'fin';
    if (!whole) this.#assembler.breakOff(cause, this.#position);
    this.#finishMessage(whole, this.#position, !whole);
  }

  #breakOffHead(cause: EndCause, offset: number): void {
    const broken = { within: 'head', framing: 'none', announced: 0, sent: 0, cause } as const;
    this.#cutHead(brokenOff(this.#head.role.side, broken, offset), true);
  }

  /**
   * Tells what came of a head whose rest is absent from where `problem` stands. `isBrokenOff`: because the direction
   * ended. False where what came is nothing.
   */
  #cutHead(problem: Problem, isBrokenOff: boolean): boolean {
    const begun = this.#head.isGathering ? this.#assembler.placement.startOffset : problem.offset;
    const cut = this.#head.cut();
    if (cut === null) {
      if (this.#surplus.isBehindMessage && begun < problem.offset) {
        this.#beginSurplus(begun);
        this.#tellSurplus(problem.offset);
      }
      return false;
    }
    const { side, head, bytes, learned } = cut;
    if (learned !== null) this.#events.push(learned);
    this.#surplus.isBehindMessage = false;
    this.#events.push(this.#assembler.beginCut(head, { ...problem, side }, bytes, problem.offset));
    this.#events.push(this.#assembler.finish(false, problem.offset, isBrokenOff));
    return true;
  }
}
