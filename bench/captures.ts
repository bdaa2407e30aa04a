import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { GENERATOR_VERSION, generateCapture, PROFILES, type ProfileName } from './generate/index.ts';

const GZIP_LEVEL = 6;

/** A capture in the cache. */
export interface CachedCapture {
  readonly path: string;
  readonly bytes: number;
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
      generateCapture(`${path}.part`, PROFILES[profile], size);
      renameSync(`${path}.part`, path);
    }
    return { path, bytes: statSync(path).size };
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
    return { path, bytes: statSync(path).size };
  }

  /** Removes one capture and its compressed form. */
  forget(profile: ProfileName, size: number): void {
    const path = join(this.#folder, `${profile}-${size}-v${GENERATOR_VERSION}.pcap`);
    for (const one of [path, `${path}.gz`]) rmSync(one, { force: true });
  }

  /** Removes all of them. */
  clean(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
