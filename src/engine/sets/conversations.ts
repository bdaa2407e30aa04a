import { crc32 } from 'node:zlib';
import { MAX_SCANNED_FRAMES, MAX_SCANNED_SEGMENTS } from '../../base/limits.ts';
import type { Frame } from '../../capture/index.ts';
import { createSegment, DECODE, FIN, formatAddress, PacketDecoder, SYN } from '../../packet/index.ts';

/** What a sender sent from one sequence number on; checksums of its first bytes, as many as there are bytes for. */
export type Print = readonly number[];

/** One TCP connection in a sample. Times are seconds since 1970. */
export interface Conversation {
  /** The two addresses, in the order of the ends. */
  readonly hosts: string;
  readonly ports: readonly [number, number];
  readonly from: number;
  readonly until: number;
  /** What the first and the second end sent, by sequence number. */
  readonly sent: readonly [ReadonlyMap<number, Print>, ReadonlyMap<number, Print>];
}

/** What the first frames of a file show of who talks to whom. */
export interface Conversations {
  /** By both of their ends, whatever the direction. */
  readonly connections: ReadonlyMap<string, Conversation>;
  /** Addresses of hosts, without those that every host has (loopback). */
  readonly hosts: ReadonlySet<string>;
  /** Up to which time frames were looked at, in seconds since 1970; -Infinity without a frame. */
  readonly until: number;
}

/** Bytes of a segment that a checksum is of: segments may be cut differently at different places, and what is in both is compared. */
const PREFIXES = [16, 64, 128, 256, 384, 512, 768, 1024, 1400] as const;
const OF_SYN: Print = [-1];
const OF_FIN: Print = [-2];
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

interface Growing extends Omit<Conversation, 'until' | 'sent'> {
  until: number;
  readonly sent: readonly [Map<number, Print>, Map<number, Print>];
}

/** Looks at the conversations of the first frames of a file, until one of the bounds is reached. */
export class ConversationSample {
  readonly #decoder = new PacketDecoder();
  readonly #segment = createSegment();
  readonly #connections = new Map<string, Growing>();
  readonly #hosts = new Set<string>();
  #frames = 0;
  #segments = 0;
  #until = Number.NEGATIVE_INFINITY;

  take(frame: Frame): void {
    if (this.#frames === MAX_SCANNED_FRAMES || this.#segments === MAX_SCANNED_SEGMENTS) return;
    this.#frames += 1;
    const time = frame.seconds + frame.nanoseconds / 1e9;
    this.#until = Math.max(this.#until, time);
    if (this.#decoder.decode(frame, this.#segment) === DECODE.segment) this.#note(time);
  }

  conversations(): Conversations {
    return { connections: this.#connections, hosts: this.#hosts, until: this.#until };
  }

  #note(time: number): void {
    const { family, sourcePort, destinationPort, ...segment } = this.#segment;
    const { source0, source1, source2, source3, destination0, destination1, destination2, destination3 } =
      segment;
    const source = formatAddress(family, source0, source1, source2, source3);
    const destination = formatAddress(family, destination0, destination1, destination2, destination3);
    const from = `${source} ${sourcePort}`;
    const to = `${destination} ${destinationPort}`;
    const isForward = from < to;
    const key = isForward ? `${from} ${to}` : `${to} ${from}`;
    let known = this.#connections.get(key);
    if (known === undefined) {
      known = {
        hosts: isForward ? `${source} ${destination}` : `${destination} ${source}`,
        ports: isForward ? [sourcePort, destinationPort] : [destinationPort, sourcePort],
        from: time,
        until: time,
        sent: [new Map(), new Map()],
      };
      this.#connections.set(key, known);
      for (const host of [source, destination]) if (!LOOPBACK.test(host)) this.#hosts.add(host);
    }
    known.until = Math.max(known.until, time);
    const print = this.#print();
    const sent = known.sent[isForward ? 0 : 1];
    if (print === null || sent.has(segment.sequence)) return;
    sent.set(segment.sequence, print);
    this.#segments += 1;
  }

  /** Checksums of the first bytes of the segment, {@link PREFIXES} of them each; null where it has too few to tell anything. */
  #print(): Print | null {
    const { bytes, payloadStart, payloadEnd, payloadLength, flags } = this.#segment;
    if ((flags & SYN) !== 0) return OF_SYN;
    if (payloadLength === 0) return (flags & FIN) === 0 ? null : OF_FIN;
    const length = payloadEnd - payloadStart;
    if (length < PREFIXES[0]) return null;
    const lengths = PREFIXES.filter((prefix) => prefix <= length);
    return lengths.map((prefix) => crc32(bytes.subarray(payloadStart, payloadStart + prefix)));
  }
}
