import { MAX_OPENING_BYTES, MAX_SEARCHED_BYTES } from '../limits.ts';
import type { Arrival, Direction, EndCause, GapCause } from '../stream/index.ts';
import type { Problem, ProblemKind } from './exchange.ts';
import { findStart, type Role } from './find-start.ts';
import { HeadGatherer } from './head-gatherer.ts';
import { answerHeads, type Head, requestHeads } from './head-parser.ts';
import { MessageAssembler } from './message-assembler.ts';
import { judgeOpening, looksLikeTls } from './opening.ts';
import { type Moment, momentOf } from './placement.ts';
import { problemAt, problemOf } from './problems.ts';
import type { ReaderOwner } from './reader-owner.ts';
import { type FoundStart, StartSearcher } from './start-searcher.ts';

const CR = 0x0d;
const LF = 0x0a;
const STATUS_LINE_BYTE = 0x48;

/** Bytes to be read on: from `position` to `end`; the one at index 0 has stream offset `base`. */
interface Part {
  readonly bytes: Buffer;
  readonly position: number;
  readonly end: number;
  readonly base: number;
}

/** Reads the messages of one direction, and finds the next one again where it lost its place. */
export class MessageReader {
  role: Role = 'unknown';
  private state: 'start' | 'body' | 'search' | 'stopped' = 'start';
  private readonly owner: ReaderOwner;
  private readonly direction: Direction;
  private readonly gatherer = new HeadGatherer();
  private readonly assembler: MessageAssembler;
  private readonly searcher = new StartSearcher();
  private moment: Moment = { frame: 0, seconds: 0, nanoseconds: 0, acknowledged: -1 };
  /** Where the next message's first byte came, if that was before the present call. */
  private firstMoment: Moment | null = null;
  /** Stream offset of index 0 of the bytes at hand. */
  private base = 0;
  /** Stream offset of the next byte to come. */
  private position = 0;
  /** Gathered bytes to be read before those at hand go on. */
  private again: Part | null = null;

  constructor(owner: ReaderOwner, direction: Direction, hashing: boolean) {
    this.owner = owner;
    this.direction = direction;
    this.assembler = new MessageAssembler(owner, hashing);
  }

  /** Stands between two messages, with nothing skipped. */
  get betweenMessages(): boolean {
    return this.state === 'start' && this.gatherer.store.length === 0;
  }

  /** Has lost its place. */
  get searching(): boolean {
    return this.state === 'search';
  }

  /** Takes the other direction's content as proof of this one's role. */
  assume(role: 'request' | 'answer'): void {
    if (this.role !== 'unknown') return;
    this.role = role;
    if (this.state === 'start' && this.gatherer.store.length > 0) this.examine(false);
    this.processAgain();
  }

  /** The other side has received everything up to `acknowledged` and speaks: what is there must be all. */
  settle(acknowledged: number): void {
    const { store } = this.gatherer;
    if (this.state !== 'start' || store.length === 0 || this.role === 'answer') return;
    if (acknowledged >= 0 && acknowledged <= this.assembler.placement.startOffset) return;
    if (this.role === 'unknown') {
      if (judgeOpening(store.bytes, 0, store.length) !== 'simple-request') return;
      this.learn('request');
    }
    this.examine(true);
    this.processAgain();
  }

  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    this.moment = momentOf(at);
    this.base = at.offset - start;
    this.position = at.offset + (end - start);
    if (this.assembler.open || this.gatherer.store.length > 0) this.assembler.placement.touch(this.moment);
    this.process(bytes, start, end);
  }

  gap(length: number, cause: GapCause, at: Arrival): void {
    if (this.state === 'stopped') return;
    if (length === 0) {
      this.owner.startedMidway(this.direction, at.offset);
      this.search('started-before-capture', at.offset);
      return;
    }
    if (this.state === 'search') this.searchLast(at.offset);
    this.position = at.offset + length;
    if (this.state === 'body') {
      this.bodyGap(length, cause, at.offset);
    } else if (this.state === 'search') {
      this.owner.lost(this.direction, this.position, false);
    } else if (this.state === 'start') {
      const known = this.cutHead(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', at.offset);
      this.owner.lost(this.direction, this.position, !known);
      this.search(null, this.position);
    }
  }

  end(cause: EndCause): void {
    if (this.state === 'search') this.searchLast(this.position);
    if (this.role === 'unknown') this.settle(-1);
    if (this.state === 'body') {
      const whole = this.assembler.body.untilClose && cause === 'fin';
      if (!whole) this.assembler.blame('truncated', this.position);
      this.finishMessage(whole, this.position, !whole);
    } else if (this.state === 'start' && this.gatherer.store.length > 0) {
      if (this.role === 'request') this.examine(true);
      this.processAgain();
      if (this.state === 'start') this.cutHead('truncated', this.position);
    }
    this.state = 'stopped';
  }

  /** No more is to be read here: the direction does not carry HTTP any longer. */
  stop(): void {
    this.state = 'stopped';
  }

  /** A loop, not calls within calls: a peer that sends a thousand broken heads must not exhaust the stack. */
  private process(bytes: Buffer, position: number, end: number): void {
    let waiting: Part[] | null = null;
    for (;;) {
      while (position < end) {
        switch (this.state) {
          case 'start':
            position = this.readStart(bytes, position, end);
            break;
          case 'body':
            position = this.readBody(bytes, position, end);
            break;
          case 'search':
            position = this.readSearched(bytes, position, end);
            break;
          case 'stopped':
            return;
        }
        if (this.again === null) continue;
        waiting ??= [];
        if (position < end) waiting.push({ bytes, position, end, base: this.base });
        ({ bytes, position, end, base: this.base } = this.again);
        this.again = null;
      }
      const next = waiting?.pop();
      if (next === undefined) return;
      ({ bytes, position, end, base: this.base } = next);
    }
  }

  private processAgain(): void {
    const { again } = this;
    if (again === null) return;
    this.again = null;
    this.base = again.base;
    this.process(again.bytes, again.position, again.end);
  }

  private readStart(bytes: Buffer, position: number, end: number): number {
    const { store } = this.gatherer;
    let refused = false;
    if (store.length === 0) {
      // Empty lines before a start line are ignored (RFC 9112 §2.2).
      while (position < end && (bytes[position] === CR || bytes[position] === LF)) position += 1;
      if (position === end) return end;
      this.assembler.placement.begin(this.firstMoment ?? this.moment, this.base + position);
      if (this.firstMoment !== null) {
        this.assembler.placement.touch(this.moment);
        this.firstMoment = null;
      }
      if (this.role === 'unknown') {
        const opening = judgeOpening(bytes, position, end);
        if (opening === 'request' || opening === 'answer') this.learn(opening);
      }
      if (this.role !== 'unknown') {
        const head = (this.role === 'request' ? requestHeads : answerHeads).read(bytes, position, end);
        if (typeof head !== 'string') {
          this.beginMessage(head, '', bytes, position);
          return position + head.length;
        }
        refused = head === 'refused';
      }
    }
    const took = store.append(bytes, position, refused ? headEnd(bytes, position, end) : end);
    const { base } = this;
    this.examine(false);
    this.base = base;
    return position + took;
  }

  /** Looks at the gathered bytes; what lies behind a head in them is read on. */
  private examine(over: boolean): void {
    if (this.role === 'unknown') {
      this.judge();
      if (this.role === 'unknown') return;
    }
    const gathered = this.gatherer.examine(this.role, over, this.assembler.finished === 0);
    if (gathered.kind === 'wait') return;
    const bytes = this.gatherer.store.taken();
    const offset = this.assembler.placement.startOffset;
    this.gatherer.clear();
    this.base = offset;
    let next = 0;
    if (gathered.kind === 'hopeless') {
      if (this.isForeignAnswer()) this.beginForeignAnswer(bytes);
      else this.skipGarbage(bytes, offset);
    } else {
      const { head } = gathered;
      next = head.length;
      if (gathered.kind === 'too-large') {
        const endOffset = offset + head.length;
        this.assembler.beginCut(head, problemOf('header-too-large', this.role, offset), bytes, endOffset);
        this.owner.lost(this.direction, endOffset, false);
        this.search(null, endOffset);
      } else {
        this.beginMessage(head, head.text, bytes, 0);
      }
    }
    this.again = { bytes, position: next, end: bytes.length, base: offset };
  }

  /** Tries to find out what a direction of unknown role begins with. */
  private judge(): void {
    const { store } = this.gatherer;
    const opening = judgeOpening(store.bytes, 0, store.length);
    if (opening === 'request' || opening === 'answer') this.learn(opening);
    else if (store.length >= MAX_OPENING_BYTES) this.owner.foreign('other');
    else if (opening === 'doubtful') this.owner.doubtful(this.direction);
    else if (opening !== 'simple-request' && opening !== 'wait') this.owner.foreign(opening);
  }

  private learn(role: 'request' | 'answer'): void {
    this.role = role;
    this.owner.learned(this.direction, role);
  }

  private beginMessage(head: Head, lineText: string, bytes: Buffer, index: number): void {
    const side = this.role === 'answer' ? 'answer' : 'request';
    const protocol = this.assembler.begin(side, head, lineText, bytes, index);
    this.state = this.assembler.open ? 'body' : 'start';
    if (protocol !== null) this.owner.upgraded(protocol);
  }

  /** Makes what it can of a head whose rest is absent. False where there is none. */
  private cutHead(kind: ProblemKind, offset: number): boolean {
    const { store } = this.gatherer;
    if (store.length === 0) return false;
    const bytes = store.taken();
    const roles = this.role === 'unknown' ? (['request', 'answer'] as const) : ([this.role] as const);
    for (const role of roles) {
      const head = this.gatherer.cut(role);
      if (head === null) continue;
      this.gatherer.clear();
      if (this.role === 'unknown') this.learn(role);
      this.assembler.beginCut(head, problemOf(kind, role, offset), bytes, offset);
      return true;
    }
    this.gatherer.clear();
    return false;
  }

  private readBody(bytes: Buffer, position: number, end: number): number {
    const { body } = this.assembler;
    if (this.assembler.mayBeBodiless && beginsAnswer(bytes, position, end)) {
      this.state = 'start';
      this.assembler.dropBody();
      return position;
    }
    const reached = body.read(bytes, position, end);
    const offset = this.base + reached;
    if (body.state === 'done') {
      this.finishMessage(true, offset, false);
    } else if (body.state === 'broken') {
      this.assembler.blame('bad-chunk-size', offset, body.chunked.fault);
      this.finishMessage(false, offset, false);
      this.owner.lost(this.direction, offset, false);
      this.search(null, offset);
    }
    return reached;
  }

  private bodyGap(length: number, cause: GapCause, offset: number): void {
    const inside = this.assembler.hole(length, cause, offset);
    const { state } = this.assembler.body;
    if (state === 'reading') return;
    const whole = state === 'done';
    this.finishMessage(whole, whole ? offset + inside : offset, false);
    if (whole && inside === length) return;
    this.owner.lost(this.direction, this.position, whole);
    this.search(null, this.position);
  }

  private finishMessage(complete: boolean, endOffset: number, brokenOff: boolean): void {
    this.state = 'start';
    this.assembler.finish(complete, endOffset, brokenOff);
  }

  /** The very first answer is none: HTTP/0.9, or a server that does not speak HTTP. Either lasts until close. */
  private isForeignAnswer(): boolean {
    return this.role === 'answer' && this.assembler.finished === 0 && this.owner.waitingVersion() !== null;
  }

  private beginForeignAnswer(bytes: Buffer): void {
    const simple = this.owner.waitingVersion() === '0.9';
    this.assembler.beginWithoutHead(simple ? 'http-0.9' : 'malformed-start-line', bytes);
    this.state = 'body';
  }

  private skipGarbage(bytes: Buffer, offset: number): void {
    const side = this.role === 'answer' ? 'answer' : 'request';
    const problem = problemAt('bytes-skipped', side, offset, bytes, 0, bytes.length);
    if (side === 'answer' || !this.owner.blameLastRequest(problem)) this.addPending(problem);
    this.owner.lost(this.direction, offset, false);
    this.search(null, offset);
  }

  private addPending(problem: Problem): void {
    this.assembler.pending.push(problem);
  }

  private search(kind: ProblemKind | null, offset: number): void {
    if (this.state === 'stopped') return;
    this.state = 'search';
    this.searcher.begin(kind, offset);
  }

  private readSearched(bytes: Buffer, position: number, end: number): number {
    const { searcher } = this;
    if (this.role === 'unknown' && searcher.passed === 0 && looksLikeTls(bytes, position, end)) {
      this.owner.foreign('tls');
      return end;
    }
    const found = searcher.search(bytes, position, end, this.base, this.role, this.moment);
    const { reached } = searcher;
    if (found !== null) {
      const { base } = this;
      this.resume(found);
      this.base = base;
    } else if (this.role === 'unknown' && searcher.passed >= MAX_SEARCHED_BYTES) {
      this.owner.foreign('other');
    }
    return reached;
  }

  private searchLast(endOffset: number): void {
    const found = this.searcher.searchLast(endOffset, this.role);
    if (found === null) return;
    this.resume(found);
    this.processAgain();
  }

  /** Goes on with a message that was found. */
  private resume(found: FoundStart): void {
    const skipped = this.searcher.skipped(found);
    if (skipped !== null) this.addPending(skipped);
    const { bytes, index, end, offset, role } = found;
    this.searcher.begin(null, offset);
    this.state = 'start';
    if (this.role === 'unknown') this.learn(role);
    this.firstMoment = found.moment;
    this.again = { bytes, position: index, end, base: offset - index };
  }
}

/** Index behind the first empty line; `end` where there is none. What stands behind it need not be gathered with the head. */
function headEnd(bytes: Buffer, start: number, end: number): number {
  for (let feed = start; ; ) {
    feed = bytes.indexOf(LF, feed) + 1;
    if (feed === 0 || feed >= end) return end;
    if (bytes[feed] === LF) return feed + 1;
    if (bytes[feed] === CR && feed + 1 < end && bytes[feed + 1] === LF) return feed + 2;
  }
}

/** Whether a whole status line and a field line begin at `position`. */
function beginsAnswer(bytes: Buffer, position: number, end: number): boolean {
  if (bytes[position] !== STATUS_LINE_BYTE) return false;
  const found = findStart(bytes, position, end, 'answer', false);
  return found.found && found.index === position;
}
