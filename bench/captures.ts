import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  GENERATOR_VERSION,
  generateCapture,
  PROFILES,
  type ProfileName,
  type TlsFacts,
} from './generate/index.ts';

const GZIP_LEVEL = 6;

/** A capture in the cache. */
export interface CachedCapture {
  readonly path: string;
  readonly bytes: number;
  /** What belongs to a capture over TLS; null for one in clear text. */
  readonly tls: TlsFiles | null;
}

/** Files beside a capture over TLS. */
export interface TlsFiles {
  /** A key log. */
  readonly keys: string;
  /** `length count` of records in each line. */
  readonly recordLengths: string;
}

/** A folder of generated captures. Each is made when it is asked for the first time, and kept. */
export class CaptureCache {
  readonly #folder: string;
  readonly #say: (line: string) => void;

  constructor(folder: string, say: (line: string) => void) {
    this.#folder = folder;
    this.#say = say;
  }

  /** The capture of a profile with about `size` bytes. */
  capture(profile: ProfileName, size: number): CachedCapture {
    const path = join(this.#folder, `${profile}-${size}-v${GENERATOR_VERSION}.pcap`);
    if (!existsSync(path)) {
      this.#say(`making ${path}`);
      mkdirSync(this.#folder, { recursive: true });
      const facts = generateCapture(`${path}.part`, PROFILES[profile], size);
      if (facts !== null) writeTlsFiles(tlsFilesOf(path), facts);
      renameSync(`${path}.part`, path);
    }
    return {
      path,
      bytes: statSync(path).size,
      tls: PROFILES[profile].tls === null ? null : tlsFilesOf(path),
    };
  }

  /** The same, compressed by gzip. */
  async gzipped(profile: ProfileName, size: number): Promise<CachedCapture> {
    const plain = this.capture(profile, size).path;
    const path = `${plain}.gz`;
    if (!existsSync(path)) {
      this.#say(`making ${path}`);
      await pipeline(
        createReadStream(plain),
        createGzip({ level: GZIP_LEVEL }),
        createWriteStream(`${path}.part`),
      );
      renameSync(`${path}.part`, path);
    }
    return { path, bytes: statSync(path).size, tls: null };
  }

  /** Removes one capture and its compressed form. */
  forget(profile: ProfileName, size: number): void {
    const path = join(this.#folder, `${profile}-${size}-v${GENERATOR_VERSION}.pcap`);
    const { keys, recordLengths } = tlsFilesOf(path);
    for (const one of [path, `${path}.gz`, keys, recordLengths]) rmSync(one, { force: true });
  }

  /** Removes all of them. */
  clean(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function tlsFilesOf(path: string): TlsFiles {
  return { keys: `${path}.keys`, recordLengths: `${path}.records` };
}

function writeTlsFiles({ keys, recordLengths }: TlsFiles, facts: TlsFacts): void {
  writeFileSync(keys, facts.keyLog);
  const lines = [...facts.recordLengths].map(([length, count]) => `${length} ${count}\n`);
  writeFileSync(recordLengths, lines.join(''));
}
