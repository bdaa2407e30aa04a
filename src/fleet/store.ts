import { Buffer } from 'node:buffer';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const KEY_BYTES = 32;
/** Only the user of the fleet may read keys and what was collected. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;
const RUN_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const SET_ID = /^c-[0-9a-f]{64}$/;
/** Shards stand in folders by the first characters of their hash, so that no folder has too many. */
const FOLDER_CHARACTERS = 2;

/** A capture set as a run knows it: its job's id, and its files as they were submitted. */
export interface SubmittedSet {
  readonly id: string;
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Whether a run may be called so. */
export function isRunName(name: string): boolean {
  return RUN_NAME.test(name);
}

/**
 * A folder that all machines of a fleet share: `shards/ab/c-ab….shard`, `runs/NAME/c-….json`, and `marks.key`. Every file
 * is written whole or not at all, so nobody meets half of one, whenever a machine dies.
 */
export class Store {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  shardPath(id: string): string {
    return join(this.#folder, 'shards', id.slice(2, 2 + FOLDER_CHARACTERS), `${id}.shard`);
  }

  hasShard(id: string): boolean {
    return existsSync(this.shardPath(id));
  }

  async writeShard(id: string, chunks: readonly Uint8Array[]): Promise<void> {
    await writeWhole(this.shardPath(id), chunks);
  }

  /** Notes sets as those of a run. One that it has already stays as it was noted. */
  async addToRun(run: string, sets: readonly SubmittedSet[]): Promise<void> {
    for (const set of sets) {
      const path = join(this.#folder, 'runs', run, `${set.id}.json`);
      if (!existsSync(path)) await writeWhole(path, [Buffer.from(`${JSON.stringify(set)}\n`)]);
    }
  }

  /** Takes a set out of a run. Its shard stays, of which another run may be. */
  async leave(run: string, id: string): Promise<void> {
    await rm(join(this.#folder, 'runs', run, `${id}.json`), { force: true });
  }

  /** The sets of a run by their ids; null where there is no such run. A file that is none of ours is left alone. */
  async setsOf(run: string): Promise<readonly SubmittedSet[] | null> {
    const folder = join(this.#folder, 'runs', run);
    if (!existsSync(folder)) return null;
    const names = (await readdir(folder)).filter((name) => SET_ID.test(name.replace(/\.json$/, '')));
    const sets: SubmittedSet[] = [];
    for (const name of names.sort()) {
      const set = submittedSet(await readFile(join(folder, name), 'utf8'));
      if (set !== null && `${set.id}.json` === name) sets.push(set);
    }
    return sets;
  }

  /**
   * The key with which digests of masked values are made, so that a value has the same mark in all shards. It is made once; whoever
   * is first with it wins.
   */
  async marksKey(): Promise<Uint8Array> {
    const path = join(this.#folder, 'marks.key');
    if (!existsSync(path)) {
      await mkdir(this.#folder, { recursive: true, mode: OWN_FOLDER });
      const temporary = `${path}.${randomUUID()}`;
      await writeFile(temporary, randomBytes(KEY_BYTES), { mode: OWN_FILE, flag: 'wx' });
      // Unlike renaming, linking fails where the name is taken.
      await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
      await rm(temporary, { force: true });
    }
    const key = await readFile(path);
    if (key.length !== KEY_BYTES) throw new Error(`${path}: has ${key.length} bytes instead of ${KEY_BYTES}`);
    return key;
  }
}

function submittedSet(text: string): SubmittedSet | null {
  try {
    const read = JSON.parse(text) as Partial<SubmittedSet> | null;
    if (typeof read?.id !== 'string' || !SET_ID.test(read.id) || !Array.isArray(read.paths)) return null;
    const paths: readonly unknown[] = read.paths;
    if (!paths.every((path) => typeof path === 'string')) return null;
    return { id: read.id, paths: paths as readonly string[], bytes: Number(read.bytes) || 0 };
  } catch {
    return null;
  }
}

/** Under a temporary name in the same folder, on the disk, then renamed. */
async function writeWhole(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: OWN_FOLDER });
  const temporary = join(folder, `.${process.pid}-${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx', OWN_FILE);
    try {
      for (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** So that the name is on the disk as well. Not every file system can do it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The content is on the disk; the name will be, at the latest when the file system writes it by itself.
  }
}
