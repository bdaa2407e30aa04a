import type { Frame } from '../capture/index.ts';
import {
  createSegment,
  DECODE,
  type DecodeResult,
  type FragmentNote,
  type IcmpError,
  PacketDecoder,
  type Segment,
} from '../packet/index.ts';
import type { Direction } from './events.ts';
import { ConnectionTracker, type TrackerOptions } from './tracker.ts';

/**
 * Bytes of a TCP header that an ICMP error must quote for Wireshark to number a connection by it: with the flags and the
 * window, without the checksum.
 */
const QUOTED_HEADER_BYTES = 16;

/** Connections are numbered and none is read. */
const NUMBERS_ONLY: TrackerOptions = {
  open: () => {
    throw new Error('a connection was opened that nobody reads');
  },
  wakes: () => false,
  ports: new Set(),
};

/**
 * Sorts the frames of a capture into connections. Whoever reads a capture does it by this, so that all give a connection
 * the same number, which is Wireshark's `tcp.stream`. What it tells is of the frame taken last.
 */
export class FrameDispatch {
  readonly tracker: ConnectionTracker;
  /** What the frame was. */
  result: DecodeResult = DECODE.notIp;
  /** The number of its connection, from 0; -1 where it is of none. */
  connection = -1;
  /**
   * What the frame carries where `result` is `segment`, `brokenTcpHeader` (end points only), `icmpError` (what is quoted) or
   * `dns`.
   */
  readonly segment: Segment = createSegment();
  readonly #decoder = new PacketDecoder();

  /** Without options connections are numbered and none is read. */
  constructor(options: TrackerOptions = NUMBERS_ONLY) {
    this.tracker = new ConnectionTracker(options);
  }

  /** Takes the next frame of the capture; gives the number of its connection, or -1. */
  take(frame: Frame): number {
    const { segment, tracker } = this;
    const result = this.#decoder.decode(frame, segment);
    this.result = result;
    if (result === DECODE.segment) {
      this.connection = tracker.segment(frame, segment);
    } else if (result === DECODE.brokenTcpHeader) {
      this.connection = tracker.mention(frame, segment);
    } else if (result === DECODE.icmpError) {
      this.connection =
        this.quotedBytes >= QUOTED_HEADER_BYTES ? tracker.mention(frame, segment) : tracker.lookUp(segment);
    } else {
      this.connection = -1;
    }
    return this.connection;
  }

  /** Which way the segment goes, or the one that is quoted. Holds where the frame is of a connection. */
  get direction(): Direction {
    return this.tracker.direction;
  }

  /** Which fragment of an IP datagram the frame was, where its `depth` is above 0. */
  get fragment(): Readonly<FragmentNote> {
    return this.#decoder.lastFragment;
  }

  /** The ICMP error, where `result` is `icmpError`. The next one overwrites it. */
  get icmpError(): Readonly<IcmpError> {
    return this.#decoder.lastIcmpError;
  }

  /** How many bytes of a TCP header the ICMP error quotes. */
  get quotedBytes(): number {
    return this.#decoder.lastIcmpError.quotedBytes;
  }
}
