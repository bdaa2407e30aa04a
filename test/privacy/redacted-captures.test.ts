import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusEntries, corpusPath } from '../corpus/corpus.ts';
import { allOutputs, type Outputs } from './all-outputs.ts';
import { valuesOf } from './values-of-capture.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
/** `exchanges` writes while it reads: a word that is found to be of a person later stands in what it wrote before (docs/privacy.md). */
const KNOWN_GAPS: ReadonlySet<string> = new Set(['http-volume-browse.pcap']);
const CAPTURES = [
  ...readdirSync(SAMPLES)
    .filter((name) => /\.pcap(?:ng)?$/.test(name))
    .map((name) => [name, SAMPLES + name] as const),
  ...corpusEntries()
    .filter(({ file }) => !KNOWN_GAPS.has(file))
    .map(({ file }) => [file, corpusPath(file)] as const),
];
/** Number of calls of each capture that are opened one by one on the screen. */
const MOST_CALLS = 6;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Matches a value as a whole word. Short numbers also occur in reports as frames, ports and seconds, so they count only
 * where they are quoted or part of an address.
 */
function formOf(value: string): RegExp {
  const word = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (/^\d{1,6}$/.test(value)) return new RegExp(`(?:["'>]|sips?:|tel:)${word}["'<@]`);
  return new RegExp(`(?<![\\p{L}\\p{N}.])${word}(?![\\p{L}\\p{N}]|\\.\\d)`, 'u');
}

function found(values: ReadonlySet<string>, outputs: Outputs, path: string): readonly string[] {
  const hits: string[] = [];
  for (const value of values) {
    // The path of the capture stays visible, and a single letter identifies nobody.
    if (value.length < 3 || path.includes(value)) continue;
    const form = formOf(value);
    for (const [name, text] of outputs) {
      const match = form.exec(text);
      if (match === null) continue;
      hits.push(`${value} in ${name}: …${text.slice(Math.max(0, match.index - 50), match.index + 50)}…`);
      break;
    }
  }
  return hits;
}

describe('with --redact personal nothing of people is left of', () => {
  it.each(CAPTURES)(
    '%s',
    async (_name, path) => {
      const values = await valuesOf(path);
      const outputs = await allOutputs(path, folder, 'personal', MOST_CALLS);
      expect(found(values, outputs, path)).toEqual([]);
    },
    180_000,
  );
});

describe('the test sees what it looks for', () => {
  it('finds numbers, names and addresses where nothing is redacted', async () => {
    const path = `${SAMPLES}web-phone-call.pcap`;
    const outputs = await allOutputs(path, folder, null, MOST_CALLS);
    expect(found(await valuesOf(path), outputs, path).length).toBeGreaterThan(3);
  }, 180_000);
});
