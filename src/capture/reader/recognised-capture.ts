import type { Compression, Damage } from '../diagnostic.ts';
import type { ClassicHeader } from '../pcap/header.ts';
import type { ByteSource, RawSource } from '../source/byte-source.ts';
import type { ByteWindow } from '../source/byte-window.ts';

/** Bytes whose beginnings have been recognised; what is known of them before the first record is read. */
export interface RecognisedCapture {
  readonly path: string;
  readonly file: number;
  readonly raw: RawSource;
  /** Decompressed bytes. */
  readonly source: ByteSource;
  /** Stands at the beginning of the file for pcapng, behind the file header for classic pcap. */
  readonly window: ByteWindow;
  readonly header: ClassicHeader | { readonly format: 'pcapng' };
  readonly compression: Compression | null;
  readonly follow: boolean;
  /** Damage of the compressed data, found so far; the reader takes over and is told of more through `damaged`. */
  readonly compressed: CompressedDamage;
}

/** Carries damage of the compressed data to whoever reads the decompressed ones. */
export interface CompressedDamage {
  readonly found: Damage[];
  listener: ((damage: Damage) => void) | null;
}
