import type { Buffer } from 'node:buffer';
import { statSync } from 'node:fs';
import type { FileReplaced } from '../diagnostic.ts';
import type { FileSource } from '../source/byte-source.ts';

/** Bytes. The file header and the first record's: no two captures begin alike. */
const HEAD_BYTES = 64;

/** Looks whether the file that is being read is still the one that its path names. */
export class FileWatch {
  readonly #path: string;
  readonly #source: FileSource;
  #head: Buffer;

  constructor(path: string, source: FileSource) {
    this.#path = path;
    this.#source = source;
    this.#head = source.head(Math.min(HEAD_BYTES, source.position));
  }

  /** What became of the file since it was opened; null where nothing did. Asked for after all of it was read. */
  look(): FileReplaced['how'] | null {
    const own = this.#source.stat();
    const there = statSync(this.#path, { throwIfNoEntry: false });
    if (there !== undefined && (there.ino !== own.ino || there.dev !== own.dev)) return 'replaced';
    if (own.size < this.#source.position || this.isRewritten()) return 'cut-back';
    return there === undefined ? 'gone' : null;
  }

  /** True where the file begins with other bytes than before: it was cut back and has grown beyond what was read. */
  isRewritten(): boolean {
    const { position } = this.#source;
    const head = this.#source.head(Math.min(HEAD_BYTES, position));
    if (!head.subarray(0, this.#head.length).equals(this.#head)) return true;
    this.#head = head;
    return false;
  }

  /**
   * How a file that was cut back is read on. `anew`: it begins with other bytes. `behind`: where reading ended, because it
   * was only cut shorter, or because the program that writes it does not know of it (`truncate` while tcpdump writes): then
   * its beginning has no bytes. null: that cannot be told yet.
   */
  afterCut(): 'anew' | 'behind' | null {
    const head = this.#source.head(HEAD_BYTES);
    const isHole = head.every((byte) => byte === 0);
    const common = Math.min(head.length, this.#head.length);
    if (!isHole && !head.subarray(0, common).equals(this.#head.subarray(0, common))) return 'anew';
    if (head.length < this.#head.length) return null;
    if (this.#source.stat().size <= this.#source.position) return null;
    this.#head = head.subarray(0, this.#head.length);
    return 'behind';
  }

  /** Size in bytes of the file that has the path now; null where there is none. */
  size(): number | null {
    return statSync(this.#path, { throwIfNoEntry: false })?.size ?? null;
  }
}
