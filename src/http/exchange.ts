import type { EndCause } from '../stream/index.ts';

/** Whether a message, or what concerns one, is the request's or the response's. */
export type MessageSide = 'request' | 'response';

/** Problems that an exchange can show. The names are part of the output; `problems.ts` has a sentence for each. */
export type ProblemKind =
  | 'no-target'
  | 'lower-case-method'
  | 'unknown-method'
  | 'malformed-start-line'
  | 'malformed-header'
  | 'header-too-large'
  | 'bad-content-length'
  | 'repeated-content-length'
  | 'conflicting-content-length'
  | 'length-and-chunked'
  | 'bad-transfer-encoding'
  | 'bad-chunk-size'
  | 'bad-content-encoding'
  | 'unknown-content-encoding'
  | 'body-too-large'
  | 'truncated'
  | 'lost-bytes'
  | 'cut-bytes'
  | 'started-before-capture'
  | 'http-0.9'
  | 'bytes-skipped'
  | 'surplus-bytes'
  | 'second-response'
  | 'expect-continue'
  | 'proxy-header'
  | 'too-many-waiting'
  | 'http2-fields-unknown'
  | 'http2-error'
  | 'http2-length';

/** Something wrong with a message, and where. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly side: MessageSide;
  /** Stream offset of the place (bytes from the first byte of that direction); -1 where there is no single place. */
  readonly offset: number;
  /** The bytes concerned as Latin-1 text, at most 80; empty where there are none. Must be escaped before printing. */
  readonly excerpt: string;
  /** Of `truncated`: how the message ended. */
  readonly brokenOff?: BrokenOff;
  /** Of `surplus-bytes`: how many there are, and behind what. */
  readonly surplus?: Surplus;
  /** Of `expect-continue`: seconds between the head of the request and the first byte of its body. */
  readonly waitedSeconds?: number;
}

/** How a message ended that was not complete: its direction ended before. */
export interface BrokenOff {
  readonly within: 'head' | 'body';
  /**
   * How the end of the body would have been found; see `Framing`. `end-stream`: by the last frame of an HTTP/2 stream. `none`: the
   * head did not tell, or was not whole.
   */
  readonly framing: 'none' | 'sized' | 'chunked' | 'until-close' | 'end-stream';
  /** Bytes of the body that Content-Length announced; 0 where it is not `sized`. */
  readonly announced: number;
  /** Bytes behind the head that were sent: for a chunked body with its chunk-size lines. */
  readonly sent: number;
  /** How the direction of the message ended, or its stream. */
  readonly cause: EndCause | StreamEndKind;
}

/** Bytes that follow a complete message of a connection and are no message. */
export interface Surplus {
  /** How the end of the message was found; `none`: its head announces no body. */
  readonly framing: 'none' | 'sized' | 'chunked';
  /** Bytes that Content-Length announced; 0 where the message is not `sized`. */
  readonly announced: number;
  readonly bytes: number;
  /**
   * Content-Length is the number of characters (code points, or UTF-16 units) of what it announced and what follows,
   * read as UTF-8: the sender counted characters where bytes are to be counted (RFC 9110 §8.6).
   */
  readonly countsCharacters: boolean;
}

/**
 * What came to light about an exchange after it had been given out: bytes behind its messages, or a second response.
 * Exchanges that are sound need not wait for it.
 */
export interface LateProblem {
  readonly problem: Problem;
  /** Number of the first frame of the exchange's request, which tells it from the others of its connection. */
  readonly requestFrame: number;
}

/** A message body. */
export interface Body {
  /** The bytes after de-chunking and, where `decoded`, content decoding; at most `MAX_BODY_BYTES` of them. */
  readonly bytes: Buffer;
  /** How many there were, also where not all were kept. */
  readonly length: number;
  /**
   * How many of `bytes` come before the first absent byte (lost, cut or truncated); `bytes.length` where none is
   * absent. Counts decoded bytes where the body is decoded.
   */
  readonly wholeLength: number;
  /**
   * Hexadecimal SHA-256 over all `length` bytes; null where hashing is off, where bytes are absent or were not
   * kept for it.
   */
  readonly sha256: string | null;
  /** False where a content coding could not be undone; `bytes` and `length` are then those before decoding. */
  readonly decoded: boolean;
  /** Every byte that the message announced is there: nothing was lost, cut or truncated. */
  readonly complete: boolean;
  /** Bytes before decoding that the capture lacks (lost segments). */
  readonly lost: number;
  /** Bytes before decoding that the snap length cut. */
  readonly cut: number;
}

/** Where a message stands in the capture and in its direction's stream. Times are those of its first and last frame. */
export interface Placement {
  /** Number of the frame that brought its first byte; frames count from 1. */
  readonly firstFrame: number;
  /** Number of the frame that completed it: the highest one among the frames that brought its bytes. */
  readonly lastFrame: number;
  readonly firstSeconds: number;
  readonly firstNanoseconds: number;
  readonly lastSeconds: number;
  readonly lastNanoseconds: number;
  /** Stream offset of the first byte and of the byte after the last. */
  readonly startOffset: number;
  readonly endOffset: number;
}

/** Header fields in the order received, Latin-1: [name, value, name, value …]. */
export type HeaderList = readonly string[];

export interface RequestMessage extends Placement {
  /** As received; '' where the capture does not tell it (HTTP/2). */
  readonly method: string;
  /** As received; '' where the request line has no target. */
  readonly target: string;
  /** '2', '1.1', '1.0' or '0.9'; '' where the request line names none although header lines follow. */
  readonly version: string;
  /** The capture lacks the end of the target: `target` is only its beginning, or nothing of it. */
  readonly targetCut: boolean;
  readonly headers: HeaderList;
  /**
   * Fields of an HTTP/2 header that are not part of `headers`, because they refer to what was sent before the capture began or was
   * lost (RFC 7541 §2.3.2): whatever is not in `headers` may have been sent. Absent: there are none.
   */
  readonly unknownFields?: number;
  /** Fields behind the body (RFC 9110 §6.5); never merged into `headers`. */
  readonly trailers: HeaderList;
  readonly body: Body;
}

export interface ResponseMessage extends Placement {
  /** 0 for a response without a status line: HTTP/0.9, or bytes that are not HTTP at all. */
  readonly status: number;
  readonly reason: string;
  readonly version: string;
  readonly headers: HeaderList;
  /**
   * Fields of an HTTP/2 header that are not part of `headers`, because they refer to what was sent before the capture began or was
   * lost (RFC 7541 §2.3.2): whatever is not in `headers` may have been sent. Absent: there are none.
   */
  readonly unknownFields?: number;
  /** Fields behind the body (RFC 9110 §6.5); never merged into `headers`. */
  readonly trailers: HeaderList;
  readonly body: Body;
}

/**
 * How HTTP/2 ended a stream before its exchange was complete. `stream-reset`: by RST_STREAM (RFC 9113 §6.4). `goaway`: by GOAWAY
 * (§6.8), which left its stream out, or after which the connection ended.
 */
export type StreamEndKind = 'stream-reset' | 'goaway';

/** What a frame that ended a stream says of it. */
export interface StreamEnd {
  /** Whose frame it was: that of the sender of requests, or of responses. */
  readonly by: MessageSide;
  /** The error code by its name (RFC 9113 §7), as in `CANCEL`; an unknown one as in `0x2a`. */
  readonly error: string;
  /**
   * The server says that it did nothing with the request, so that it may be sent again: REFUSED_STREAM, or a stream above the last
   * one that GOAWAY names (RFC 9113 §8.7).
   */
  readonly isUnprocessed: boolean;
}

/**
 * How the exchange ended. `answered`: by a whole response. `upgraded`: by 101, or by 2xx to CONNECT; HTTP on the
 * connection, or on the stream, is then over. Otherwise: how the direction or the stream ended before the response was complete.
 */
export type ExchangeEnd = 'answered' | EndCause | StreamEndKind | 'upgraded';

/** One HTTP request with its response. */
export interface Exchange {
  /** Null where the capture has no request to the response. */
  readonly request: RequestMessage | null;
  /** Null where no response came. */
  readonly response: ResponseMessage | null;
  /** Statuses of the interim responses (1xx) before the response. 101 is a response and not interim. */
  readonly interim: readonly number[];
  readonly problems: readonly Problem[];
  readonly end: ExchangeEnd;
  /** Of `stream-reset` and `goaway`; absent where the exchange ended otherwise. */
  readonly streamEnd?: StreamEnd;
  /**
   * Number of the frame that ended the exchange before the response was complete: FIN or RST, that with the frame of HTTP/2, or for
   * `capture` the last frame seen. -1 where the response is complete, or no frame is known.
   */
  readonly endFrame: number;
  /** Capture time of the response's last byte or of what else ended the exchange, in seconds since 1970. */
  readonly endSeconds: number;
  /** The direction that carries the requests. */
  readonly requestDirection: 0 | 1;
  /**
   * The whole body of the request, where it is known to be JSON in UTF-8 without a look at the messages; absent: they have to be
   * looked at.
   */
  readonly jsonBody?: Buffer;
}

/** What a connection carries. `undecided`: its content has not shown that yet. */
export type Protocol = 'undecided' | 'http' | 'http2' | 'tls' | 'websocket' | 'tunnel' | 'other';
