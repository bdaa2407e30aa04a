import type { MessageSide, Problem, Protocol, RequestMessage, ResponseMessage } from './exchange.ts';

/**
 * What the reader of one direction found, in the order of the bytes. The loop in `connection.ts` applies each
 * event before it lets the reader read on.
 */
export type ReaderEvent = DirectionEvent | MessageEvent;

/** What a reader found out about its direction or about the whole connection. */
export type DirectionEvent = RoleLearned | OpeningDoubtful | ProtocolFound | StartedMidway | MessagesLost;

/** What a reader found of messages. */
export type MessageEvent =
  | RequestBegun
  | RequestDone
  | RequestProblem
  | ResponseProblem
  | InterimResponse
  | ResponseBegun
  | ResponseDone;

/** The content of the direction shows that it carries requests, or that it carries responses. */
export interface RoleLearned {
  readonly kind: 'role-learned';
  readonly role: MessageSide;
}

/**
 * The direction begins with a line of text that only a server could take for a request: the other direction
 * has to show whether this is HTTP. May be told more than once.
 */
export interface OpeningDoubtful {
  readonly kind: 'opening-doubtful';
}

/** The connection carries no HTTP, or a response handed it over to another protocol. HTTP on it is over. */
export interface ProtocolFound {
  readonly kind: 'protocol-found';
  readonly protocol: Protocol;
}

/** The beginning of the direction is not in the capture; its bytes begin at stream offset `offset`. */
export interface StartedMidway {
  readonly kind: 'started-midway';
  readonly offset: number;
}

/** Messages that end at or before stream offset `to` may have been lost. */
export interface MessagesLost {
  readonly kind: 'messages-lost';
  readonly to: number;
  /** At least one message certainly lost its start line. */
  readonly beginning: boolean;
}

/** The head of a request is complete. */
export interface RequestBegun {
  readonly kind: 'request-begun';
  /** Stream offset of its first byte. */
  readonly offset: number;
  /** Bytes of responses that the client had received when it sent the request; below 0 where not known. */
  readonly acknowledged: number;
  readonly method: string;
  readonly version: string;
  /** It asks for another protocol (Upgrade or CONNECT). */
  readonly upgrade: boolean;
}

/** The request that was begun last is complete. */
export interface RequestDone {
  readonly kind: 'request-done';
  readonly message: RequestMessage;
  readonly problems: readonly Problem[];
  /** False: the capture lacks its end, so that its end offset only tells how far it was followed. */
  readonly endKnown: boolean;
}

/** Something is wrong behind the request that was begun last, and is told with it. */
export interface RequestProblem {
  readonly kind: 'request-problem';
  readonly problem: Problem;
}

/** Something is wrong behind the response that was completed last, and is told with it. */
export interface ResponseProblem {
  readonly kind: 'response-problem';
  readonly problem: Problem;
}

/** An interim response (1xx without 101, RFC 9110 §15.2). */
export interface InterimResponse {
  readonly kind: 'interim-response';
  readonly status: number;
}

/** The head of a final response is complete. Its request decides whether it has a body. */
export interface ResponseBegun {
  readonly kind: 'response-begun';
  /** Stream offset of its first byte. */
  readonly offset: number;
  /** Bytes of requests that the server had received when it sent the response; 0 and below tell nothing. */
  readonly acknowledged: number;
}

/** The response that was begun last is complete. */
export interface ResponseDone {
  readonly kind: 'response-done';
  readonly message: ResponseMessage;
  readonly problems: readonly Problem[];
  /** It ended only because its direction ended. */
  readonly brokenOff: boolean;
}

/** What a reader has to know about the other direction in order to read on. It is asked for during a call only. */
export interface ReadingContext {
  /** HTTP version of the oldest request that waits for its response; null where none waits. */
  readonly waitingVersion: string | null;
  /**
   * Method of the request to which the response under way belongs. Null: it belongs to no captured request.
   * Undefined: that is not known yet, or no response is under way.
   */
  readonly methodOfResponse: string | null | undefined;
  /** The exchange of the request that was begun last has not been given out, so that problems can be added to it. */
  readonly lastRequestOpen: boolean;
}
