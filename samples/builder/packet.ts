/** How a packet passed the machine that captured it; cooked captures record it. */
export type Passage = 'loopback' | 'received' | 'sent';

/** A network-layer packet at its place in time, before a capture file frames it. */
export interface Packet {
  /** Microseconds since the scenario's epoch; thousandths are nanoseconds. */
  readonly time: number;
  readonly etherType: number;
  readonly bytes: Buffer;
  readonly passage: Passage;
  /** pcapng only: the interface that saw it, from 0. */
  readonly interface?: number;
  /** pcapng only: a comment on the packet. */
  readonly comment?: string;
}

/** Takes the bytes of a capture file, in order; they may be kept. */
export type WriteBytes = (bytes: Buffer) => void;

/** Turns packets into records of a capture file, one at a time, keeping none. */
export interface PacketWriter {
  write(packet: Packet): void;
}
