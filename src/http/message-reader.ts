import type { Arrival, EndCause, GapCause } from '../stream/index.ts';
import type { HeldBodies } from './body/held-bodies.ts';
import type { ReaderEvent, ReadingContext } from './events.ts';
import type { MessageSide, ProblemKind } from './exchange.ts';
import { type HeadOutcome, HeadReader } from './head-reader.ts';
import { InputQueue } from './input-queue.ts';
import { MessageAssembler } from './message-assembler.ts';
import { type SegmentStamp, stampOf } from './placement.ts';
import { problemAt, problemOf } from './problems.ts';
import { beginsResponse } from './resync/find-start.ts';
import { type FoundStart, StartSearcher } from './resync/start-searcher.ts';

/**
 * `start`: a message begins with the next byte, or its head has come in part. `head-told`: the head was told, and next
 * it is decided how long the body is. `body`: the body is read. `search`: the place in the stream is lost, and the next
 * message is searched for. `stopped`: nothing is read any more.
 */
type ReadingState = 'start' | 'head-told' | 'body' | 'search' | 'stopped';

/** A gap or the end of a direction is handled in several steps. Each comes once everything before it is read and told. */
type ReadingTask =
  /** No bytes follow at stream offset `offset`: a search has to do with those it keeps. */
  | { readonly kind: 'end-search'; readonly offset: number }
  | { readonly kind: 'pass-gap'; readonly offset: number; readonly length: number; readonly cause: GapCause }
  | { readonly kind: 'settle-role' }
  | { readonly kind: 'end-message'; readonly cause: EndCause }
  | { readonly kind: 'end-head' }
  | { readonly kind: 'stop' };

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
  /** What is to be done once the input is read, in order. */
  readonly #tasks: ReadingTask[] = [];
  /** Events that were found and not yet asked for, in order. */
  readonly #events: ReaderEvent[] = [];
  /** The segment that is being read. */
  #stamp: SegmentStamp = { frame: 0, seconds: 0, nanoseconds: 0, acknowledged: -1 };
  /** Stream offset of the next byte to come. */
  #position = 0;

  constructor(hashing: boolean, held: HeldBodies) {
    this.#assembler = new MessageAssembler(hashing, held);
    this.#head = new HeadReader(this.#assembler.placement);
  }

  /** Stands between two messages, with nothing skipped. */
  get betweenMessages(): boolean {
    return this.#state === 'start' && !this.#head.isGathering;
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
    if (this.#state !== 'start' || !this.#head.isGathering) return false;
    const learned = this.#head.settle(acknowledged);
    if (learned !== null) this.#events.push(learned);
    return this.#head.isExaminationDue;
  }

  /** Takes bytes from `start` to `end`. They must stay unchanged until `next` returns null, and are not used after that. */
  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    if (this.#state === 'stopped') return;
    this.#stamp = stampOf(at);
    this.#position = at.offset + (end - start);
    if (this.#assembler.isOpen || this.#head.isGathering) this.#assembler.placement.touch(this.#stamp);
    this.#input.putFirst(bytes, start, end, at.offset - start);
  }

  /** `length` bytes are absent; 0: the beginning of the direction is absent, and its length is not known. */
  gap(length: number, cause: GapCause, { offset }: Arrival): void {
    if (this.#state === 'stopped') return;
    if (length === 0) {
      this.#events.push({ kind: 'started-midway', offset });
      this.#search('started-before-capture', offset);
      return;
    }
    this.#tasks.push({ kind: 'end-search', offset }, { kind: 'pass-gap', offset, length, cause });
  }

  /** The direction ended. */
  end(cause: EndCause): void {
    if (this.#state === 'stopped') return;
    this.#tasks.push(
      { kind: 'end-search', offset: this.#position },
      { kind: 'settle-role' },
      { kind: 'end-message', cause },
      { kind: 'end-head' },
      { kind: 'stop' },
    );
  }

  /** HTTP is over on the connection: nothing more is to be read. */
  stop(): void {
    this.#state = 'stopped';
    this.#events.length = 0;
    this.#tasks.length = 0;
    this.#input.clear();
    this.#assembler.body.collector.discard();
  }

  /** The next event; null where there is none before more bytes come. `context`: as it is after the event before. */
  next(context: ReadingContext): ReaderEvent | null {
    while (this.#events.length === 0) {
      if (!this.#readOn(context)) return null;
    }
    return this.#events.shift() ?? null;
  }

  /** Does one step; false where there is nothing to do. A step that found an event asks the context for nothing more. */
  #readOn(context: ReadingContext): boolean {
    if (this.#state === 'stopped') return false;
    if (this.#state === 'head-told') {
      this.#openBody(context);
    } else if (this.#head.isExaminationDue) {
      this.#follow(this.#head.examine(this.#input, this.#assembler.finished === 0), context);
    } else if (this.#input.hasBytes()) {
      this.#readBytes(context);
    } else {
      const task = this.#tasks.shift();
      if (task === undefined) return false;
      this.#perform(task);
    }
    return true;
  }

  #readBytes(context: ReadingContext): void {
    if (this.#state === 'start') this.#follow(this.#head.read(this.#input, this.#stamp), context);
    else if (this.#state === 'body') this.#readBody(context);
    else this.#readSearched();
  }

  #follow(outcome: HeadOutcome, context: ReadingContext): void {
    if (outcome === null) return;
    switch (outcome.kind) {
      case 'head': {
        const { head, lineText, bytes, index } = outcome;
        const begun = this.#assembler.begin(this.#head.role.side, head, lineText, bytes, index);
        this.#events.push(begun);
        if (begun.kind !== 'interim-response') this.#state = 'head-told';
        return;
      }
      case 'too-large': {
        const { head, bytes } = outcome;
        const offset = this.#assembler.placement.startOffset;
        const endOffset = offset + head.length;
        const problem = problemOf('header-too-large', this.#head.role.side, offset);
        this.#events.push(this.#assembler.beginCut(head, problem, bytes, endOffset));
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
    const problem = problemAt('bytes-skipped', side, offset, bytes, 0, bytes.length);
    if (side === 'request' && context.lastRequestOpen)
      this.#events.push({ kind: 'request-problem', problem });
    else this.#assembler.pending.push(problem);
    this.#loseMessages(offset, false);
  }

  #openBody({ methodOfResponse }: ReadingContext): void {
    const method = methodOfResponse ?? '';
    const done = this.#assembler.openBody(method);
    this.#state = done === null ? 'body' : 'start';
    if (done === null) return;
    this.#events.push(done);
    if (done.kind !== 'response-done') return;
    const protocol = this.#assembler.protocolBehind(method);
    if (protocol !== null) this.#events.push({ kind: 'protocol-found', protocol });
  }

  #readBody(context: ReadingContext): void {
    const input = this.#input;
    // Where the request was not captured it may have been HEAD. The response then has no body, whatever its length says.
    if (
      this.#assembler.awaitsResponseBody &&
      context.methodOfResponse === null &&
      beginsResponse(input.bytes, input.position, input.end)
    ) {
      this.#state = 'start';
      this.#events.push(this.#assembler.dropBody());
      return;
    }
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
    this.#events.push(this.#assembler.finish(complete, endOffset, brokenOff));
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
    const found = this.#searcher.search(bytes, position, end, base, this.#head.role.current, this.#stamp);
    input.position = this.#searcher.reached;
    if (typeof found === 'string') this.#events.push({ kind: 'protocol-found', protocol: found });
    else if (found !== null) this.#resume(found);
  }

  /** Goes on with a message that was found. */
  #resume(found: FoundStart): void {
    const skipped = this.#searcher.skipped(found);
    if (skipped !== null) this.#assembler.pending.push(skipped);
    const { bytes, index, end, offset, role, stamp } = found;
    this.#searcher.begin(null, offset);
    this.#state = 'start';
    if (this.#head.role.current === 'unknown') this.#events.push(this.#head.role.learn(role));
    this.#head.resumeAt(stamp);
    this.#input.putFirst(bytes, index, end, offset - index);
  }

  #perform(task: ReadingTask): void {
    switch (task.kind) {
      case 'end-search': {
        if (this.#state !== 'search') return;
        const found = this.#searcher.searchLast(task.offset, this.#head.role.current);
        if (found !== null) this.#resume(found);
        return;
      }
      case 'pass-gap':
        this.#passGap(task.length, task.cause, task.offset);
        return;
      case 'settle-role':
        if (this.#head.role.current === 'unknown') this.settle(-1);
        return;
      case 'end-message':
        this.#endMessage(task.cause);
        return;
      case 'end-head':
        if (this.#state === 'start') this.#cutHead('truncated', this.#position);
        return;
      case 'stop':
        this.#state = 'stopped';
        return;
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
    } else if (this.#state === 'search') {
      this.#events.push({ kind: 'messages-lost', to: this.#position, beginning: false });
    } else {
      const isKnown = this.#cutHead(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', offset);
      this.#loseMessages(this.#position, !isKnown);
    }
  }

  #endMessage(cause: EndCause): void {
    if (this.#state === 'start') this.#head.close();
    if (this.#state !== 'body') return;
    const whole = this.#assembler.body.untilClose && cause === 'fin';
    if (!whole) this.#assembler.blame('truncated', this.#position);
    this.#finishMessage(whole, this.#position, !whole);
  }

  /** Tells what came of a head whose rest is absent from stream offset `offset` on. False where that is nothing. */
  #cutHead(kind: ProblemKind, offset: number): boolean {
    const cut = this.#head.cut();
    if (cut === null) return false;
    const { side, head, bytes, learned } = cut;
    if (learned !== null) this.#events.push(learned);
    this.#events.push(this.#assembler.beginCut(head, problemOf(kind, side, offset), bytes, offset));
    this.#events.push(this.#assembler.finish(false, offset, kind === 'truncated'));
    return true;
  }
}
