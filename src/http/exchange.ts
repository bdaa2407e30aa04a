import type { EndCause } from '../stream/index.ts';

/** Problems that an exchange can show. Stable names; the sentence for a person is in `problems.ts`. */
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
  | 'too-many-waiting';

/** Something wrong with a message, and where. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly side: 'request' | 'response';
  /** Stream offset (bytes from the first byte of that direction) of the place, -1 where there is no one place. */
  readonly offset: number;
  /** The bytes concerned, as Latin-1 text, at most 80 of them; empty where absent. Not safe to print as it is. */
  readonly excerpt: string;
}

/** A message body. */
export interface Body {
  /** The bytes after de-chunking and, where `decoded`, content decoding; at most `MAX_BODY_BYTES` of them. */
  readonly bytes: Buffer;
  /** Their full number, also where not all were kept. */
  readonly length: number;
  /**
   * How many of the leading `bytes` stand before the first absent one (lost, cut or truncated): `bytes.length`
   * where nothing is absent. Where the body is decoded it counts decoded bytes.
   */
  readonly wholeLength: number;
  /** Hexadecimal SHA-256 over all of them; null unless hashing was asked for. */
  readonly sha256: string | null;
  /** False where a content coding was named and could not be undone: then bytes and length are those before decoding. */
  readonly decoded: boolean;
  /** Every byte the message announced was there. False for cut, lost, truncated bodies. */
  readonly complete: boolean;
  /** Bytes before decoding that the capture lacks (lost segments). */
  readonly lost: number;
  /** Bytes before decoding that the snap length cut. */
  readonly cut: number;
}

/** When and where a message was on the wire. Times are those of the frames that brought its first and last byte. */
export interface Placement {
  readonly firstFrame: number;
  /** The frame with which the message was complete: the highest frame number among those that brought its bytes. */
  readonly lastFrame: number;
  readonly firstSeconds: number;
  readonly firstNanoseconds: number;
  readonly lastSeconds: number;
  readonly lastNanoseconds: number;
  /** Stream offset of the first byte and of the byte after the last. */
  readonly startOffset: number;
  readonly endOffset: number;
}

/** Header fields in order as received, name and value in turn: [name, value, name, value …], Latin-1. */
export type HeaderList = readonly string[];

export interface RequestMessage extends Placement {
  /** As received; '' for HTTP/0.9-like lines that have none. */
  readonly method: string;
  /** As received; '' where the request line has no target. */
  readonly target: string;
  /** '1.1', '1.0', '0.9'; '' where the request line has none though header lines follow. */
  readonly version: string;
  /** The end of the target is missing from the capture: what `target` holds is only its beginning. */
  readonly targetCut: boolean;
  readonly headers: HeaderList;
  /** Fields behind a chunked body (RFC 9112 §7.1.2); never merged into `headers`. */
  readonly trailers: HeaderList;
  readonly body: Body;
}

export interface ResponseMessage extends Placement {
  /** 0 for an answer without a status line: HTTP/0.9, or bytes that are not HTTP at all. */
  readonly status: number;
  readonly reason: string;
  readonly version: string;
  readonly headers: HeaderList;
  /** Fields behind a chunked body (RFC 9112 §7.1.2); never merged into `headers`. */
  readonly trailers: HeaderList;
  readonly body: Body;
}

/**
 * How the exchange ended. `answered`: by a whole answer. `upgraded`: by 101, or 2xx to CONNECT; HTTP is over
 * on the connection. Otherwise what came in place of the answer, or broke it off.
 */
export type ExchangeEnd = 'answered' | EndCause | 'upgraded';

/** One HTTP request and its answer, if any; an answer whose request was not captured has `request: null`. */
export interface Exchange {
  readonly request: RequestMessage | null;
  readonly response: ResponseMessage | null;
  /** Statuses of 1xx answers that came before the answer. 101 is an answer, not interim. */
  readonly interim: readonly number[];
  readonly problems: readonly Problem[];
  readonly end: ExchangeEnd;
  /** Frame that ended it where it was not answered in whole (FIN, RST …; for `capture` the last one seen), or -1. */
  readonly endFrame: number;
  /** Capture time, in seconds since 1970, of the answer's last byte or of what else ended the exchange. */
  readonly endSeconds: number;
  /** The direction that carries the requests. */
  readonly requestDirection: 0 | 1;
}

/** What else a connection turned out to be. */
export type Protocol = 'undecided' | 'http' | 'http2' | 'tls' | 'websocket' | 'tunnel' | 'other';
