import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
/** Where the captured length stands in a record's header (classic pcap, little-endian). */
const LENGTH_AT = 8;
/** Bytes at the end of a capture that are held back: some hundred calls. */
const HELD_BACK_BYTES = 500_000;

/** A copy of a capture without its end, which is written later, frame by frame. */
export class GrowingFile {
  readonly path: string;
  readonly #folder: string;
  readonly #held: Buffer;
  #written = 0;

  constructor(capture: string) {
    this.#folder = mkdtempSync(join(tmpdir(), 'hookscope-following-'));
    this.path = join(this.#folder, 'grows.pcap');
    const bytes = readFileSync(capture);
    let end = FILE_HEADER_BYTES;
    while (end < bytes.length - HELD_BACK_BYTES)
      end += RECORD_HEADER_BYTES + bytes.readUInt32LE(end + LENGTH_AT);
    this.#held = Buffer.from(bytes.subarray(end));
    copyFileSync(capture, this.path);
    truncateSync(this.path, end);
  }

  /** Writes on up to the next frame that holds the beginning of a POST, and that frame in the end; false where there is none. */
  writeRequest(): boolean {
    let from = this.#written;
    for (let at = from; at < this.#held.length; ) {
      const next = at + RECORD_HEADER_BYTES + this.#held.readUInt32LE(at + LENGTH_AT);
      if (this.#held.subarray(at, next).includes('POST ')) {
        if (at > from) appendFileSync(this.path, this.#held.subarray(from, at));
        from = at;
        appendFileSync(this.path, this.#held.subarray(from, next));
        this.#written = next;
        return true;
      }
      at = next;
    }
    return false;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
