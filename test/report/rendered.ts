import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import type { Render, ReportOptions } from '../../src/report/format.ts';
import { analysisOptions } from '../engine/options.ts';
import { textOf } from './text-of.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Samples that each format has a golden report of: a missing call, a warning, no hooks, a sound one of another dialect. */
export const GOLDEN_SAMPLES = [
  'missing-connection-status.pcap',
  'incoming-call-forbidden.pcap',
  'no-hooks.pcap',
  'openvox-ringing.pcap',
] as const;

/** The analysis of a sample, as if it had been given as `samples/NAME`. */
export async function analysisOf(sample: string): Promise<Analysis> {
  const result = await analyse([{ kind: 'file', path: `${ROOT}samples/${sample}` }], analysisOptions());
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const { captures } = result.analysis;
  return { ...result.analysis, captures: captures.map((each) => ({ ...each, path: `samples/${sample}` })) };
}

/** A report as text; options are those of `check --format` into a pipe, and changes to them. */
export function rendered(render: Render, analysis: Analysis, changes: Partial<ReportOptions> = {}): string {
  const options: ReportOptions = {
    masker: new Masker({ showSecrets: false }),
    version: '0.0.0',
    payloads: false,
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
    ...changes,
  };
  return textOf(render(analysis, options));
}

/** Compares with a file of `test/golden/reports`; with UPDATE=1 in the environment writes it anew. */
export function expectGolden(text: string, file: string): void {
  const path = `${ROOT}test/golden/reports/${file}`;
  if (process.env.UPDATE === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `there is no ${file}`);
}
