/** Where in the given captures something was found. */
export interface CapturePlace {
  /** Which of the given files, from 0. */
  readonly file: number;
  /** Its name as it was given; `-` for standard input. */
  readonly path: string;
  /** Byte offset in the file; for compressed input in the decompressed data, unless the kind says otherwise. */
  readonly offset: number;
  /** Number (across all files) of the last frame of this file before it; 0 where there is none. */
  readonly afterFrame: number;
}

export type Compression = 'gzip' | 'zstd';

/** The data end in the middle of something. `offset` is where that something begins. */
export interface Truncated extends CapturePlace {
  readonly kind: 'truncated';
  /** `gzip`, `zstd`: the compressed data end early, and `offset` is in the compressed file. */
  readonly within: 'record' | 'block' | Compression;
  /** Bytes the record or block needs; of compressed data it is not known. */
  readonly needed: number | null;
  /** Bytes of it that are there. */
  readonly available: number;
}

/** A field of a record header cannot be right. */
export interface CorruptRecord extends CapturePlace {
  readonly kind: 'corrupt-record';
  /** The field, in the words of the format's specification. */
  readonly field: string;
  readonly value: number;
  /** What the field would have to be, as a phrase ("at most 262144"). */
  readonly expected: string;
  /** True: reading ended here, as Wireshark's does. False: it went on; told once for each field of a file. */
  readonly stopped: boolean;
}

/** The compressed data are damaged; everything decoded before it was used. `offset` is in the compressed file. */
export interface CorruptCompression extends CapturePlace {
  readonly kind: 'corrupt-compression';
  readonly compression: Compression;
  readonly reason: string;
}

/** Bytes that are no compressed data follow the compressed data; they were passed over. `offset` is in the compressed file. */
export interface TrailingData extends CapturePlace {
  readonly kind: 'trailing-data';
  readonly compression: Compression;
}

/** The capture's own counters say that packets were lost while capturing. One for each interface, when its section ends. */
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

/** The operating system failed to read on. `offset` is how much of the file had been read. */
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
  | ReadFailed;

type WithoutPlace<D> = D extends CaptureDiagnostic ? Omit<D, 'file' | 'path' | 'afterFrame'> : never;

/** A diagnostic as the stage that finds it states it: the file and the frame are added by the file's reader. */
export type Damage = WithoutPlace<CaptureDiagnostic>;

export type Report = (damage: Damage) => void;

/** Kinds after which the rest of the file is unread. */
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
