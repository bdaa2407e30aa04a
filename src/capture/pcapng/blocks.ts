/** The block types that are read (draft-ietf-opsawg-pcapng, section 4 and appendix A). All others are skipped. */
export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  decryptionSecrets: 0x0a,
} as const;

/** The byte-order magic of a Section Header Block, written in the byte order of its section. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** The type of secrets that are lines of a TLS key log: "TLSK" (draft-ietf-opsawg-pcapng, section 4.7). */
export const TLS_KEY_LOG = 0x544c534b;

/** Bytes of the shortest block: type, length, and the length again. */
export const MIN_BLOCK_BYTES = 12;

/** Least length in bytes of each block type that is read, without packet data and options. */
export const LEAST_BLOCK_BYTES: ReadonlyMap<number, number> = new Map([
  [BLOCK.sectionHeader, 28],
  [BLOCK.interfaceDescription, 20],
  [BLOCK.obsoletePacket, 32],
  [BLOCK.simplePacket, 16],
  [BLOCK.interfaceStatistics, 24],
  [BLOCK.enhancedPacket, 32],
  [BLOCK.decryptionSecrets, 20],
]);
