import { MAX_TLS_CONNECTIONS } from '../base/limits.ts';
import type { Frame } from '../capture/index.ts';
import {
  type Exchange,
  HeldBodies,
  type LateProblem,
  type Protocol,
  type WaitingRequest,
} from '../http/index.ts';
import { ClearConnection, looksLikeHttpOfAnyVersion } from '../http2/index.ts';
import {
  type GeneralReader,
  type GeneralSink,
  type Lane,
  LaneConnection,
  type OpenGeneral,
} from '../lane/index.ts';
import { DNS_PORT, DnsConnection, NetworkCollector, type NetworkEvidence } from '../network/index.ts';
import { DECODE, type Segment } from '../packet/index.ts';
import {
  type ConnectionConsumer,
  type ConnectionTracker,
  type Endpoints,
  FrameDispatch,
  IGNORING_CONSUMER,
} from '../stream/index.ts';
import { TlsConnection, type TlsHandshake, TlsSecrets, WaitingConnections } from '../tls/index.ts';
import type { FrameTaker } from './run.ts';
import type { TlsSeen } from './shard.ts';
import { WebConnection } from './web-connection.ts';

/** The port of HTTPS (IANA): where TLS is looked at whatever ports are given. */
export const HTTPS_PORT = 443;

/** What comes out of the reading half: exchanges as they are complete, each with the number of its connection. */
export interface PipelineSink {
  readonly onExchange: (connection: number, exchange: Exchange) => void;
  /** What a connection turned out to carry, once that is known. */
  readonly onProtocol: (connection: number, protocol: Protocol) => void;
  /** What came to light about an exchange after it had been given out. */
  readonly onLateProblem?: (connection: number, late: LateProblem) => void;
}

export interface PipelineOptions {
  /** Ports one of which a connection must have; null takes any. */
  readonly ports: ReadonlySet<number> | null;
  /** Whether bodies are hashed. */
  readonly hash: boolean;
  /** The secrets of TLS sessions at hand; it may grow. Left out: nothing is decrypted. */
  readonly tlsSecrets?: TlsSecrets;
  /** Whether exchanges between two end points are wanted; absent: all are. Other connections are numbered and no more. */
  readonly isWanted?: (endpoints: Endpoints) => boolean;
  /** Makes the lane on which ordinary exchanges are read in a short way; absent: all are read the general way. */
  readonly lane?: (held: HeldBodies) => Lane;
}

/** A request without its response, made into an exchange that nothing ended yet. */
export interface WaitingExchange {
  /** The number of its connection. */
  readonly stream: number;
  readonly exchange: Exchange;
}

/** The reading half in one piece: frames in, exchanges out. */
export class Pipeline implements FrameTaker {
  /** Frames taken. */
  frames = 0;
  /** Time of the last frame. */
  seconds = 0;
  nanoseconds = 0;
  readonly #dispatch: FrameDispatch;
  readonly #options: PipelineOptions;
  readonly #sink: PipelineSink;
  readonly #held = new HeldBodies();
  readonly #network = new NetworkCollector();
  readonly #secrets: TlsSecrets;
  readonly #waitingForSecrets: WaitingConnections;
  /** How many secrets there were when connections looked for theirs. */
  #secretsSeen: number;
  readonly #handshakes = new Map<number, TlsHandshake>();
  #handshakesLeft = 0;
  /** Connections with data that were not decrypted so far. */
  readonly #unread = new Set<number>();
  readonly #lane: Lane | null;

  constructor(options: PipelineOptions, sink: PipelineSink) {
    this.#options = options;
    this.#sink = sink;
    this.#lane = options.lane?.(this.#held) ?? null;
    const { ports, tlsSecrets = new TlsSecrets() } = options;
    this.#secrets = tlsSecrets;
    this.#secretsSeen = tlsSecrets.count;
    this.#waitingForSecrets = new WaitingConnections(tlsSecrets.mayGrow);
    this.#dispatch = new FrameDispatch({
      ports: ports === null ? null : new Set([...ports, DNS_PORT, HTTPS_PORT]),
      wakes: looksLikeHttpOfAnyVersion,
      open: (connection) => this.#open(connection),
    });
  }

  get tracker(): ConnectionTracker {
    return this.#dispatch.tracker;
  }

  /** Takes the next frame of the capture. */
  frame(frame: Frame): void {
    this.frames += 1;
    this.seconds = frame.seconds;
    this.nanoseconds = frame.nanoseconds;
    if (this.#secrets.count !== this.#secretsSeen) this.lookForSecrets();
    const dispatch = this.#dispatch;
    dispatch.take(frame);
    if (dispatch.result !== DECODE.segment) this.#network.frame(frame, dispatch);
  }

  /** The TCP segment of the frame taken last; null where it had none. The next frame overwrites it. */
  get segment(): Readonly<Segment> | null {
    return this.#dispatch.result === DECODE.segment ? this.#dispatch.segment : null;
  }

  /** What packets beside the connections tell so far. */
  network(): NetworkEvidence {
    return this.#network.evidence();
  }

  /** What TLS connections tell so far. */
  tls(): TlsSeen {
    const isAsked = this.#secrets.count > 0;
    return {
      handshakes: isAsked ? new Map(this.#handshakes) : withoutDecryption(this.#handshakes),
      left: this.#handshakesLeft,
      unread: new Set(this.#unread),
      secrets: this.#secrets.count,
    };
  }

  /** Requests that wait for their responses at present. */
  waiting(): readonly WaitingExchange[] {
    const endSeconds = this.seconds + this.nanoseconds / 1e9;
    return this.tracker.consumers().flatMap(({ connection, consumer }) =>
      waitingOn(consumer).map(({ request, interim, requestDirection }) => ({
        stream: connection,
        exchange: {
          request,
          response: null,
          interim,
          problems: [],
          end: 'capture' as const,
          endFrame: -1,
          endSeconds,
          requestDirection,
        },
      })),
    );
  }

  /** Secrets may have come: connections that wait for theirs go on. */
  lookForSecrets(): void {
    if (this.#secrets.count === this.#secretsSeen) return;
    this.#secretsSeen = this.#secrets.count;
    this.#waitingForSecrets.wake();
  }

  /** See `WaitingConnections.isTooLate`. */
  get hadSecretsTooLate(): boolean {
    return this.#waitingForSecrets.isTooLate;
  }

  /** The capture is over. */
  finish(): void {
    this.lookForSecrets();
    this.tracker.finish();
    this.#waitingForSecrets.close();
  }

  /** Who reads a connection. Where ports are given, those of DNS and HTTPS are read for what they tell, not for hooks. */
  #open(connection: number): ConnectionConsumer {
    const { isWanted, ports } = this.#options;
    const endpoints = this.tracker.endpoints(connection);
    if (isWanted?.(endpoints) === false) return IGNORING_CONSUMER;
    const isAsked = ports === null || endpoints.some(({ port }) => ports.has(port));
    if (endpoints.some(({ port }) => port === DNS_PORT) && !(isAsked && ports !== null)) {
      return new DnsConnection((message, direction, at) =>
        this.#network.message(message, direction, endpoints, at),
      );
    }
    // Of HTTPS elsewhere it is told to whom it goes and whether it fails, not what is in it.
    if (!isAsked) {
      return new TlsConnection({
        onHandshake: (handshake) => this.#noteHandshake(connection, handshake),
        followsData: false,
        decryption: null,
      });
    }
    return this.#throughLane(connection, (sink, held) => this.#webConnection(connection, sink, held));
  }

  /** Reads a connection, or what is within TLS, by the lane where there is one. */
  #throughLane<General extends GeneralReader>(
    connection: number,
    openGeneral: OpenGeneral<General>,
  ): ConnectionConsumer {
    if (this.#lane !== null) return new LaneConnection(this.#lane, connection, openGeneral);
    const sink: GeneralSink = {
      onExchange: (exchange) => this.#sink.onExchange(connection, exchange),
      onLateProblem: (late) => this.#sink.onLateProblem?.(connection, late),
    };
    return openGeneral(sink, this.#held);
  }

  #webConnection(connection: number, sink: GeneralSink, held: HeldBodies): WebConnection {
    const tls = new TlsConnection({
      onHandshake: (handshake) => {
        const isUnread = handshake.dataFrame > 0 && handshake.decryption.kind !== 'decrypted';
        if (isUnread) this.#unread.add(connection);
        else this.#unread.delete(connection);
        this.#noteHandshake(connection, handshake);
      },
      followsData: true,
      decryption: {
        secrets: this.#secrets,
        waiting: this.#waitingForSecrets,
        openPlain: (protocol) =>
          this.#throughLane(connection, (plainSink, plainHeld) =>
            this.#clearConnection(connection, plainSink, plainHeld, protocol),
          ),
      },
    });
    return new WebConnection(this.#clearConnection(connection, sink, held, null), tls);
  }

  /** `protocol`: what both sides agreed on within TLS; null where nothing is known of that. */
  #clearConnection(
    connection: number,
    sink: GeneralSink,
    held: HeldBodies,
    protocol: string | null,
  ): ClearConnection {
    const onProtocol = (found: Protocol): void => this.#sink.onProtocol(connection, found);
    return new ClearConnection({ ...sink, onProtocol }, { hash: this.#options.hash, held, protocol });
  }

  #noteHandshake(connection: number, handshake: TlsHandshake): void {
    if (this.#handshakes.has(connection) || this.#handshakes.size < MAX_TLS_CONNECTIONS) {
      this.#handshakes.set(connection, handshake);
    } else {
      this.#handshakesLeft += 1;
    }
  }
}

/** Why something was not decrypted is of interest only where there were secrets. */
function withoutDecryption(handshakes: ReadonlyMap<number, TlsHandshake>): ReadonlyMap<number, TlsHandshake> {
  const unasked = { kind: 'unasked' } as const;
  return new Map(
    [...handshakes].map(([connection, handshake]) => [connection, { ...handshake, decryption: unasked }]),
  );
}

const NO_REQUESTS: readonly WaitingRequest[] = [];

function waitingOn(consumer: ConnectionConsumer): readonly WaitingRequest[] {
  if (consumer.idle === true) return NO_REQUESTS;
  if (consumer instanceof LaneConnection) return waitingOn(consumer.look());
  if (consumer instanceof ClearConnection) return consumer.waiting;
  if (!(consumer instanceof WebConnection)) return NO_REQUESTS;
  return consumer.plain === null ? consumer.waiting : waitingOn(consumer.plain);
}
