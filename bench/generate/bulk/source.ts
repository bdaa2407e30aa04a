import type { RecordWriter } from './record-writer.ts';

/** Something that sends packet after packet for ever. */
export interface BulkSource {
  /** Microseconds: when the next packet is due. */
  readonly due: number;
  /** Writes that packet and moves `due` on. */
  send(writer: RecordWriter): void;
}
