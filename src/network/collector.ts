import type { Frame } from '../capture/index.ts';
import { DECODE, formatAddress, type Segment } from '../packet/index.ts';
import type { Arrival, Direction, Endpoints, FrameDispatch } from '../stream/index.ts';
import { type DnsMessage, readDnsMessage } from './dns-message.ts';
import { IcmpErrorBook, type IcmpErrors } from './icmp-errors.ts';
import { type NameLookup, NameLookups } from './name-lookups.ts';

/** The port of DNS servers (IANA). */
export const DNS_PORT = 53;

/** What packets beside the connections tell of the network. It is a value. */
export interface NetworkEvidence {
  readonly icmpErrors: readonly IcmpErrors[];
  /** ICMP errors that were not kept, because MAX_ICMP_ERRORS was reached. */
  readonly icmpErrorsLeft: number;
  readonly lookups: readonly NameLookup[];
  /** DNS messages that were not kept, because MAX_LOOKED_UP_NAMES was reached. */
  readonly lookupsLeft: number;
}

/** Collects evidence from the frames that are of no connection or only quote one. */
export class NetworkCollector {
  readonly #errors = new IcmpErrorBook();
  readonly #lookups = new NameLookups();

  /** Takes a frame that was just dispatched and is no TCP segment. */
  frame(frame: Frame, dispatch: FrameDispatch): void {
    if (dispatch.result === DECODE.icmpError) this.#icmpError(frame, dispatch);
    else if (dispatch.result === DECODE.dns) this.#datagram(frame, dispatch.segment);
  }

  /** Takes a DNS message of a TCP connection between these end points. */
  message(message: DnsMessage, direction: Direction, endpoints: Endpoints, at: Arrival): void {
    const sender = endpoints[direction].address;
    const receiver = endpoints[direction === 0 ? 1 : 0].address;
    this.#lookups.take({
      message,
      client: message.isResponse ? receiver : sender,
      server: message.isResponse ? sender : receiver,
      frame: at.frame,
      time: { seconds: at.seconds, nanoseconds: at.nanoseconds },
    });
  }

  /** What was collected so far. Later frames change nothing of it. */
  evidence(): NetworkEvidence {
    return {
      icmpErrors: this.#errors.errors(),
      icmpErrorsLeft: this.#errors.left,
      lookups: this.#lookups.lookups(),
      lookupsLeft: this.#lookups.left,
    };
  }

  #icmpError({ number, seconds, nanoseconds }: Frame, dispatch: FrameDispatch): void {
    // An error about a connection of which the capture has nothing else cannot be told of anybody.
    if (dispatch.connection < 0) return;
    const { family, type, code, mtu, sender0, sender1, sender2, sender3 } = dispatch.icmpError;
    this.#errors.add({
      connection: dispatch.connection,
      direction: dispatch.direction,
      sender: formatAddress(family, sender0, sender1, sender2, sender3),
      family,
      type,
      code,
      mtu,
      count: 1,
      time: { seconds, nanoseconds },
      frames: [number],
    });
  }

  #datagram({ number, seconds, nanoseconds }: Frame, segment: Segment): void {
    const { bytes, payloadStart, payloadEnd, family } = segment;
    const message = readDnsMessage(bytes, payloadStart, payloadEnd);
    if (message === null) return;
    const { source0, source1, source2, source3 } = segment;
    const { destination0, destination1, destination2, destination3 } = segment;
    const sender = formatAddress(family, source0, source1, source2, source3);
    const receiver = formatAddress(family, destination0, destination1, destination2, destination3);
    this.#lookups.take({
      message,
      client: message.isResponse ? receiver : sender,
      server: message.isResponse ? sender : receiver,
      frame: number,
      time: { seconds, nanoseconds },
    });
  }
}

/** Nothing was seen. */
export const NO_EVIDENCE: NetworkEvidence = {
  icmpErrors: [],
  icmpErrorsLeft: 0,
  lookups: [],
  lookupsLeft: 0,
};

/** Evidence of several readings as one; its frames and connections must be numbered through. */
export function joinEvidence(several: readonly NetworkEvidence[]): NetworkEvidence {
  if (several.length === 1) return several[0];
  const errors = new IcmpErrorBook();
  const lookups = new NameLookups();
  let icmpErrorsLeft = 0;
  let lookupsLeft = 0;
  for (const evidence of several) {
    for (const error of evidence.icmpErrors) errors.add(error);
    for (const lookup of evidence.lookups) lookups.add(lookup);
    icmpErrorsLeft += evidence.icmpErrorsLeft;
    lookupsLeft += evidence.lookupsLeft;
  }
  return {
    icmpErrors: errors.errors(),
    icmpErrorsLeft: icmpErrorsLeft + errors.left,
    lookups: lookups.lookups(),
    lookupsLeft: lookupsLeft + lookups.left,
  };
}
