import type { CaptureInput, FramePlaces, ReaderName } from '../capture/index.ts';
import type { RuleSeverities } from '../checks/index.ts';
import type { Dialect } from '../dialects/index.ts';
import type { ReadCall } from '../hooks/index.ts';
import type { Body, Exchange, RequestMessage, ResponseMessage } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { TlsSecrets } from '../tls/index.ts';
import type { Analysis } from './model.ts';

/** How far an analysis has come. `total` is null where the size is not known (a pipe). */
export interface AnalysisProgress {
  readonly bytes: number;
  readonly total: number | null;
  readonly frames: number;
  readonly calls: number;
}

/** A moment of the capture: seconds since its first frame, or seconds since 1970. */
export type Moment =
  | { readonly since: 'first-frame'; readonly seconds: number }
  | { readonly since: '1970'; readonly seconds: number };

export interface AnalysisOptions {
  /** REST ports; none: they are found. */
  readonly ports: readonly number[];
  /** Only conversations with this address at either end. */
  readonly host: string | null;
  /** Dialects to look for; the first is the one that holds where nothing tells. */
  readonly dialects: readonly Dialect[];
  /** Scales all windows of expectations. */
  readonly windowFactor: number;
  /** Methods that must occur at all. */
  readonly expect: readonly string[];
  readonly severities: RuleSeverities;
  /** The call server's key for signatures. */
  readonly hookSecret: Buffer | null;
  /** One for the run: through it findings see what was captured. */
  readonly masker: Masker;
  readonly keepExchanges: KeptExchanges;
  readonly reader: ReaderName;
  /** The secrets of TLS sessions at hand; those that a pcapng file holds are added to it. Left out: only these are used. */
  readonly tlsSecrets?: TlsSecrets;
  /** Whether ordinary calls are read in a short way; left out: they are. */
  readonly lane?: LaneSetting;
  readonly onProgress: ((progress: AnalysisProgress) => void) | null;
  /** Sees every hook call with its payloads while these are at hand, whatever the selection. */
  readonly onCall?: (read: ReadCall) => void;
}

/**
 * `off`: everything is read the general way, with the same result. A function is asked at each piece of data and hands over to the
 * general way where it says so: for tests.
 */
export type LaneSetting = 'on' | 'off' | (() => boolean);

/**
 * Whose exchanges (with headers and bodies) are kept beside their calls. `every`: of every call, whatever the memory.
 * `first`: of the first calls, within a bound. `faulty`: the same, of calls in which a call rule finds something: what
 * nobody looks at again only costs memory, and time with it. `none`: of no call. What is not kept can be read again, except from a pipe.
 */
export type KeptExchanges = 'every' | 'first' | 'faulty' | 'none';

/** Why nothing could be analysed; `message` is one line that names the input and says what to do. */
export interface InputError {
  readonly path: string;
  readonly message: string;
}

export type AnalysisResult =
  | {
      readonly ok: true;
      readonly analysis: Analysis;
      /** Where its frames stand, by which `recoverExchanges` finds them; null where that is not known. */
      readonly places: FramePlaces | null;
    }
  | { readonly ok: false; readonly errors: readonly InputError[] };

export interface ListOptions {
  readonly ports: readonly number[];
  /** Whether bodies are hashed (SHA-256). */
  readonly hash: boolean;
  readonly reader: ReaderName;
  /** The secrets of TLS sessions at hand; those that a pcapng file holds are added to it. Left out: only these are used. */
  readonly tlsSecrets?: TlsSecrets;
  readonly onProgress: ((progress: AnalysisProgress) => void) | null;
}

/** What a list tells of a body: not its bytes. */
export type ListedBody = Pick<Body, 'length' | 'sha256' | 'decoded' | 'complete'>;

/** What it tells of every message. */
export interface ListedMessage {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly body: ListedBody;
}

export type ListedRequest = ListedMessage & Pick<RequestMessage, 'method' | 'target' | 'version'>;
export type ListedResponse = ListedMessage & Pick<ResponseMessage, 'status' | 'version'>;

/** An exchange with its connection, without its bodies and header fields. End points are `address:port`. */
export interface ListedExchange extends Pick<Exchange, 'interim' | 'problems' | 'end'> {
  readonly stream: number;
  readonly client: string;
  readonly server: string;
  /** null where the capture has no request to the response. */
  readonly request: ListedRequest | null;
  /** null where no response came. */
  readonly response: ListedResponse | null;
}

export type ListResult =
  | {
      readonly ok: true;
      /**
       * The exchanges in order of first frame, some at a time: the capture is read as they are asked for. All exchanges of one
       * portion have to be taken before the next portion.
       */
      readonly portions: AsyncIterable<Iterable<ListedExchange>>;
      /** Has to be called in the end, also where not all were taken. */
      readonly close: () => void;
    }
  | { readonly ok: false; readonly errors: readonly InputError[] };

/** What the front ends give as input: paths (`-` is standard input), or inputs made by hand for tests. */
export type Inputs = readonly (string | CaptureInput)[];
