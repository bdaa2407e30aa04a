import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOutputs, type Outputs, spellingsOf } from './all-outputs.ts';
import { plantedCapture } from './planted.ts';
import { pcapOf } from './tiny-capture.ts';

const planted = plantedCapture();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  writeFileSync(join(folder, 'planted.pcap'), pcapOf(planted.talks));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The planted values that some output contains, each with the place where it was planted. */
function found(values: ReadonlyMap<string, string>, outputs: Outputs): readonly string[] {
  const hits: string[] = [];
  for (const [value, place] of values) {
    const spellings = spellingsOf(value);
    for (const [name, text] of outputs) {
      const spelling = spellings.find((each) => text.includes(each));
      if (spelling === undefined) continue;
      const at = text.indexOf(spelling);
      hits.push(`${place} (${value}) in ${name}: …${text.slice(Math.max(0, at - 60), at + 40)}…`);
      break;
    }
  }
  return hits;
}

describe('a capture with something to hide in every field', () => {
  it('shows no secret in any output', async () => {
    const outputs = await allOutputs(join(folder, 'planted.pcap'), folder, null);
    expect(found(planted.secrets, outputs)).toEqual([]);
    // What is not hidden is shown: this proves that the test sees the outputs.
    expect(found(planted.personal, outputs).length).toBeGreaterThan(planted.personal.size * 0.8);
  }, 180_000);

  it('shows neither a secret nor anything of people in any output with --redact personal', async () => {
    const outputs = await allOutputs(join(folder, 'planted.pcap'), folder, 'personal');
    expect(found(planted.secrets, outputs)).toEqual([]);
    expect(found(planted.personal, outputs)).toEqual([]);
  }, 180_000);
});
