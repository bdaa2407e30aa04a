import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM, ROOT } from '../cli/built-program.ts';
import { mismatch } from '../cli/scenario.ts';

/** What the tutorial has the reader do: save a file, or type a line and see what comes. */
type Step =
  | { readonly kind: 'save'; readonly name: string; readonly text: string }
  | { readonly kind: 'type'; readonly line: string; readonly shown: readonly string[] };

const BLOCK = /(?:<!-- file: (\S+) -->\n\n)?```(\w+)\n([\s\S]*?)```/g;

function stepsOf(page: string): readonly Step[] {
  return [...page.matchAll(BLOCK)].flatMap(([, name, language, text = '']): readonly Step[] => {
    if (name !== undefined) return [{ kind: 'save', name, text }];
    if (language !== 'console') return [];
    const [first = '', ...shown] = text.trimEnd().split('\n');
    return [{ kind: 'type', line: first.replace(/^\$ /, ''), shown }];
  });
}

const page = readFileSync(join(ROOT, 'docs/dialects.md'), 'utf8');
const steps = stepsOf(page);

describe('the tutorial of docs/dialects.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  beforeAll(() => {
    for (const name of ['larkspur.pcap', 'larkspur-faulty.pcap']) {
      copyFileSync(join(ROOT, 'samples', name), join(folder, name));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has steps', () => {
    expect(steps.filter(({ kind }) => kind === 'type').length).toBeGreaterThan(6);
  });

  it.each(
    steps.map((step, index) => [step.kind === 'type' ? step.line : `save ${step.name}`, index] as const),
  )('%s', (_, index) => {
    const step = steps[index];
    if (step?.kind === 'save') writeFileSync(join(folder, step.name), step.text);
    if (step?.kind !== 'type') return;
    const words = step.line.split(' ');
    expect(words[0]).toBe('hookscope');
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...environment } = process.env;
    const ended = spawnSync(process.execPath, [PROGRAM, ...words.slice(1)], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
    });
    expect(mismatch(step.shown, ended.stderr + ended.stdout)).toBeNull();
    expect(ended.status).toBe(step.line.startsWith('hookscope check') ? 1 : 0);
  });
});
