import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ProfiledFunction } from './sampled-run.ts';

/** Finds the file of `src/` that a function of the bundle was made of, by the source maps beside the bundle. */
export class SourceFiles {
  readonly #bundle: string;
  readonly #maps = new Map<string, SourceMap>();

  /** `bundle` is the folder of the bundle, as a URL that ends with a slash. */
  constructor(bundle: string) {
    this.#bundle = bundle;
  }

  /** Path below `src/`; null for what is not the program's own: packages, Node, native code. */
  fileOf({ url, lineNumber, columnNumber }: ProfiledFunction): string | null {
    if (!url.startsWith(this.#bundle)) return null;
    const entry = this.#mapOf(url).findEntry(lineNumber, columnNumber);
    const source = 'originalSource' in entry ? entry.originalSource : '';
    return /(?:^|\/)src\/(.+)$/.exec(source)?.[1] ?? null;
  }

  #mapOf(url: string): SourceMap {
    let map = this.#maps.get(url);
    if (map === undefined) {
      map = new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8')));
      this.#maps.set(url, map);
    }
    return map;
  }
}
