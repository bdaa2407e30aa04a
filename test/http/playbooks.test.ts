import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyByte, parsePlaybooks, play, whole } from './playbook.ts';

const folder = new URL('./playbooks/', import.meta.url);

for (const file of readdirSync(folder).sort()) {
  describe(file, () => {
    const playbooks = parsePlaybooks(readFileSync(new URL(file, folder), 'utf8'));
    test.each(playbooks.map((playbook) => [playbook.title, playbook] as const))('%s', (_, playbook) => {
      expect(play(playbook, whole)).toEqual(playbook.expected);
      if (playbook.title.endsWith('(whole)')) return;
      expect(play(playbook, everyByte), 'split at every byte').toEqual(playbook.expected);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }), (cuts) => {
          expect(play(playbook, cutAfter(cuts))).toEqual(playbook.expected);
        }),
        { numRuns: 30, seed: 1 },
      );
    });
  });
}

/** Cuts a segment into parts of these lengths, over and over. */
function cutAfter(lengths: readonly number[]): (length: number) => number[] {
  return (length) => {
    const parts: number[] = [];
    for (let left = length, index = 0; left > 0; index += 1) {
      const part = Math.min(left, lengths[index % lengths.length] ?? 1);
      parts.push(part);
      left -= part;
    }
    return parts;
  };
}
