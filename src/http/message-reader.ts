import { MAX_OPENING_BYTES, MAX_SEARCHED_BYTES, MAX_SEARCHED_LINE_BYTES } from '../limits.ts';
import type { Arrival, Direction, EndCause, GapCause } from '../stream/index.ts';
import { BodyReader } from './body-reader.ts';
import { ByteStore } from './byte-store.ts';
import type {
  AnswerMessage,
  HeaderList,
  Problem,
  ProblemKind,
  Protocol,
  RequestMessage,
} from './exchange.ts';
import { findStart, type Role } from './find-start.ts';
import { type GatheredHead, HeadGatherer } from './head-gatherer.ts';
import { answerHeads, type FieldLines, requestHeads } from './head-parser.ts';
import { framingOf, headProblems, type OpenMessage } from './message-start.ts';
import { judgeOpening, looksLikeTls } from './opening.ts';
import type { AnswerEntry, RequestEntry } from './pairing.ts';
import { type Moment, momentOf, PlacementTracker } from './placement.ts';
import { NO_PROBLEMS, problemAt, problemOf } from './problems.ts';
import { NO_FAULTS, parseCutStartLine, type StartLine } from './start-line.ts';

/** What a reader tells of its direction, and asks about the other one. */
export interface ReaderOwner {
  /** The direction's content shows its role. */
  learned(direction: Direction, role: 'request' | 'answer'): void;
  /** It is not HTTP that is spoken here. */
  foreign(protocol: Protocol): void;
  /** A line that only a server could take for a request; it is waited for what the other side says. */
  doubtful(direction: Direction): void;
  requestBegun(line: StartLine, offset: number, acknowledged: number, upgrade: boolean): RequestEntry;
  requestDone(entry: RequestEntry, message: RequestMessage): void;
  interim(status: number): void;
  answerBegun(offset: number, acknowledged: number): AnswerEntry;
  answerDone(
    entry: AnswerEntry,
    message: AnswerMessage,
    problems: readonly Problem[],
    brokenOff: boolean,
  ): void;
  /** Version of the first request that waits; null where none does. */
  waitingVersion(): string | null;
  /** The direction's beginning is not in the capture. */
  startedMidway(direction: Direction, offset: number): void;
  /** Messages up to `to` may have been lost; `beginning`: at least one lost its start line. */
  lost(direction: Direction, to: number, beginning: boolean): void;
  /** Adds a problem to the last request, where that is still open. */
  blameLastRequest(problem: Problem): boolean;
  /** The answer ends HTTP on the connection. */
  upgraded(protocol: Protocol): void;
}

const CR = 0x0d;
const LF = 0x0a;
const NO_FIELDS: HeaderList = [];
/** A slice of this many bytes is searched at a time. */
const SEARCH_STEP = 64 * 1024;
const SIDELESS: StartLine = { method: '', target: '', status: 0, reason: '', version: '', faults: NO_FAULTS };

/** Reads the messages of one direction, and finds the next one again where it lost its place. */
export class MessageReader {
  role: Role = 'unknown';
  private state: 'start' | 'body' | 'search' | 'stopped' = 'start';
  private readonly owner: ReaderOwner;
  private readonly direction: Direction;
  private readonly gatherer = new HeadGatherer();
  private readonly body: BodyReader;
  private readonly placement = new PlacementTracker();
  private message: OpenMessage | null = null;
  private moment: Moment = { frame: 0, seconds: 0, nanoseconds: 0, acknowledged: -1 };
  /** Where the next message's first byte came, if that was before the present call. */
  private firstMoment: Moment | null = null;
  /** Stream offset of index 0 of the bytes at hand. */
  private base = 0;
  /** Stream offset of the next byte to come. */
  private position = 0;
  private messages = 0;
  private bodyOffset = 0;
  /** Problems that the next message is to carry. */
  private pending: Problem[] = [];
  /** What `search` has not given up yet, and the moments of its pieces by index. */
  private readonly searched = new ByteStore(SEARCH_STEP + 4 * MAX_SEARCHED_LINE_BYTES);
  private searchedMoments: { index: number; moment: Moment }[] = [];
  private searchedBytes = 0;
  private skipKind: ProblemKind | null = null;
  private skipFrom = 0;
  private skipExcerpt = '';

  constructor(owner: ReaderOwner, direction: Direction, hashing: boolean) {
    this.owner = owner;
    this.direction = direction;
    this.body = new BodyReader(hashing);
  }

  /** Stands between two messages, with nothing skipped. */
  get betweenMessages(): boolean {
    return this.state === 'start' && this.gatherer.store.length === 0;
  }

  /** Takes the other direction's content as proof of this one's role. */
  assume(role: 'request' | 'answer'): void {
    if (this.role !== 'unknown') return;
    this.role = role;
    if (this.state === 'start' && this.gatherer.store.length > 0) this.examine(false);
  }

  /** The other side has received everything up to `acknowledged` and speaks: what is there must be all. */
  settle(acknowledged: number): void {
    const { store } = this.gatherer;
    if (this.state !== 'start' || store.length === 0 || this.role === 'answer') return;
    if (acknowledged >= 0 && acknowledged <= this.placement.startOffset) return;
    if (this.role === 'unknown') {
      if (judgeOpening(store.bytes, 0, store.length) !== 'simple-request') return;
      this.learn('request');
    }
    this.examine(true);
  }

  data(bytes: Buffer, start: number, end: number, at: Arrival): void {
    this.moment = momentOf(at);
    this.base = at.offset - start;
    this.position = at.offset + (end - start);
    if (this.message !== null || this.gatherer.store.length > 0) this.placement.touch(this.moment);
    this.process(bytes, start, end);
  }

  gap(length: number, cause: GapCause, at: Arrival): void {
    if (this.state === 'stopped') return;
    if (length === 0) {
      this.owner.startedMidway(this.direction, at.offset);
      this.search('started-before-capture', at.offset);
      return;
    }
    const kind = cause === 'cut' ? 'cut-bytes' : 'lost-bytes';
    if (this.state === 'search') this.searchLast(at.offset);
    this.position = at.offset + length;
    if (this.state === 'body') this.bodyGap(length, cause, kind, at.offset);
    else if (this.state === 'search') this.owner.lost(this.direction, this.position, false);
    else if (this.state === 'start') {
      const known = this.cutHead(kind, at.offset);
      this.owner.lost(this.direction, this.position, !known);
      this.search(null, this.position);
    }
  }

  end(cause: EndCause): void {
    if (this.state === 'search') this.searchLast(this.position);
    if (this.role === 'unknown') this.settle(-1);
    if (this.state === 'body') {
      const whole = this.body.untilClose && cause === 'fin';
      if (!whole) this.message?.problems.push(problemOf('truncated', this.message.side, this.position));
      this.finishMessage(whole, this.position, !whole);
    } else if (this.state === 'start' && this.gatherer.store.length > 0) {
      if (this.role === 'request') this.examine(true);
      if (this.state === 'start') this.cutHead('truncated', this.position);
    }
    this.state = 'stopped';
  }

  /** No more is to be read here: the direction does not carry HTTP any longer. */
  stop(): void {
    this.state = 'stopped';
    this.pending = [];
  }

  private process(bytes: Buffer, position: number, end: number): void {
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
    }
  }

  // ---- heads

  private readStart(bytes: Buffer, position: number, end: number): number {
    const { store } = this.gatherer;
    if (store.length === 0) {
      // Empty lines before a start line are ignored (RFC 9112 §2.2).
      while (position < end && (bytes[position] === CR || bytes[position] === LF)) position += 1;
      if (position === end) return end;
      this.placement.begin(this.firstMoment ?? this.moment, this.base + position);
      if (this.firstMoment !== null) {
        this.placement.touch(this.moment);
        this.firstMoment = null;
      }
      if (this.role === 'unknown') {
        const opening = judgeOpening(bytes, position, end);
        if (opening === 'request' || opening === 'answer') this.learn(opening);
      }
      if (this.role !== 'unknown') {
        const parser = this.role === 'request' ? requestHeads : answerHeads;
        const head = parser.read(bytes, position, end);
        if (typeof head !== 'string') {
          this.beginMessage(
            { ...head, faults: NO_FAULTS },
            false,
            '',
            head.fields,
            bytes,
            position,
            head.length,
          );
          return position + head.length;
        }
      }
    }
    const took = store.append(bytes, position, end);
    const { base } = this;
    this.examine(false);
    this.base = base;
    return position + took;
  }

  /** Looks at the gathered bytes; what lies behind a head in them is read on. */
  private examine(over: boolean): void {
    const { store } = this.gatherer;
    if (this.role === 'unknown' && !this.judge()) return;
    if (this.role === 'unknown') return;
    const gathered = this.gatherer.examine(this.role, over, this.messages === 0);
    if (gathered.kind === 'wait') return;
    const bytes = store.taken();
    const offset = this.placement.startOffset;
    this.gatherer.clear();
    this.base = offset;
    if (gathered.kind === 'hopeless') {
      if (this.isForeignAnswer()) {
        this.beginForeignAnswer(bytes, offset);
        this.process(bytes, 0, bytes.length);
        return;
      }
      this.skipGarbage(bytes, offset);
      this.process(bytes, 0, bytes.length);
      return;
    }
    const { head } = gathered;
    if (gathered.kind === 'too-large') {
      this.beginCut(head, problemOf('header-too-large', this.role, offset), bytes, offset + head.length);
      this.owner.lost(this.direction, offset + head.length, false);
      this.search(null, offset + head.length);
    } else {
      this.beginMessage(head.line, false, head.text, head.fields, bytes, 0, head.length);
    }
    this.process(bytes, head.length, bytes.length);
  }

  /** Finds out what a direction of unknown role begins with. False where that is still open, or no HTTP. */
  private judge(): boolean {
    const { store } = this.gatherer;
    const opening = judgeOpening(store.bytes, 0, store.length);
    if (store.length >= MAX_OPENING_BYTES && opening !== 'request' && opening !== 'answer') {
      this.owner.foreign('other');
      return false;
    }
    switch (opening) {
      case 'request':
      case 'answer':
        this.learn(opening);
        return true;
      case 'simple-request':
      case 'wait':
        return false;
      case 'doubtful':
        this.owner.doubtful(this.direction);
        return false;
      default:
        this.owner.foreign(opening);
        return false;
    }
  }

  private learn(role: 'request' | 'answer'): void {
    this.role = role;
    this.owner.learned(this.direction, role);
  }

  private beginMessage(
    line: StartLine,
    targetCut: boolean,
    text: string,
    fields: FieldLines,
    bytes: Buffer,
    index: number,
    length: number,
  ): void {
    const side = this.role === 'answer' ? 'answer' : 'request';
    const { startOffset, acknowledged } = this.placement;
    const sound = line.faults.length === 0 && fields.malformed.length === 0 && !fields.tooMany;
    const problems = sound
      ? []
      : headProblems(side, line.faults, text, fields, startOffset, (wanted) => {
          const at = bytes.indexOf(wanted, index, 'latin1');
          return at === -1 ? startOffset : startOffset + at - index;
        });
    if (this.pending.length > 0) problems.unshift(...this.pending.splice(0));
    if (side === 'answer' && line.status >= 100 && line.status < 200 && line.status !== 101) {
      this.pending = problems;
      this.owner.interim(line.status);
      return;
    }
    const headers = fields.list;
    this.bodyOffset = startOffset + length;
    if (side === 'request') {
      const framing = framingOf(side, line, headers, '', startOffset, problems);
      const upgrade = framing.upgrade !== '' || line.method === 'CONNECT';
      const entry = this.owner.requestBegun(line, startOffset, acknowledged, upgrade);
      entry.problems.push(...problems);
      this.message = { side, line, targetCut, headers, entry, problems: entry.problems };
      this.body.begin(framing);
    } else {
      const entry = this.owner.answerBegun(startOffset, acknowledged);
      const method = entry.request?.method ?? '';
      const framing = framingOf(side, line, headers, method, startOffset, problems);
      this.message = { side, line, headers, entry, problems };
      this.body.begin(framing);
      const protocol = upgradeOf(line.status, method, framing.upgrade);
      if (protocol !== null) {
        this.finishMessage(true, this.bodyOffset, false);
        this.owner.upgraded(protocol);
        return;
      }
    }
    this.state = 'body';
    if (this.body.state === 'done') this.finishMessage(true, this.bodyOffset, false);
  }

  /** A message of which only the beginning of the head is there. */
  private beginCut(head: GatheredHead, problem: Problem, bytes: Buffer, endOffset: number): void {
    const { line, targetCut, text, fields } = head;
    const side = problem.side;
    const { startOffset, acknowledged } = this.placement;
    const problems = headProblems(side, line.faults, text, fields, startOffset, () => startOffset);
    if (this.pending.length > 0) problems.unshift(...this.pending.splice(0));
    problems.push(problem.excerpt === '' ? { ...problem, excerpt: excerptOfTail(bytes) } : problem);
    const headers = fields.list;
    if (side === 'request') {
      const entry = this.owner.requestBegun(line, startOffset, acknowledged, false);
      entry.problems.push(...problems);
      this.message = { side, line, targetCut, headers, entry, problems: entry.problems };
    } else {
      const entry = this.owner.answerBegun(startOffset, acknowledged);
      this.message = { side, line, headers, entry, problems };
    }
    this.bodyOffset = endOffset;
    this.body.begin(NO_FRAMING);
    this.finishMessage(false, endOffset, problem.kind === 'truncated');
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
      this.beginCut(head, problemOf(kind, role, offset), bytes, offset);
      return true;
    }
    this.gatherer.clear();
    return false;
  }

  // ---- bodies

  private readBody(bytes: Buffer, position: number, end: number): number {
    const reached = this.body.read(bytes, position, end);
    if (this.body.state === 'done') {
      this.finishMessage(true, this.base + reached, false);
    } else if (this.body.state === 'broken') {
      const offset = this.base + reached;
      this.message?.problems.push(
        problemOf('bad-chunk-size', this.message.side, offset, this.body.chunked.fault),
      );
      this.finishMessage(false, offset, false);
      this.owner.lost(this.direction, offset, false);
      this.search(null, offset);
    }
    return reached;
  }

  private bodyGap(length: number, cause: GapCause, kind: ProblemKind, offset: number): void {
    const inside = this.body.hole(length, cause);
    this.message?.problems.push(problemOf(kind, this.message.side, offset));
    if (this.body.state === 'reading') return;
    const whole = this.body.state === 'done';
    this.finishMessage(whole, whole ? offset + inside : offset, false);
    if (this.state === 'stopped' || (whole && inside === length)) return;
    this.owner.lost(this.direction, this.position, whole);
    this.search(null, this.position);
  }

  private finishMessage(complete: boolean, endOffset: number, brokenOff: boolean): void {
    const message = this.message;
    if (message === null) return;
    this.message = null;
    this.messages += 1;
    this.state = 'start';
    const { side, line, headers, problems } = message;
    const trailers = this.body.hasTrailers ? this.readTrailers(side, problems) : NO_FIELDS;
    const body = this.body.finish(complete);
    for (const { kind, value } of this.body.collector.faults) {
      problems.push(problemOf(kind, side, this.bodyOffset, value));
    }
    if (message.side === 'request') {
      const { entry, targetCut } = message;
      const placed = this.placement.request(endOffset, line, targetCut, headers, trailers, body);
      this.owner.requestDone(entry, placed);
    } else {
      const placed = this.placement.answer(endOffset, line, headers, trailers, body);
      this.owner.answerDone(message.entry, placed, problems.length === 0 ? NO_PROBLEMS : problems, brokenOff);
    }
  }

  private readTrailers(side: 'request' | 'answer', problems: Problem[]): HeaderList {
    const { trailers } = this.body.chunked;
    const parser = side === 'request' ? requestHeads : answerHeads;
    const fields = parser.readFields(trailers.bytes, 0, trailers.length);
    for (const line of fields.malformed)
      problems.push(problemOf('malformed-header', side, this.position, line));
    return fields.list;
  }

  // ---- bytes that are no message

  /** The very first answer is none: HTTP/0.9, or a server that does not speak HTTP. Either lasts until close. */
  private isForeignAnswer(): boolean {
    return this.role === 'answer' && this.messages === 0 && this.owner.waitingVersion() !== null;
  }

  private beginForeignAnswer(bytes: Buffer, offset: number): void {
    const kind = this.owner.waitingVersion() === '0.9' ? 'http-0.9' : 'malformed-start-line';
    const entry = this.owner.answerBegun(offset, this.placement.acknowledged);
    const problems = [problemAt(kind, 'answer', offset, bytes, 0, bytes.length)];
    const line: StartLine = { ...SIDELESS, version: '0.9' };
    this.message = { side: 'answer', line, headers: NO_FIELDS, entry, problems };
    this.bodyOffset = offset;
    this.body.begin(UNTIL_CLOSE);
    this.state = 'body';
  }

  private skipGarbage(bytes: Buffer, offset: number): void {
    const side = this.role === 'answer' ? 'answer' : 'request';
    const problem = problemAt('bytes-skipped', side, offset, bytes, 0, bytes.length);
    if (side === 'answer' || !this.owner.blameLastRequest(problem)) this.pending.push(problem);
    this.owner.lost(this.direction, offset, false);
    this.search(null, offset);
  }

  /** Begins to search for the next message. `kind`: problem to name if bytes are skipped before it is found. */
  private search(kind: ProblemKind | null, offset: number): void {
    if (this.state === 'stopped') return;
    this.state = 'search';
    this.searched.clear();
    this.searchedMoments = [];
    this.skipKind = kind;
    this.skipFrom = offset;
    this.skipExcerpt = '';
  }

  private readSearched(bytes: Buffer, position: number, end: number): number {
    if (this.role === 'unknown' && this.searchedBytes === 0 && looksLikeTls(bytes, position, end)) {
      this.owner.foreign('tls');
      return end;
    }
    if (this.skipKind !== null && this.skipExcerpt === '') {
      this.skipExcerpt = bytes.toString('latin1', position, Math.min(end, position + 80));
    }
    const store = this.searched;
    if (store.length === 0) {
      const found = findStart(bytes, position, end, this.role, false);
      if (found.found) {
        this.searchedBytes += found.index - position;
        this.found(found.role, this.base + found.index);
        return found.index;
      }
      this.searchedMoments = [{ index: 0, moment: this.moment }];
      position += Math.max(found.keepFrom - position, 0);
    } else {
      this.searchedMoments.push({ index: store.length, moment: this.moment });
    }
    const stop = position + store.append(bytes, position, Math.min(end, position + SEARCH_STEP));
    const { base } = this;
    const offset = base + stop - store.length;
    this.searchGathered(offset, false);
    this.base = base;
    return stop;
  }

  private searchGathered(offset: number, final: boolean): void {
    const store = this.searched;
    const found = findStart(store.bytes, 0, store.length, this.role, final);
    if (found.found) {
      const rest = store.taken().subarray(found.index);
      this.searchedBytes += found.index;
      this.firstMoment = this.momentAt(found.index);
      this.found(found.role, offset + found.index);
      this.base = offset + found.index;
      this.process(rest, 0, rest.length);
      return;
    }
    this.searchedBytes += found.keepFrom;
    if (this.role === 'unknown' && this.searchedBytes >= MAX_SEARCHED_BYTES) {
      this.owner.foreign('other');
      return;
    }
    store.drop(found.keepFrom);
    this.searchedMoments = this.searchedMoments
      .map(({ index, moment }) => ({ index: index - found.keepFrom, moment }))
      .filter(({ index }, at, all) => index >= 0 || (all[at + 1]?.index ?? 1) > 0);
  }

  /** Bytes follow that are absent, or none: what the search has kept is all there is of it. */
  private searchLast(endOffset: number): void {
    const store = this.searched;
    if (store.length === 0) return;
    const offset = endOffset - store.length;
    const last = this.searchedMoments.at(-1);
    const start = Math.max(0, last?.index ?? 0);
    this.searchGathered(offset, true);
    if (this.state !== 'search' || last === undefined) return;
    // The beginning of a start line, at the beginning of a segment.
    const text = store.bytes.toString('latin1', start, store.length);
    for (const role of ['request', 'answer'] as const) {
      if (this.role !== 'unknown' && this.role !== role) continue;
      if (parseCutStartLine(text, role) === null) continue;
      const rest = Buffer.from(store.bytes.subarray(start, store.length));
      this.firstMoment = last.moment;
      this.found(role, offset + start);
      this.base = offset + start;
      this.process(rest, 0, rest.length);
      return;
    }
  }

  private momentAt(index: number): Moment {
    return this.searchedMoments.findLast((piece) => piece.index <= index)?.moment ?? this.moment;
  }

  private found(role: 'request' | 'answer', offset: number): void {
    if (this.skipKind !== null && offset > this.skipFrom) {
      this.pending.push(problemOf(this.skipKind, role, this.skipFrom, this.skipExcerpt));
    }
    this.skipKind = null;
    this.searched.clear();
    this.searchedMoments = [];
    this.state = 'start';
    if (this.role === 'unknown') this.learn(role);
  }
}

const NO_FRAMING = { kind: 'none', length: 0, codings: [], faults: [], upgrade: '' } as const;
const UNTIL_CLOSE = { ...NO_FRAMING, kind: 'until-close' } as const;

/** What follows an answer that ends HTTP (RFC 9110 §15.2.2, §9.3.6); null where HTTP goes on. */
function upgradeOf(status: number, method: string, upgrade: string): Protocol | null {
  if (method === 'CONNECT' && status >= 200 && status < 300) return 'tunnel';
  if (status !== 101) return null;
  if (upgrade.includes('websocket')) return 'websocket';
  return upgrade.includes('h2c') ? 'http2' : 'other';
}

function excerptOfTail(bytes: Buffer): string {
  return bytes.toString('latin1', Math.max(0, bytes.length - 40));
}
