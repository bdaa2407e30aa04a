import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { inputOf } from './input.ts';
import { tryInput } from './trials/index.ts';

const FOLDER = fileURLToPath(new URL('found/', import.meta.url));
/** Settings of the trial: all ways of reading, and all formats. */
const VARIANTS = [0, 1, 2, 3, 4, 5];
const workplace = mkdtempSync(join(tmpdir(), 'hookscope-found-'));
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

/** Each of these inputs once crashed the program, hung it, took all memory or led to wrong output. docs/robustness.md tells which did what. */
describe('inputs that once failed', () => {
  it.each(readdirSync(FOLDER).filter((name) => name !== 'README.md'))('%s', async (name) => {
    const input = inputOf(name, readFileSync(FOLDER + name));
    if (input === null) throw new Error(`${name}: its ending tells no kind of input`);
    for (const variant of VARIANTS) await tryInput(input, variant, workplace);
    expect(input.kind).not.toBe('');
  });
});
