import type { Frame } from '../capture/index.ts';
import { QUOTED_HEADER_BYTES } from '../engine/index.ts';
import {
  createSegment,
  DECODE,
  type DecodeResult,
  type FragmentNote,
  PacketDecoder,
} from '../packet/index.ts';
import { ConnectionTracker, type Direction, type TrackerOptions } from '../stream/index.ts';

/** Tells of each frame to which connection it belongs, by the numbers that the analysis has given them. */
export class FrameSorter {
  readonly tracker: ConnectionTracker;
  /** What the last frame was; where it is `segment`, `brokenTcpHeader` or `icmpError` that stands in `segment`. */
  result: DecodeResult = DECODE.notIp;
  readonly segment = createSegment();
  readonly #decoder = new PacketDecoder();

  /** Without options no connection is read, they are only numbered. */
  constructor(options: TrackerOptions = { open: refuse, wakes: () => false, ports: new Set() }) {
    this.tracker = new ConnectionTracker(options);
  }

  /** Takes the next frame of the capture; gives its stream number, or -1. */
  take(frame: Frame): number {
    const { segment, tracker } = this;
    this.result = this.#decoder.decode(frame, segment);
    switch (this.result) {
      case DECODE.segment:
        return tracker.segment(frame, segment);
      case DECODE.brokenTcpHeader:
        return tracker.mention(frame, segment);
      case DECODE.icmpError:
        return this.quotedBytes >= QUOTED_HEADER_BYTES
          ? tracker.mention(frame, segment)
          : tracker.lookUp(segment);
      default:
        return -1;
    }
  }

  /** Which way the last segment goes, or the one that was quoted. */
  get direction(): Direction {
    return this.tracker.direction;
  }

  /** The piece of an IP datagram that the last frame was, where its `depth` is above 0. */
  get fragment(): Readonly<FragmentNote> {
    return this.#decoder.lastFragment;
  }

  /** How much of a TCP header the last ICMP error quotes. */
  get quotedBytes(): number {
    return this.#decoder.lastIcmpError.quotedBytes;
  }
}

function refuse(): never {
  throw new Error('a connection was opened that nobody reads');
}
