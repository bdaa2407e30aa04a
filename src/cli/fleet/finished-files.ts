import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { withFolders } from '../several/folders.ts';

/** Seconds after which a file that nobody wrote to counts as finished. */
const QUIET_SECONDS = 60;

/** The captures of a folder that are finished: nobody wrote to them for a minute. A file is given once. */
export class FinishedFiles {
  readonly #folder: string;
  readonly #directory: string;
  readonly #given = new Set<string>();

  constructor(folder: string, directory: string) {
    this.#folder = folder;
    this.#directory = directory;
  }

  /** Those that were finished since the last look. `now`: milliseconds since 1970. */
  look(now: number): readonly string[] {
    const found = withFolders([this.#folder], this.#directory);
    // An empty folder is none yet: captures will come.
    if (!found.ok) return [];
    const quiet = found.value.filter((path) => {
      if (this.#given.has(path)) return false;
      const stats = statSync(resolve(this.#directory, path), { throwIfNoEntry: false });
      return stats !== undefined && stats.size > 0 && now - stats.mtimeMs >= QUIET_SECONDS * 1000;
    });
    for (const path of quiet) this.#given.add(path);
    return quiet;
  }
}
