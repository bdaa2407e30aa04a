import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { textOf } from '../report/text-of.ts';
import { analysisOptions } from './options.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
const golden = fileURLToPath(new URL('../golden/samples/', import.meta.url));
const files = readdirSync(samples).filter((name) => /\.pcap(ng)?$/.test(name));

/** The JSON report of a sample, one member of each list a line, so that a difference can be read. */
async function jsonOf(file: string): Promise<string> {
  const result = await analyse([{ kind: 'file', path: samples + file }], analysisOptions());
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const format = REPORT_FORMATS.find(({ name }) => name === 'json');
  if (format === undefined) throw new Error('no JSON format');
  const render = await format.load();
  const masker = new Masker({ showSecrets: false });
  const options = {
    masker,
    version: '0.0.0',
    payloads: false,
    color: false,
    columns: 80,
    everything: false,
    verdictOnly: false,
  };
  const text = textOf(render(result.analysis, options));
  return `${JSON.stringify(JSON.parse(text.replaceAll(samples, 'samples/')), null, 1)}\n`;
}

describe('the samples are judged as they should be', () => {
  it.each(files)('%s', async (file) => {
    const json = await jsonOf(file);
    const path = `${golden}${file}.json`;
    if (process.env.UPDATE === '1') writeFileSync(path, json);
    expect(json).toBe(readFileSync(path, 'utf8'));
  });
});
