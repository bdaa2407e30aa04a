import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The captures with oracles that lie beside the checkout, in two collections; absent on most machines. */
const folders = ['corpus', 'corpus-2']
  .map((name) => fileURLToPath(new URL(`../../../shared/${name}/`, import.meta.url)))
  .filter((folder) => existsSync(`${folder}corpus.json`));

export const hasCorpus = folders.length > 0;
if (!hasCorpus) console.warn('skipped: no corpus beside the checkout (../shared/corpus, ../shared/corpus-2)');

export interface CorpusEntry {
  readonly file: string;
  /** Ports that the oracle was made to decode as HTTP. */
  readonly decodeAs: readonly (string | number)[];
  /** Why tshark's word is not the truth of this capture; see `exceptions.ts`. Absent: it is. */
  readonly definition?: string;
}

/** The captures of both collections; none where they are absent. */
export function corpusEntries(): readonly CorpusEntry[] {
  return folders.flatMap(
    (folder) => JSON.parse(readFileSync(`${folder}corpus.json`, 'utf8')) as readonly CorpusEntry[],
  );
}

export function corpusPath(file: string): string {
  return folderOf(file) + file;
}

/** The lines of an oracle file; `suffix` is `.jsonl` or `.truth.jsonl`. Empty where there is none. */
export function oracleLines<Line>(file: string, suffix: '.jsonl' | '.truth.jsonl'): readonly Line[] {
  const path = `${folderOf(file)}oracle/${file}${suffix}`;
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

function folderOf(file: string): string {
  const folder = folders.find((one) => existsSync(one + file));
  if (folder === undefined) throw new Error(`no ${file} in the corpus`);
  return folder;
}
