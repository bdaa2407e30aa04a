import type { Recorded, Stage } from './stage.ts';

/** Something to be recorded. */
export interface Recording {
  /** Name of its files. */
  readonly name: string;
  /** What it is and what is special in it; a sentence. */
  readonly about: string;
  /** Everything that crosses the wire. Adds the secrets to the stage. */
  readonly play: (stage: Stage) => Promise<void>;
  /** Without TLS. */
  readonly isPlain?: boolean;
  /** Why tshark is not followed, but the backend; absent where both say the same. */
  readonly correction?: string;
  /** The same capture with other key logs. */
  readonly otherKeyLogs?: (recorded: Recorded, stage: Stage) => readonly OtherKeyLog[];
}

/** A key log that gives the same exchanges. */
export interface OtherKeyLog {
  readonly name: string;
  readonly about: string;
  readonly keyLog: string;
}

/** Flags of OpenSSL (`SSL_OP_…` of ssl.h) that Node takes but has no names for. */
export const OPENSSL = {
  noExtendedMasterSecret: 1 << 0,
  allowClientRenegotiation: 1 << 8,
  allowNoDiffieHellmanWithPsk: 1 << 10,
  noTicket: 1 << 14,
  noEncryptThenMac: 1 << 19,
} as const;
