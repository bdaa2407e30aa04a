/**
 * What `PacketDecoder.decode` found in a frame. The first three write the segment; 0 alone is a segment of a
 * stream, the next two name its end points only.
 */
export const DECODE = {
  /** A TCP segment; `payloadLength` holds also where the snap length cut its options or its payload. */
  segment: 0,
  /**
   * End points, sequence numbers and flags of a TCP header whose data offset does not fit the packet: no
   * payload can be told. Wireshark numbers a stream by it all the same.
   */
  brokenTcpHeader: 1,
  /**
   * An ICMP error that quotes the head of a TCP segment (`lastIcmpError` says which error). The segment holds
   * the quoted end points; it was sent from `source` to `destination`, and the error is the answer to it.
   */
  icmpError: 2,
  /** The frame carries something else than IP. */
  notIp: 3,
  /** IP, but no TCP in it. */
  notTcp: 4,
  /** A piece of an IP datagram that is not whole yet. */
  fragment: 5,
  /** The snap length cut the frame before the TCP header's first 16 bytes were whole; `lastFailure` says where. */
  cut: 6,
  /** A field lies, or the frame was too short on the wire; `lastFailure` says which and where. */
  malformed: 7,
  /** Wi-Fi protection or IPsec ESP: what is inside cannot be seen. */
  encrypted: 8,
  /** More nested headers than MAX_HEADER_DEPTH. */
  tooDeep: 9,
  /** The frame's LINKTYPE_ number is none that is known here. */
  unknownLinkType: 10,
} as const;

export type DecodeResult = (typeof DECODE)[keyof typeof DECODE];

/** Protocols that a failure can be laid to. */
export type LayerName =
  | 'AH'
  | 'C-HDLC'
  | 'ERSPAN'
  | 'Ethernet'
  | 'GENEVE'
  | 'GRE'
  | 'GTP-U'
  | 'ICMP'
  | 'IEEE 802.11'
  | 'IPv4'
  | 'IPv6'
  | 'L2TP'
  | 'LLC'
  | 'Linux cooked'
  | 'MPLS'
  | 'NFLOG'
  | 'NULL'
  | 'PPI'
  | 'PPP'
  | 'PPPoE'
  | 'Prism'
  | 'TCP'
  | 'TZSP'
  | 'UDP'
  | 'VLAN'
  | 'VXLAN'
  | 'radiotap'
  | 'raw IP';

/** Why decoding stopped (`cut`, `malformed`, `brokenTcpHeader`). One object, written over by the next failure. */
export interface DecodeFailure {
  layer: LayerName;
  /** The field that could not be read, or that lied. */
  field: string;
  /** Bytes from the first captured byte of the frame, or of the reassembled datagram. */
  offset: number;
  /** The offset counts in a datagram put together from fragments, not in the frame. */
  reassembled: boolean;
}

/**
 * The piece of an IP datagram that the last frame was, where `depth` is above 0. One object, written over by the next
 * piece. Above 1 a datagram in pieces lay within another; then it is the inner one's, and not in the frame.
 */
export interface FragmentNote {
  depth: number;
  /** The same for all pieces of one datagram. */
  key: string;
  /** Where its data stands in the datagram, in bytes. */
  offset: number;
  /** The data in the frame's bytes. */
  start: number;
  end: number;
}

/** The ICMP error of the last `icmpError` result. One object, written over by the next. */
export interface IcmpError {
  /** 4: ICMP (RFC 792), 6: ICMPv6 (RFC 4443). */
  family: number;
  type: number;
  code: number;
  /**
   * How many bytes of the TCP header it quotes; with fewer than 16 the segment's acknowledgement, flags and
   * window are 0, and Wireshark numbers no stream by it.
   */
  quotedBytes: number;
}
