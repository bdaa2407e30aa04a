import type { Buffer } from 'node:buffer';
import type { Arrival, Direction } from '../../stream/index.ts';
import type { ArrivalMarks } from './arrival-marks.ts';

/** Content types of records (RFC 8446 §5.1; heartbeat: RFC 6520 §3), and the length of a record's header. */
export const RECORD = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  data: 23,
  heartbeat: 24,
  headLength: 5,
} as const;

/** Bytes of the longest body of a record: what encryption may add is at most 2048 (RFC 5246 §6.2.3). */
export const MAX_RECORD_LENGTH = 2 ** 14 + 2048;

/** A whole record. It is one object that is written over for the next: keep nothing of it. */
export interface TlsRecord {
  readonly direction: Direction;
  readonly type: number;
  /** The version in its header. */
  readonly version: number;
  /** Its header begins at `start` and its body at `start` + 5; it ends before `end`. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Offset of its header in the direction. */
  readonly offset: number;
  /** When its bytes came. */
  readonly marks: ArrivalMarks;
}

/** Takes the records of a direction. */
export interface RecordTaker {
  /** A header was read. `take`: the record is wanted, `pass`: its body is passed over, `stop`: nothing more is wanted. */
  head(direction: Direction, type: number, length: number, at: Arrival): 'take' | 'pass' | 'stop';
  /** A wanted record is whole. False: it cannot be taken now; its last bytes have to be given to the reader again. */
  record(record: TlsRecord): boolean;
  /** The last byte of a body came that is passed over. `isWhole`: no byte of it is absent. */
  passed(direction: Direction, type: number, length: number, isWhole: boolean, at: Arrival): void;
  /** What stands at this place is no header of a record. */
  broken(direction: Direction, at: Arrival): void;
}

/** Whether a record may begin with these bytes of a header: type, major version, length. */
export function isRecordHead(type: number, major: number, length: number): boolean {
  return (
    type >= RECORD.changeCipherSpec && type <= RECORD.heartbeat && major === 3 && length <= MAX_RECORD_LENGTH
  );
}
