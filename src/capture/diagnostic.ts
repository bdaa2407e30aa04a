import type { Instant } from '../base/time.ts';

/** Where in the given capture files something was found. */
export interface CapturePlace {
  /** Which of the given files, from 0. */
  readonly file: number;
  /** The file's name as it was given; `-` for standard input. */
  readonly path: string;
  /** Byte offset in the file; for compressed input in the decompressed data, unless the kind says otherwise. */
  readonly offset: number;
  /** Number (across all files) of the last frame of this file before the place; 0 where no frame comes before it. */
  readonly afterFrame: number;
}

export type Compression = 'gzip' | 'zstd';

/** The data end within a record, a block or a compressed stream. `offset` is where that begins. */
export interface Truncated extends CapturePlace {
  readonly kind: 'truncated';
  /** For `gzip` and `zstd` the compressed data end early, and `offset` is in the compressed file. */
  readonly within: 'record' | 'block' | Compression;
  /** Bytes that the record or block needs; null for compressed data, where the number is not known. */
  readonly needed: number | null;
  /** Bytes of it that the file has. */
  readonly available: number;
}

/** A field of a record header has a value that cannot be right. */
export interface CorruptRecord extends CapturePlace {
  readonly kind: 'corrupt-record';
  /** Name of the field as the format's specification has it. */
  readonly field: string;
  readonly value: number;
  /** What the value would have to be, as a phrase ("at most 262144"). */
  readonly expected: string;
  /**
   * True: reading ended here, as it does in Wireshark. False: reading went on; each such field is reported once a file.
   */
  readonly stopped: boolean;
}

/**
 * The compressed data are damaged. Everything decoded before the damage was used. `offset` is in the compressed file.
 */
export interface CorruptCompression extends CapturePlace {
  readonly kind: 'corrupt-compression';
  readonly compression: Compression;
  readonly reason: string;
}

/** Other bytes follow the compressed data; they were skipped. `offset` is in the compressed file. */
export interface TrailingData extends CapturePlace {
  readonly kind: 'trailing-data';
  readonly compression: Compression;
}

/**
 * The capture's own counters say that packets were lost while capturing. There is one such diagnostic for each
 * interface, at the end of its section.
 */
export interface StatisticsDrops extends CapturePlace {
  readonly kind: 'statistics-drops';
  readonly section: number;
  readonly interface: number;
  readonly name: string | null;
  readonly dropped: number;
}

/** A bound of limits.ts was hit. */
export interface LimitReached extends CapturePlace {
  readonly kind: 'limit-reached';
  readonly limit: 'comment-bytes' | 'interfaces';
  readonly value: number;
}

/**
 * A file that was followed is no longer the one that was read. There is one such diagnostic for each time that it happened,
 * until {@link MAX_FILE_REPLACEMENTS} are listed. `offset` is the number of bytes read before.
 */
export interface FileReplaced extends CapturePlace {
  readonly kind: 'file-replaced';
  /**
   * `replaced`: another file has its name. `cut-back`: it has fewer bytes than were read, or begins with others. `gone`: no
   * file has its name, and what is open does not grow.
   */
  readonly how: 'replaced' | 'cut-back' | 'gone';
  /** Time of the last frame before; null where there was none. */
  readonly from: Instant | null;
  /** Time of the first frame after; null as long as there is none. */
  readonly until: Instant | null;
  /** How many times; more than once where several are told as one. */
  readonly times: number;
}

/** The operating system could not read on. `offset` is the number of bytes read before. */
export interface ReadFailed extends CapturePlace {
  readonly kind: 'read-failed';
  readonly reason: string;
}

/** What was wrong with a capture that could be read at least in part. */
export type CaptureDiagnostic =
  | Truncated
  | CorruptRecord
  | CorruptCompression
  | TrailingData
  | StatisticsDrops
  | LimitReached
  | FileReplaced
  | ReadFailed;

type WithoutPlace<D> = D extends CaptureDiagnostic ? Omit<D, 'file' | 'path' | 'afterFrame'> : never;

/** A diagnostic without its file and frame: the stage that finds it does not know them, the file's reader adds them. */
export type Damage = WithoutPlace<CaptureDiagnostic>;

export type Report = (damage: Damage) => void;

/** True for damage after which the rest of the file is not read. */
export function endsReading(damage: Damage): boolean {
  switch (damage.kind) {
    case 'truncated':
    case 'corrupt-compression':
    case 'read-failed':
      return true;
    case 'corrupt-record':
      return damage.stopped;
    default:
      return false;
  }
}
