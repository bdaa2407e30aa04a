import type { RecordWriter } from './record-writer.ts';

/** A source of packets that never ends. */
export interface BulkSource {
  /** Microseconds: when the next packet is due. */
  readonly due: number;
  /** Writes that packet and moves `due` on. */
  send(writer: RecordWriter): void;
}
