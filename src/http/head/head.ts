import type { Framing } from '../body/framing.ts';
import type { HeaderList, ProblemKind } from '../exchange.ts';

/** A request line or a status line. The members of the other kind of line are '' and 0. */
export interface StartLine {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly reason: string;
  /** Without `HTTP/`; '' where the line names none. */
  readonly version: string;
  readonly faults: readonly ProblemKind[];
}

export const NO_FAULTS: readonly ProblemKind[] = [];

/** The field lines of a head, or of the trailers behind a chunked body. */
export interface FieldLines {
  /** Name and value in turn; folded lines are joined (obs-fold, RFC 9112 §5.2). */
  readonly list: HeaderList;
  /** Lines that are not "name: value". Where they can still be understood, they are in `list` too. */
  readonly malformed: readonly string[];
  /** There were more fields than `MAX_HEADER_FIELDS`; the rest was left out. */
  readonly tooMany: boolean;
}

/** The head of a message: start line and field lines, with what they say about the body. */
export interface Head {
  readonly kind: 'head';
  /** Bytes, including the empty line at its end. */
  readonly length: number;
  readonly line: StartLine;
  /** The start line as received; '' where nothing is wrong with it. */
  readonly text: string;
  readonly fields: FieldLines;
  readonly framing: Framing;
}

/** A head that was gathered byte by byte: it may be cut, or odd in a way that http-parser-js refuses. */
export interface GatheredHead extends Head {
  /** The capture lacks the end of the request's target. */
  readonly targetCut: boolean;
}
