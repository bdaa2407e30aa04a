import type { GapCause } from '../stream/index.ts';
import { BodyReader } from './body/body-reader.ts';
import { type Framing, isBodiless, NO_BODY, UNTIL_CLOSE } from './body/framing.ts';
import type { HeldBodies } from './body/held-bodies.ts';
import type { HeaderList, Problem, ProblemKind, Protocol } from './exchange.ts';
import type { GatheredHead } from './head/head-gatherer.ts';
import { answerHeads, type Head, NO_FAULTS, requestHeads, type StartLine } from './head/head-parser.ts';
import type { RequestEntry, ResponseEntry } from './pairing/pairing-entry.ts';
import { PlacementTracker } from './placement.ts';
import { NO_PROBLEMS, problemAt, problemOf } from './problems.ts';
import type { ReaderOwner } from './reader-owner.ts';

const NO_TRAILERS: HeaderList = [];
/** Malformed header lines of one message that are named one by one. */
const MAX_LINES_NAMED = 8;
const NO_START_LINE: StartLine = {
  method: '',
  target: '',
  status: 0,
  reason: '',
  version: '0.9',
  faults: NO_FAULTS,
};

/** Puts one message after the other together: head, body, trailers, and what is wrong with them. */
export class MessageAssembler {
  readonly body: BodyReader;
  readonly placement = new PlacementTracker();
  /** Messages finished. */
  finished = 0;
  /** Problems that the next message is to carry. */
  readonly pending: Problem[] = [];
  readonly #owner: ReaderOwner;
  #side: 'request' | 'response' = 'request';
  #line: StartLine = NO_START_LINE;
  #headers: HeaderList = NO_TRAILERS;
  #problems: Problem[] = [];
  #request: RequestEntry | null = null;
  #answer: ResponseEntry | null = null;
  #targetCut = false;
  #bodyOffset = 0;

  constructor(owner: ReaderOwner, hashing: boolean, held: HeldBodies) {
    this.#owner = owner;
    this.body = new BodyReader(hashing, held);
  }

  /**
   * An answer to a request that was not captured, of whose body nothing has come: it may have been HEAD, so that
   * there is none.
   */
  get mayBeBodiless(): boolean {
    return this.#answer?.request === null && this.body.untouched;
  }

  /** A message is under way. */
  get open(): boolean {
    return this.#request !== null || this.#answer !== null;
  }

  /**
   * Takes a head; it stands in `bytes` at `index`. A message without a body is complete with it, an interim
   * answer is none. Returns the protocol to which the message hands over the connection, or null.
   */
  begin(
    side: 'request' | 'response',
    head: Head,
    lineText: string,
    bytes: Buffer,
    index: number,
  ): Protocol | null {
    const { line, framing } = head;
    const { startOffset } = this.placement;
    this.#problems = this.#headProblems(side, head, lineText, (wanted) => {
      const at = bytes.indexOf(wanted, index, 'latin1');
      return at === -1 ? startOffset : startOffset + at - index;
    });
    if (side === 'response' && line.status >= 100 && line.status < 200 && line.status !== 101) {
      this.pending.push(...this.#problems);
      this.#owner.interim(line.status);
      return null;
    }
    for (const { kind, value } of framing.faults) this.addProblem(side, kind, startOffset, value);
    this.#start(side, head, false, framing.upgrade !== '' || line.method === 'CONNECT');
    this.#bodyOffset = startOffset + head.length;
    let protocol: Protocol | null = null;
    let bodiless = false;
    if (side === 'response') {
      const method = this.#answer?.request?.method ?? '';
      bodiless = isBodiless(line.status, method);
      protocol = upgradeOf(line.status, method, framing.upgrade);
    }
    this.body.begin(bodiless ? NO_BODY : framing);
    if (this.body.state === 'done') this.finish(true, this.#bodyOffset, false);
    return protocol;
  }

  /** Takes what there is of a head whose rest is absent; that completes the message, as far as it goes. */
  beginCut(head: GatheredHead, problem: Problem, bytes: Buffer, endOffset: number): void {
    const { side } = problem;
    const { startOffset } = this.placement;
    this.#problems = this.#headProblems(side, head, head.text, () => startOffset);
    const tail = bytes.toString('latin1', Math.max(0, bytes.length - 40));
    this.#problems.push({ ...problem, excerpt: tail });
    this.#start(side, head, head.targetCut, false);
    this.#bodyOffset = endOffset;
    this.body.begin(NO_BODY);
    this.finish(false, endOffset, problem.kind === 'truncated');
  }

  /**
   * Takes bytes that are no answer for one, where they are the very first: of HTTP/0.9, or of a server that does not speak
   * HTTP. Either lasts until close. False where they cannot be that.
   */
  beginForeign(bytes: Buffer): boolean {
    const version = this.finished === 0 ? this.#owner.waitingVersion() : null;
    if (version === null) return false;
    const kind = version === '0.9' ? 'http-0.9' : 'malformed-start-line';
    const { startOffset } = this.placement;
    this.#problems = [problemAt(kind, 'response', startOffset, bytes, 0, bytes.length)];
    const head = { line: NO_START_LINE, fields: { list: NO_TRAILERS, malformed: [], tooMany: false } };
    this.#start('response', head, false, false);
    this.#bodyOffset = startOffset;
    this.body.begin(UNTIL_CLOSE);
    return true;
  }

  addProblem(side: 'request' | 'response', kind: ProblemKind, offset: number, excerpt = ''): void {
    this.#problems.push(problemOf(kind, side, offset, excerpt));
  }

  /** The message at hand has no body after all. */
  dropBody(): void {
    this.body.begin(NO_BODY);
    this.finish(true, this.#bodyOffset, false);
  }

  /** The message's body went wrong, or has a hole, at a stream offset. */
  blame(kind: ProblemKind, offset: number, excerpt = ''): void {
    this.addProblem(this.#side, kind, offset, excerpt);
  }

  /** `length` bytes of the body at a stream offset are absent; see `BodyReader.hole`. */
  hole(length: number, cause: GapCause, offset: number): number {
    this.blame(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', offset);
    return this.body.hole(length, cause);
  }

  /** Hands over the message. `complete`: its framing came to its end; `brokenOff`: its direction ended first. */
  finish(complete: boolean, endOffset: number, brokenOff: boolean): void {
    const { placement } = this;
    const side = this.#side;
    const line = this.#line;
    const headers = this.#headers;
    const problems = this.#problems;
    const request = this.#request;
    const answer = this.#answer;
    this.#request = null;
    this.#answer = null;
    this.finished += 1;
    const trailers = this.body.hasTrailers ? this.#readTrailers(endOffset) : NO_TRAILERS;
    const body = this.body.finish(complete);
    for (const { kind, value } of this.body.collector.faults) {
      problems.push(problemOf(kind, side, this.#bodyOffset, value));
    }
    if (request !== null) {
      const message = placement.request(endOffset, line, this.#targetCut, headers, trailers, body);
      this.#owner.requestDone(request, message, complete);
    } else if (answer !== null) {
      const message = placement.answer(endOffset, line, headers, trailers, body);
      this.#owner.answerDone(answer, message, problems.length === 0 ? NO_PROBLEMS : problems, brokenOff);
    }
  }

  #start(
    side: 'request' | 'response',
    head: Pick<Head, 'line' | 'fields'>,
    targetCut: boolean,
    upgrade: boolean,
  ): void {
    const { startOffset, acknowledged } = this.placement;
    this.#side = side;
    this.#line = head.line;
    this.#headers = head.fields.list;
    this.#targetCut = targetCut;
    if (side === 'response') {
      this.#answer = this.#owner.answerBegun(startOffset, acknowledged);
      return;
    }
    const entry = this.#owner.requestBegun(head.line, startOffset, acknowledged, upgrade);
    // From now on problems are also added from outside (`blameLastRequest`): one list for both.
    if (this.#problems.length > 0) entry.problems.push(...this.#problems);
    this.#problems = entry.problems;
    this.#request = entry;
  }

  #headProblems(
    side: 'request' | 'response',
    { line, fields }: Pick<Head, 'line' | 'fields'>,
    lineText: string,
    lineOffset: (line: string) => number,
  ): Problem[] {
    const problems: Problem[] = this.pending.length === 0 ? [] : this.pending.splice(0);
    const { startOffset } = this.placement;
    for (const kind of line.faults) problems.push(problemOf(kind, side, startOffset, lineText));
    if (fields.malformed.length > 0) {
      for (const malformed of fields.malformed.slice(0, MAX_LINES_NAMED)) {
        problems.push(problemOf('malformed-header', side, lineOffset(malformed), malformed));
      }
    }
    if (fields.tooMany) problems.push(problemOf('header-too-large', side, startOffset));
    return problems;
  }

  #readTrailers(offset: number): HeaderList {
    const { trailers } = this.body.chunked;
    const parser = this.#side === 'request' ? requestHeads : answerHeads;
    const fields = parser.readFields(trailers.bytes, 0, trailers.length);
    for (const line of fields.malformed.slice(0, MAX_LINES_NAMED)) {
      this.addProblem(this.#side, 'malformed-header', offset, line);
    }
    return fields.list;
  }
}

/** What follows an answer that ends HTTP (RFC 9110 §15.2.2, §9.3.6); null where HTTP goes on. */
function upgradeOf(status: number, method: string, upgrade: Framing['upgrade']): Protocol | null {
  if (method === 'CONNECT' && status >= 200 && status < 300) return 'tunnel';
  if (status !== 101) return null;
  if (upgrade.includes('websocket')) return 'websocket';
  return upgrade.includes('h2c') ? 'http2' : 'other';
}
