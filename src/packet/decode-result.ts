/**
 * What `PacketDecoder.decode` found in a frame. The first three results and `dns` write the segment. Only 0 is a segment of
 * a connection; the others give end points.
 */
export const DECODE = {
  /** A TCP segment. `payloadLength` is right even where the snap length cut its options or its payload. */
  segment: 0,
  /**
   * A TCP header whose data offset does not fit the packet, so its payload is not known. The segment has its end
   * points, sequence numbers and flags. Wireshark numbers a stream by it as well.
   */
  brokenTcpHeader: 1,
  /**
   * An ICMP error that quotes the head of a TCP segment; `lastIcmpError` says which error. The segment has the quoted
   * end points: it was sent from `source` to `destination`, and the error answers it.
   */
  icmpError: 2,
  /** The frame holds no IP packet. */
  notIp: 3,
  /** The frame holds IP, but no TCP. */
  notTcp: 4,
  /** A fragment of an IP datagram that is not complete yet. */
  fragment: 5,
  /**
   * The snap length cut the frame within the first 16 bytes of the TCP header, or before it. `lastFailure` says where.
   */
  cut: 6,
  /**
   * A field has a value that cannot be right, or the frame was too short on the wire. `lastFailure` says which field
   * and where.
   */
  malformed: 7,
  /** The content is encrypted: Wi-Fi protection or IPsec ESP. */
  encrypted: 8,
  /** The frame nests more headers than MAX_HEADER_DEPTH. */
  tooDeep: 9,
  /** The frame's LINKTYPE_ number is not supported. */
  unknownLinkType: 10,
  /** A UDP datagram from or to the port of DNS. The segment has its end points, and the message as its payload. */
  dns: 11,
} as const;

export type DecodeResult = (typeof DECODE)[keyof typeof DECODE];

/** The protocols in which decoding can fail. */
export type ProtocolName =
  | 'AH'
  | 'C-HDLC'
  | 'DSA'
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
  | 'PFLOG'
  | 'PKTAP'
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

/** Why decoding stopped (`cut`, `malformed`, `brokenTcpHeader`). One object, which the next failure overwrites. */
export interface DecodeFailure {
  layer: ProtocolName;
  /** The field that could not be read, or whose value cannot be right. */
  field: string;
  /** Bytes from the first captured byte of the frame, or of the reassembled datagram. */
  offset: number;
  /** True where the offset counts in a datagram put together from fragments, and not in the frame. */
  reassembled: boolean;
}

/**
 * The fragment of an IP datagram that the last frame was, where `depth` is above 0. One object, which the next fragment
 * overwrites. Where `depth` is above 1, a fragmented datagram lay within another: the note is then about the inner one,
 * whose bytes are not in the frame.
 */
export interface FragmentNote {
  depth: number;
  /** Identifies the datagram: equal for all of its fragments. */
  key: string;
  /** Offset of its data in the datagram, in bytes. */
  offset: number;
  /** Where its data begin in the frame's bytes, and where they end (exclusive). */
  start: number;
  end: number;
}

/** The ICMP error of the last `icmpError` result. One object, which the next error overwrites. */
export interface IcmpError {
  /** 4 for ICMP (RFC 792), 6 for ICMPv6 (RFC 4443). */
  family: number;
  type: number;
  code: number;
  /**
   * Bytes of the TCP header that it quotes. With fewer than 16 the segment's acknowledgement, flags and window are 0,
   * and Wireshark numbers no stream by it.
   */
  quotedBytes: number;
  /** Who sent the error: the words of the address, as in a segment. Mostly a router, or the host that was addressed. */
  sender0: number;
  sender1: number;
  sender2: number;
  sender3: number;
  /** The MTU that a "packet too big" names (RFC 1191 §4, RFC 4443 §3.2), in bytes; 0 where it names none. */
  mtu: number;
}
