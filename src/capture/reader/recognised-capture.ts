import type { Compression, Damage } from '../diagnostic.ts';
import type { ClassicHeader } from '../pcap/header.ts';
import type { SecretsTaker } from '../pcapng/walker.ts';
import type { ByteSource, RawSource } from '../source/byte-source.ts';
import type { ByteWindow } from '../source/byte-window.ts';

/** An input whose format was recognised: what is known about it before its first record is read. */
export interface RecognisedCapture {
  readonly path: string;
  readonly file: number;
  readonly raw: RawSource;
  /** Gives the decompressed bytes. */
  readonly source: ByteSource;
  /** Begins at the start of the file for pcapng, and after the file header for classic pcap. */
  readonly window: ByteWindow;
  readonly header: ClassicHeader | { readonly format: 'pcapng' };
  readonly compression: Compression | null;
  readonly follow: boolean;
  /** Takes the secrets of TLS sessions that the file holds; null: they are not asked for. */
  readonly onSecrets: SecretsTaker | null;
  /** Damage of the compressed data. The reader takes over what was found so far and then listens for more. */
  readonly compressed: CompressedDamage;
}

/** Passes damage of the compressed data to the reader of the decompressed data. */
export interface CompressedDamage {
  readonly found: Damage[];
  listener: ((damage: Damage) => void) | null;
}
