import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The captures with oracles that lie beside the checkout; absent on most machines. */
const folder = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

export const hasCorpus = existsSync(`${folder}corpus.json`);
if (!hasCorpus) console.warn('skipped: no corpus beside the checkout (../shared/corpus)');

export interface CorpusEntry {
  readonly file: string;
  /** Ports that the oracle was made to decode as HTTP. */
  readonly decodeAs: readonly string[];
}

/** The captures of the corpus; none where it is absent. */
export function corpusEntries(): readonly CorpusEntry[] {
  return hasCorpus
    ? (JSON.parse(readFileSync(`${folder}corpus.json`, 'utf8')) as readonly CorpusEntry[])
    : [];
}

export function corpusPath(file: string): string {
  return folder + file;
}

/** The lines of an oracle file; `suffix` is `.jsonl` or `.truth.jsonl`. Empty where there is none. */
export function oracleLines<Line>(file: string, suffix: '.jsonl' | '.truth.jsonl'): readonly Line[] {
  const path = `${folder}oracle/${file}${suffix}`;
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
