import type { EndCause, GapCause } from '../stream/index.ts';
import { BodyReader } from './body/body-reader.ts';
import { isBodiless, NO_BODY, UNTIL_CLOSE } from './body/framing.ts';
import type { HeldBodies } from './body/held-bodies.ts';
import type { InterimResponse, RequestBegun, RequestDone, ResponseBegun, ResponseDone } from './events.ts';
import type { BrokenOff, HeaderList, MessageSide, Problem, ProblemKind, Protocol } from './exchange.ts';
import { type GatheredHead, type Head, NO_FAULTS, type StartLine } from './head/head.ts';
import { requestHeads, responseHeads } from './head/head-parser.ts';
import { PlacementTracker, type SegmentStamp } from './placement.ts';
import { NO_PROBLEMS, problemAt, problemOf } from './problems.ts';
import type { ProxyHeader } from './proxy-header.ts';

const NO_FIELDS: HeaderList = [];
/** Less is no wait that anybody notices: round trips, and what the sender's machine was busy with. */
const LEAST_WAIT_SECONDS = 0.2;
/** The most malformed header lines of one message that become a problem each. */
const MAX_LINES_NAMED = 8;
const NO_START_LINE: StartLine = {
  method: '',
  target: '',
  status: 0,
  reason: '',
  version: '0.9',
  faults: NO_FAULTS,
};
const NO_HEAD: Head = {
  kind: 'head',
  length: 0,
  line: NO_START_LINE,
  text: '',
  fields: { list: NO_FIELDS, malformed: [], tooMany: false },
  framing: NO_BODY,
};

/**
 * Puts one message after the other together: head, body, trailers, and what is wrong with them. Each step returns
 * the event that it leads to.
 */
export class MessageAssembler {
  readonly body: BodyReader;
  readonly placement = new PlacementTracker();
  /** A message is under way: its head came and it is not complete. */
  isOpen = false;
  /** Messages that are complete. */
  finished = 0;
  /** Problems that the next message is to carry. */
  readonly pending: Problem[] = [];
  #side: MessageSide = 'request';
  #head: Head = NO_HEAD;
  /** Problems of the message under way; null where there are none, as is usual. */
  #problems: Problem[] | null = null;
  #targetCut = false;
  #bodyOffset = 0;
  /** When the head of a request came that waits for 100 Continue before its body; NaN where none waits. */
  #expectingSince = Number.NaN;
  /** Stream offset of the PROXY header before the next message; -1 where there is none. */
  #proxyOffset = -1;

  constructor(hashing: boolean, held: HeldBodies) {
    this.body = new BodyReader(hashing, held);
  }

  /** A response with an announced length is under way, and none of its body has come. */
  get awaitsResponseBody(): boolean {
    return this.#side === 'response' && this.isOpen && this.body.untouched;
  }

  /** A request is under way that asked for 100 Continue, and nothing of its body has come. */
  get isExpecting(): boolean {
    return !Number.isNaN(this.#expectingSince);
  }

  /** The next message comes behind a header of the PROXY protocol at a stream offset. */
  proxied({ text }: ProxyHeader, offset: number): void {
    this.#proxyOffset = offset;
    this.pending.push(problemOf('proxy-header', 'request', offset, text));
  }

  /**
   * Takes a head, which stands in `bytes` at `index`. Where a request or a final response begins with it, `openBody`
   * has to follow.
   */
  begin(
    side: MessageSide,
    head: Head,
    bytes: Buffer,
    index: number,
  ): RequestBegun | ResponseBegun | InterimResponse {
    const { line, framing } = head;
    const { startOffset } = this.placement;
    this.#beginProblems(side, head, (wanted) => {
      const at = bytes.indexOf(wanted, index, 'latin1');
      return at === -1 ? startOffset : startOffset + at - index;
    });
    if (side === 'response' && line.status >= 100 && line.status < 200 && line.status !== 101) {
      if (this.#problems !== null) this.pending.push(...this.#problems);
      return { kind: 'interim-response', status: line.status };
    }
    for (const { kind, value } of framing.faults) {
      this.#addProblem(problemOf(kind, side, startOffset, value));
    }
    this.#bodyOffset = startOffset + head.length;
    return this.#start(side, head, false, framing.upgrade !== '' || line.method === 'CONNECT');
  }

  /**
   * Begins the body of the message under way. `method`: for a response the method of its request, '' where that is not
   * known. Returns the message where it has no body, and so is complete; else null.
   */
  openBody(method: string): RequestDone | ResponseDone | null {
    const { line, framing } = this.#head;
    const bodiless = this.#side === 'response' && isBodiless(line.status, method);
    this.body.begin(bodiless ? NO_BODY : framing);
    if (framing.expectsContinue && this.#side === 'request' && this.body.state === 'reading') {
      this.#expectingSince = this.placement.lastSeconds + this.placement.lastNanoseconds / 1e9;
    }
    return this.body.state === 'done' ? this.finish(true, this.#bodyOffset, false) : null;
  }

  /**
   * The protocol that the connection goes on with behind the response whose head came last (RFC 9110 §15.2.2,
   * §9.3.6); null where it stays HTTP. `method`: as for `openBody`.
   */
  protocolBehind(method: string): Protocol | null {
    const { status } = this.#head.line;
    const { upgrade } = this.#head.framing;
    if (method === 'CONNECT' && status >= 200 && status < 300) return 'tunnel';
    if (status !== 101) return null;
    if (upgrade.includes('websocket')) return 'websocket';
    return upgrade.includes('h2c') ? 'http2' : 'other';
  }

  /**
   * Takes a head whose rest is absent from `endOffset` on. The message has no body then, and `finish` has to follow.
   * `bytes`: what came of the head. `problem`: why the rest is absent.
   */
  beginCut(
    head: GatheredHead,
    problem: Problem,
    bytes: Buffer,
    endOffset: number,
  ): RequestBegun | ResponseBegun {
    const { side } = problem;
    const { startOffset } = this.placement;
    this.#beginProblems(side, head, () => startOffset);
    const tail = bytes.toString('latin1', Math.max(0, bytes.length - 40));
    this.#addProblem({ ...problem, excerpt: tail });
    this.#bodyOffset = endOffset;
    this.body.begin(NO_BODY);
    return this.#start(side, head, head.targetCut, false);
  }

  /**
   * Takes the very first bytes of a direction for a response although they are none: they are of HTTP/0.9, or of a
   * server that does not speak HTTP. Such a response lasts until the connection closes. `requestVersion`: the HTTP
   * version of the request that waits for it.
   */
  beginForeign(bytes: Buffer, requestVersion: string): RequestBegun | ResponseBegun {
    const kind = requestVersion === '0.9' ? 'http-0.9' : 'malformed-start-line';
    const { startOffset } = this.placement;
    this.#problems = [problemAt(kind, 'response', startOffset, bytes, 0, bytes.length)];
    this.#bodyOffset = startOffset;
    this.body.begin(UNTIL_CLOSE);
    return this.#start('response', NO_HEAD, false, false);
  }

  /** The message under way has no body, whatever its head announced. */
  dropBody(): RequestDone | ResponseDone {
    this.body.begin(NO_BODY);
    return this.finish(true, this.#bodyOffset, false);
  }

  /** Something is wrong with the body at a stream offset. */
  blame(kind: ProblemKind, offset: number, excerpt = ''): void {
    this.#addProblem(problemOf(kind, this.#side, offset, excerpt));
  }

  /** The direction ended, and the message under way with it, within its head or its body. */
  breakOff(cause: EndCause, offset: number): void {
    this.#addProblem(brokenOff(this.#side, this.#offBody(cause, offset), offset));
  }

  /** The first bytes of a body came for which the server was to be asked. */
  endExpecting({ seconds, nanoseconds }: SegmentStamp, offset: number): void {
    const waitedSeconds = seconds + nanoseconds / 1e9 - this.#expectingSince;
    this.#expectingSince = Number.NaN;
    if (waitedSeconds < LEAST_WAIT_SECONDS) return;
    this.#addProblem({ ...problemOf('expect-continue', this.#side, offset), waitedSeconds });
  }

  #offBody(cause: EndCause, offset: number): BrokenOff {
    const { framing, announced } = this.body;
    return { within: 'body', framing, announced, sent: offset - this.#bodyOffset, cause };
  }

  /** `length` bytes of the body are absent from a stream offset on; see `BodyReader.hole`. */
  hole(length: number, cause: GapCause, offset: number): number {
    this.blame(cause === 'cut' ? 'cut-bytes' : 'lost-bytes', offset);
    return this.body.hole(length, cause);
  }

  /**
   * Completes the message under way. `complete`: its framing came to its end. `brokenOff`: it ended only because its
   * direction ended.
   */
  finish(complete: boolean, endOffset: number, brokenOff: boolean): RequestDone | ResponseDone {
    const { placement } = this;
    const side = this.#side;
    const { line, fields } = this.#head;
    this.isOpen = false;
    this.#expectingSince = Number.NaN;
    this.finished += 1;
    const trailers = this.body.hasTrailers ? this.#readTrailers(endOffset) : NO_FIELDS;
    const body = this.body.finish(complete);
    for (const { kind, value } of this.body.collector.faults) {
      this.#addProblem(problemOf(kind, side, this.#bodyOffset, value));
    }
    const problems = this.#problems ?? NO_PROBLEMS;
    if (side === 'response') {
      const message = placement.response(endOffset, line, fields.list, trailers, body);
      return { kind: 'response-done', message, problems, brokenOff };
    }
    const message = placement.request(endOffset, line, this.#targetCut, fields.list, trailers, body);
    return { kind: 'request-done', message, problems, endKnown: complete };
  }

  #start(side: MessageSide, head: Head, targetCut: boolean, upgrade: boolean): RequestBegun | ResponseBegun {
    const { startOffset, acknowledged } = this.placement;
    // A server answers a PROXY header that it does not expect without having seen the request behind it.
    const offset = this.#proxyOffset < 0 ? startOffset : this.#proxyOffset;
    this.#proxyOffset = -1;
    this.isOpen = true;
    this.#side = side;
    this.#head = head;
    this.#targetCut = targetCut;
    if (side === 'response') return { kind: 'response-begun', offset, acknowledged };
    const { method, version } = head.line;
    return { kind: 'request-begun', offset, acknowledged, method, version, upgrade };
  }

  #addProblem(problem: Problem): void {
    this.#problems ??= [];
    this.#problems.push(problem);
  }

  /** Begins the list of problems of a message: with those that were pending, and those of its head. */
  #beginProblems(
    side: MessageSide,
    { line, text, fields }: Head,
    lineOffset: (line: string) => number,
  ): void {
    this.#problems = this.pending.length === 0 ? null : this.pending.splice(0);
    const { startOffset } = this.placement;
    for (const kind of line.faults) this.#addProblem(problemOf(kind, side, startOffset, text));
    if (fields.malformed.length > 0) {
      for (const malformed of fields.malformed.slice(0, MAX_LINES_NAMED)) {
        this.#addProblem(problemOf('malformed-header', side, lineOffset(malformed), malformed));
      }
    }
    if (fields.tooMany) this.#addProblem(problemOf('header-too-large', side, startOffset));
  }

  #readTrailers(offset: number): HeaderList {
    const { trailers } = this.body.chunked;
    const parser = this.#side === 'request' ? requestHeads : responseHeads;
    const fields = parser.readFields(trailers.bytes, 0, trailers.length);
    for (const line of fields.malformed.slice(0, MAX_LINES_NAMED)) {
      this.#addProblem(problemOf('malformed-header', this.#side, offset, line));
    }
    return fields.list;
  }
}

/** A message that is not complete because its direction ended at a stream offset. */
export function brokenOff(side: MessageSide, broken: BrokenOff, offset: number): Problem {
  return { ...problemOf('truncated', side, offset), brokenOff: broken };
}
