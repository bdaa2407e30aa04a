import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BOMBS } from './captures.ts';
import { measuredRun } from './measured-run.ts';
import { writeFile } from './write-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'hookscope-bombs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bombs', () => {
  it.each(BOMBS.map((bomb) => [bomb.name, bomb] as const))('%s', { timeout: 240_000 }, (_name, bomb) => {
    const path = join(folder, 'bomb.pcap');
    writeFile(path, bomb.make());
    const [command = '', ...flags] = bomb.words;
    const run = measuredRun([command, path, ...flags]);
    if (process.env.TELL_COST === '1')
      console.log(`${bomb.name}: ${run.seconds.toFixed(1)} s, ${run.peakMegabytes.toFixed(0)} MB`);
    expect(run.errors).toBe('');
    expect(run.status).toBe(bomb.status);
    expect(run.output).toMatch(bomb.says);
    expect(run.seconds).toBeLessThan(bomb.seconds);
    expect(run.peakMegabytes).toBeLessThan(bomb.megabytes);
  });
});
