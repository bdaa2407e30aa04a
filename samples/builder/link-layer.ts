import type { Packet, Passage } from './packet.ts';

/** LINKTYPE_ numbers (tcpdump.org/linktypes.html) of the framings that can be written. */
export const LINK_TYPES = { null: 0, ethernet: 1, raw: 101, sll: 113, sll2: 276 } as const;
export type LinkLayer = keyof typeof LINK_TYPES;

const ARPHRD_ETHERNET = 1;
const ARPHRD_LOOPBACK = 772;
/** Packet types of LINKTYPE_LINUX_SLL: 0 sent to us, 4 sent by us. Loopback is only seen coming in. */
const COOKED_TYPES = { loopback: 0, received: 0, sent: 4 } as const satisfies Record<Passage, number>;
/** Interface numbers as a Linux machine with one network card has them; LINKTYPE_LINUX_SLL2 records them. */
const INTERFACE_INDEXES = { loopback: 1, received: 2, sent: 2 } as const satisfies Record<Passage, number>;

/** Address families of LINKTYPE_NULL as macOS writes them. */
const FAMILY_IPV4 = 2;
const FAMILY_IPV6 = 30;

const OWN_HARDWARE_ADDRESS = Buffer.from('020000000001', 'hex');
const OTHER_HARDWARE_ADDRESS = Buffer.from('020000000002', 'hex');
const NO_HARDWARE_ADDRESS = Buffer.alloc(6);
const HARDWARE_ADDRESSES: Record<Passage, { readonly sender: Buffer; readonly receiver: Buffer }> = {
  loopback: { sender: NO_HARDWARE_ADDRESS, receiver: NO_HARDWARE_ADDRESS },
  received: { sender: OTHER_HARDWARE_ADDRESS, receiver: OWN_HARDWARE_ADDRESS },
  sent: { sender: OWN_HARDWARE_ADDRESS, receiver: OTHER_HARDWARE_ADDRESS },
};

const framings: Record<LinkLayer, (packet: Packet) => Buffer> = {
  ethernet(packet) {
    const header = Buffer.alloc(14);
    HARDWARE_ADDRESSES[packet.passage].receiver.copy(header, 0);
    HARDWARE_ADDRESSES[packet.passage].sender.copy(header, 6);
    header.writeUInt16BE(packet.etherType, 12);
    return header;
  },
  sll(packet) {
    const header = Buffer.alloc(16);
    header.writeUInt16BE(COOKED_TYPES[packet.passage], 0);
    header.writeUInt16BE(hardwareType(packet), 2);
    header.writeUInt16BE(6, 4);
    HARDWARE_ADDRESSES[packet.passage].sender.copy(header, 6);
    header.writeUInt16BE(packet.etherType, 14);
    return header;
  },
  sll2(packet) {
    const header = Buffer.alloc(20);
    header.writeUInt16BE(packet.etherType, 0);
    header.writeUInt32BE(INTERFACE_INDEXES[packet.passage], 4);
    header.writeUInt16BE(hardwareType(packet), 8);
    header[10] = COOKED_TYPES[packet.passage];
    header[11] = 6;
    HARDWARE_ADDRESSES[packet.passage].sender.copy(header, 12);
    return header;
  },
  null(packet) {
    const header = Buffer.alloc(4);
    header.writeUInt32LE((packet.bytes[0] ?? 0) >> 4 === 6 ? FAMILY_IPV6 : FAMILY_IPV4, 0);
    return header;
  },
  raw: () => Buffer.alloc(0),
};

/** The link-layer header of a packet, without the packet. */
export function linkHeader(layer: LinkLayer, packet: Packet): Buffer {
  return framings[layer](packet);
}

function hardwareType(packet: Packet): number {
  return packet.passage === 'loopback' ? ARPHRD_LOOPBACK : ARPHRD_ETHERNET;
}
