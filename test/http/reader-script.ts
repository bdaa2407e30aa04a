import type { ReaderEvent, ReadingContext } from '../../src/http/events.ts';
import { HeldBodies } from '../../src/http/index.ts';
import { MessageReader } from '../../src/http/message-reader.ts';
import type { EndCause, GapCause } from '../../src/stream/index.ts';
import { arrival } from './feed.ts';

/** What a reader is given. A string stands for the bytes of one segment. */
export type ReaderInput =
  | string
  | { readonly gap: number; readonly cause?: GapCause }
  | { readonly end: EndCause }
  | { readonly assume: 'request' | 'response' }
  | { readonly settle: number };

/** Changes what the reader knows of the other direction, as the connection's loop does after an event. */
export type Reaction = (event: ReaderEvent, context: WritableContext) => void;

export type WritableContext = { -readonly [Name in keyof ReadingContext]: ReadingContext[Name] };

/** Drives one reader without a connection around it, and notes the events that it tells. */
export class ReaderScript {
  readonly reader = new MessageReader(false, new HeldBodies());
  readonly #context: WritableContext = {
    waitingVersion: null,
    methodOfResponse: undefined,
    lastRequestOpen: false,
  };
  readonly #react: Reaction;
  #offset = 0;
  #frame = 0;

  constructor(react: Reaction = () => {}, context: Partial<ReadingContext> = {}) {
    this.#react = react;
    Object.assign(this.#context, context);
  }

  /** Gives the reader something; returns the events that it tells of that, as lines. */
  give(input: ReaderInput): string[] {
    this.#frame += 1;
    const at = arrival(this.#frame, this.#offset, 0);
    if (typeof input === 'string') {
      const bytes = Buffer.from(input, 'latin1');
      this.reader.data(bytes, 0, bytes.length, at);
      this.#offset += bytes.length;
    } else if ('gap' in input) {
      this.reader.gap(input.gap, input.cause ?? 'lost', at);
      this.#offset += input.gap;
    } else if ('end' in input) {
      this.reader.end(input.end);
    } else if ('assume' in input) {
      this.reader.assume(input.assume);
    } else {
      this.reader.settle(input.settle);
    }
    const lines: string[] = [];
    for (let event = this.#next(); event !== null; event = this.#next()) {
      lines.push(eventLine(event));
      this.#react(event, this.#context);
    }
    return lines;
  }

  #next(): ReaderEvent | null {
    return this.reader.next(this.#context);
  }
}

/** An event as one line; what is as usual is not mentioned. */
export function eventLine(event: ReaderEvent): string {
  switch (event.kind) {
    case 'role-learned':
      return `role ${event.role}`;
    case 'opening-doubtful':
      return 'doubtful';
    case 'protocol-found':
      return `protocol ${event.protocol}`;
    case 'started-midway':
      return `midway at ${event.offset}`;
    case 'messages-lost':
      return `lost to ${event.to}${event.beginning ? ', a start line too' : ''}`;
    case 'request-begun':
      return `request ${event.method} v${event.version} at ${event.offset}${event.upgrade ? ' upgrade' : ''}`;
    case 'request-done': {
      const { target, body, endOffset } = event.message;
      const unknown = event.endKnown ? '' : '?';
      return [`request done ${target} to ${endOffset}${unknown}`, ...rest(body.bytes, event.problems)].join(
        ' ',
      );
    }
    case 'request-problem':
      return `!${event.problem.kind} behind the last request`;
    case 'response-problem':
      return `!${event.problem.kind} behind the last response`;
    case 'interim-response':
      return `interim ${event.status}`;
    case 'response-begun':
      return `response at ${event.offset}`;
    case 'response-done': {
      const { status, body, endOffset } = event.message;
      const broken = event.brokenOff ? ' broken off' : '';
      return [`response done ${status} to ${endOffset}${broken}`, ...rest(body.bytes, event.problems)].join(
        ' ',
      );
    }
  }
}

function rest(body: Buffer, problems: readonly { readonly kind: string }[]): string[] {
  const shown = body.length === 0 ? [] : [JSON.stringify(body.toString('latin1'))];
  return [...shown, ...problems.map(({ kind }) => `!${kind}`)];
}
