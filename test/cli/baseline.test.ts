import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countingFindings } from '../../src/cli/exit-status.ts';
import { FilesRead } from '../../src/cli/files-read.ts';
import { baselineOf, readBaseline } from '../../src/cli/settings/baseline.ts';
import { Masker } from '../../src/privacy/index.ts';
import { hostileAnalysis } from '../report/hostile-analysis.ts';
import { faultyAnalysis, sketchAnalysis } from '../report/sample-analysis.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(analysis: Parameters<typeof baselineOf>[0][number]): Promise<ReadonlySet<string>> {
  writeFileSync(
    join(folder, 'b.json'),
    [...baselineOf([analysis], new Masker({ showSecrets: false }))].join(''),
  );
  const read = await readBaseline('b.json', { directory: folder, files: new FilesRead() });
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

describe('a baseline', () => {
  it.each([
    ['faults', faultyAnalysis()],
    ['whatever a capture holds', hostileAnalysis()],
    ['nothing', sketchAnalysis({ calls: [] })],
  ])('of %s reads back, and knows them all', async (_name, analysis) => {
    const known = await written(analysis);
    expect(countingFindings(analysis, { failOn: 'note', known })).toBe(0);
  });

  it('does not know another fault', async () => {
    const analysis = faultyAnalysis();
    const [first, ...others] = analysis.findings;
    const known = await written({ ...analysis, findings: others });
    expect(countingFindings(analysis, { failOn: 'error', known })).toBe(1);
    expect(first?.severity).toBe('error');
  });

  it('has a line for each fault, which a person can take away', async () => {
    await written(faultyAnalysis());
    const lines = readFileSync(join(folder, 'b.json'), 'utf8').split('\n');
    expect(lines.filter((line) => line.includes('"fingerprint"'))).toHaveLength(6);
  });
});
