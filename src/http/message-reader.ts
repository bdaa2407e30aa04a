import type { Arrival, Direction, EndCause, GapCause } from '../stream/index.ts';
import type { HeldBodies } from './body/held-bodies.ts';
import type { ProblemKind } from './exchange.ts';
import { HeadGatherer } from './head/head-gatherer.ts';
import { answerHeads, type Head, requestHeads } from './head/head-parser.ts';
import { MessageAssembler } from './message-assembler.ts';
import { type Moment, momentOf } from './placement.ts';
import { problemAt, problemOf } from './problems.ts';
import type { ReaderOwner } from './reader-owner.ts';
import { DirectionRole } from './resync/direction-role.ts';
import { beginsAnswer } from './resync/find-start.ts';
import { judgeOpening } from './resync/opening.ts';
import { PartQueue, type PartReader, STOPPED } from './resync/part-queue.ts';
import { type FoundStart, StartSearcher } from './resync/start-searcher.ts';

const CR = 0x0d;
const LF = 0x0a;

/** Reads the messages of one direction, and finds the next one again where it lost its place. */
export class MessageReader implements PartReader {
  readonly #role: DirectionRole;
  #state: 'start' | 'body' | 'search' | 'stopped' = 'start';
  readonly #owner: ReaderOwner;
  readonly #direction: Direction;
  readonly #gatherer = new HeadGatherer();
  readonly #assembler: MessageAssembler;
  readonly #searcher = new StartSearcher();
  readonly #parts = new PartQueue(this);
  #moment: Moment = { frame: 0, seconds: 0, nanoseconds: 0, acknowledged: -1 };
  /** Where the next message's first byte came, if that was before the present call. */
  #firstMoment: Moment | null = null;
  /** Stream offset of the next byte to come. */
  #position = 0;

  constructor(owner: ReaderOwner, direction: Direction, hashing: boolean, held: HeldBodies) {
    this.#owner = owner;
    this.#direction = direction;
    this.#role = new DirectionRole(owner, direction);
    this.#assembler = new MessageAssembler(owner, hashing, held);
  }

  /** Stands between two messages, with nothing skipped. */
  get betweenMessages(): boolean {
    return this.#state === 'start' && this.#gatherer.store.length === 0;
  }

  /** Has lost its place. */
  get searching(): boolean {
    return this.#state === 'search';
  }

  /** Takes the other direction's content as proof of this one's role. */
  assume(role: 'request' | 'response'): void {
    if (this.#role.current !== 'unknown') return;
    this.#role.current = role;
    if (this.#state === 'start' && this.#gatherer.store.length > 0) this.#examine(false);
    this.#parts.readBefore();
  }

  /** The other side has received everything up to `acknowledged` and speaks: what is there must be all. */
  settle(acknowledged: number): void {
    const { store } = this.#gatherer;
    if (this.#state !== 'start' || store.length === 0 || this.#role.current === 'response') return;
    if (acknowledged >= 0 && acknowledged <= this.#assembler.placement.startOffset) return;
    if (this.#role.current === 'unknown') {
      if (judgeOpening(store.bytes, 0, store.length) !== 'simple-request') return;
      this.#role.learn('request');
    }
    this.#examine(true);
    this.#parts.readBefore();
  }

  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    this.#moment = momentOf(at);
    this.#parts.base = at.offset - start;
    this.#position = at.offset + (end - start);
    if (this.#assembler.open || this.#gatherer.store.length > 0)
      this.#assembler.placement.touch(this.#moment);
    this.#parts.read(bytes, start, end);
  }

  gap(length: number, cause: GapCause, at: Arrival): void {
    if (this.#state === 'stopped') return;
    if (length === 0) {
      this.#owner.startedMidway(this.#direction, at.offset);
      this.#search('started-before-capture', at.offset);
      return;
    }
    if (this.#state === 'search') this.#searchLast(at.offset);
    this.#position = at.offset + length;
    if (this.#state === 'body') {
      this.#bodyGap(length, cause, at.offset);
    } else if (this.#state === 'search') {
      this.#owner.lost(this.#direction, this.#position, false);
    } else if (this.#state === 'start') {
      const known = this.#cutHead(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', at.offset);
      this.#owner.lost(this.#direction, this.#position, !known);
      this.#search(null, this.#position);
    }
  }

  end(cause: EndCause): void {
    if (this.#state === 'search') this.#searchLast(this.#position);
    if (this.#role.current === 'unknown') this.settle(-1);
    if (this.#state === 'body') {
      const whole = this.#assembler.body.untilClose && cause === 'fin';
      if (!whole) this.#assembler.blame('truncated', this.#position);
      this.#finishMessage(whole, this.#position, !whole);
    } else if (this.#state === 'start' && this.#gatherer.store.length > 0) {
      if (this.#role.current === 'request') this.#examine(true);
      this.#parts.readBefore();
      if (this.#state === 'start') this.#cutHead('truncated', this.#position);
    }
    this.#state = 'stopped';
  }

  /** No more is to be read here: the direction does not carry HTTP any longer. */
  stop(): void {
    this.#state = 'stopped';
    this.#assembler.body.collector.discard();
  }

  readOn(bytes: Buffer, position: number, end: number): number {
    switch (this.#state) {
      case 'start':
        return this.#readStart(bytes, position, end);
      case 'body':
        return this.#readBody(bytes, position, end);
      case 'search':
        return this.#readSearched(bytes, position, end);
      case 'stopped':
        return STOPPED;
    }
  }

  #readStart(bytes: Buffer, position: number, end: number): number {
    const { store } = this.#gatherer;
    let refused = false;
    if (store.length === 0) {
      // Empty lines before a start line are ignored (RFC 9112 §2.2).
      while (position < end && (bytes[position] === CR || bytes[position] === LF)) position += 1;
      if (position === end) return end;
      this.#assembler.placement.begin(this.#firstMoment ?? this.#moment, this.#parts.base + position);
      if (this.#firstMoment !== null) {
        this.#assembler.placement.touch(this.#moment);
        this.#firstMoment = null;
      }
      if (this.#role.current === 'unknown') this.#role.look(bytes, position, end);
      if (this.#role.current !== 'unknown') {
        const heads = this.#role.side === 'response' ? answerHeads : requestHeads;
        const head = heads.read(bytes, position, end);
        if (typeof head !== 'string') {
          this.#beginMessage(head, '', bytes, position);
          return position + head.length;
        }
        refused = head === 'refused';
      }
    }
    const took = this.#gatherer.gather(bytes, position, end, refused);
    this.#examine(false);
    return position + took;
  }

  /** Looks at the gathered bytes; what lies behind a head in them is read on. */
  #examine(over: boolean): void {
    if (this.#role.current === 'unknown') {
      this.#role.judge(this.#gatherer.store);
      if (this.#role.current === 'unknown') return;
    }
    const gathered = this.#gatherer.examine(this.#role.side, over, this.#assembler.finished === 0);
    if (gathered.kind === 'wait') return;
    const bytes = this.#gatherer.store.taken();
    const offset = this.#assembler.placement.startOffset;
    this.#gatherer.clear();
    let next = 0;
    if (gathered.kind === 'hopeless') {
      if (this.#role.current === 'response' && this.#assembler.beginForeign(bytes)) this.#state = 'body';
      else this.#skipGarbage(bytes, offset);
    } else {
      const { head } = gathered;
      next = head.length;
      if (gathered.kind === 'too-large') {
        const endOffset = offset + head.length;
        const problem = problemOf('header-too-large', this.#role.side, offset);
        this.#assembler.beginCut(head, problem, bytes, endOffset);
        this.#owner.lost(this.#direction, endOffset, false);
        this.#search(null, endOffset);
      } else {
        this.#beginMessage(head, head.text, bytes, 0);
      }
    }
    this.#parts.putBefore({ bytes, position: next, end: bytes.length, base: offset });
  }

  #beginMessage(head: Head, lineText: string, bytes: Buffer, index: number): void {
    const protocol = this.#assembler.begin(this.#role.side, head, lineText, bytes, index);
    this.#state = this.#assembler.open ? 'body' : 'start';
    if (protocol !== null) this.#owner.upgraded(protocol);
  }

  /** Makes what it can of a head whose rest is absent. False where there is none. */
  #cutHead(kind: ProblemKind, offset: number): boolean {
    const { store } = this.#gatherer;
    if (store.length === 0) return false;
    const bytes = store.taken();
    const roles =
      this.#role.current === 'unknown' ? (['request', 'response'] as const) : ([this.#role.side] as const);
    for (const role of roles) {
      const head = this.#gatherer.cut(role);
      if (head === null) continue;
      this.#gatherer.clear();
      if (this.#role.current === 'unknown') this.#role.learn(role);
      this.#assembler.beginCut(head, problemOf(kind, role, offset), bytes, offset);
      return true;
    }
    this.#gatherer.clear();
    return false;
  }

  #readBody(bytes: Buffer, position: number, end: number): number {
    const { body } = this.#assembler;
    if (this.#assembler.mayBeBodiless && beginsAnswer(bytes, position, end)) {
      this.#state = 'start';
      this.#assembler.dropBody();
      return position;
    }
    const reached = body.read(bytes, position, end);
    const offset = this.#parts.base + reached;
    if (body.state === 'done') {
      this.#finishMessage(true, offset, false);
    } else if (body.state === 'broken') {
      this.#assembler.blame('bad-chunk-size', offset, body.chunked.fault);
      this.#finishMessage(false, offset, false);
      this.#owner.lost(this.#direction, offset, false);
      this.#search(null, offset);
    }
    return reached;
  }

  #bodyGap(length: number, cause: GapCause, offset: number): void {
    const inside = this.#assembler.hole(length, cause, offset);
    const { state } = this.#assembler.body;
    if (state === 'reading') return;
    const whole = state === 'done';
    this.#finishMessage(whole, whole ? offset + inside : offset, false);
    if (whole && inside === length) return;
    this.#owner.lost(this.#direction, this.#position, whole);
    this.#search(null, this.#position);
  }

  #finishMessage(complete: boolean, endOffset: number, brokenOff: boolean): void {
    this.#state = 'start';
    this.#assembler.finish(complete, endOffset, brokenOff);
  }

  #skipGarbage(bytes: Buffer, offset: number): void {
    const { side } = this.#role;
    const problem = problemAt('bytes-skipped', side, offset, bytes, 0, bytes.length);
    if (side === 'response' || !this.#owner.blameLastRequest(problem)) this.#assembler.pending.push(problem);
    this.#owner.lost(this.#direction, offset, false);
    this.#search(null, offset);
  }

  #search(kind: ProblemKind | null, offset: number): void {
    if (this.#state === 'stopped') return;
    this.#state = 'search';
    this.#searcher.begin(kind, offset);
  }

  #readSearched(bytes: Buffer, position: number, end: number): number {
    const searcher = this.#searcher;
    const found = searcher.search(bytes, position, end, this.#parts.base, this.#role.current, this.#moment);
    if (typeof found === 'string') this.#owner.foreign(found);
    else if (found !== null) this.#resume(found);
    return searcher.reached;
  }

  #searchLast(endOffset: number): void {
    const found = this.#searcher.searchLast(endOffset, this.#role.current);
    if (found === null) return;
    this.#resume(found);
    this.#parts.readBefore();
  }

  /** Goes on with a message that was found. */
  #resume(found: FoundStart): void {
    const skipped = this.#searcher.skipped(found);
    if (skipped !== null) this.#assembler.pending.push(skipped);
    const { bytes, index, end, offset, role } = found;
    this.#searcher.begin(null, offset);
    this.#state = 'start';
    if (this.#role.current === 'unknown') this.#role.learn(role);
    this.#firstMoment = found.moment;
    this.#parts.putBefore({ bytes, position: index, end, base: offset - index });
  }
}
