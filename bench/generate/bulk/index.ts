/** Traffic that is not about hooks, by the million packets: media and downloads. */
import { type Passage, Random } from '../../../samples/builder/index.ts';
import type { BufferedFile } from '../buffered-file.ts';
import { type MediaKind, MediaStream, SOUND, VIDEO } from './media-stream.ts';
import { PayloadPool } from './payload-pool.ts';
import { RecordWriter } from './record-writer.ts';
import { SecureDownload } from './secure-download.ts';
import type { BulkSource } from './source.ts';

export interface BulkLoad {
  /** Streams of each kind, each in one direction. */
  readonly soundStreams: number;
  readonly videoStreams: number;
  /** Clients that download at the same time. */
  readonly downloads: number;
}

export interface BulkOptions extends BulkLoad {
  readonly seed: number;
  /** Whole seconds since 1970. */
  readonly epoch: number;
  /** Address of the machine that captures. */
  readonly host: string;
}

/** All sources together, in order of time. */
export class BulkTraffic {
  /** Bytes written so far. */
  bytes = 0;
  readonly #file: BufferedFile;
  readonly #writer: RecordWriter;
  readonly #sources: readonly BulkSource[];

  constructor(file: BufferedFile, options: BulkOptions) {
    const random = new Random(options.seed);
    this.#file = file;
    this.#writer = new RecordWriter(file, new PayloadPool(random), options.epoch);
    const media = (kind: MediaKind, count: number, firstPort: number) =>
      Array.from({ length: count }, (_, index) => mediaStream(random, kind, options.host, firstPort, index));
    this.#sources = [
      ...media(SOUND, options.soundStreams, 31_000),
      ...media(VIDEO, options.videoStreams, 31_500),
      ...Array.from(
        { length: options.downloads },
        (_, index) =>
          new SecureDownload(random, `198.51.100.${10 + index}`, { address: options.host, port: 443 }),
      ),
    ];
  }

  /** Writes every packet that is due before a time (microseconds). */
  writeUntil(time: number): void {
    const before = this.#file.bytes;
    for (;;) {
      // A few dozen sources: looking at each costs less than keeping them in order.
      let next: BulkSource | null = null;
      let due = time;
      for (const source of this.#sources) {
        if (source.due < due) {
          next = source;
          due = source.due;
        }
      }
      if (next === null) break;
      next.send(this.#writer);
    }
    this.bytes += this.#file.bytes - before;
  }
}

function mediaStream(
  random: Random,
  kind: MediaKind,
  host: string,
  firstPort: number,
  index: number,
): MediaStream {
  const own = { address: host, port: firstPort + (index >> 1) * 2 };
  const other = { address: `198.51.100.${100 + (index >> 1)}`, port: 50_000 + index * 2 };
  const passage: Passage = index % 2 === 0 ? 'sent' : 'received';
  return passage === 'sent'
    ? new MediaStream(random, kind, own, other, passage)
    : new MediaStream(random, kind, other, own, passage);
}
