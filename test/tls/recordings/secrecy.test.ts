import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, viewOf } from '../../../src/filter/index.ts';
import { REPORT_FORMATS } from '../../../src/report/index.ts';
import { textOf } from '../../report/text-of.ts';
import { analysisOf, FIXTURES, readOracle, reportOptions } from './reading.ts';

/** Readings with key logs of every form: complete, garbled, lacking, wrong, and older lines. */
const READINGS = [
  'faults-tls13',
  'faults-tls12',
  'faults-http2',
  'keys-garbled',
  'keys-lacking-one',
  'keys-wrong-for-one',
  'keys-wrong-for-one-of-tls12',
  'tls12-rsa-by-premaster',
  'tls12-rsa-by-random',
  'tls12-rsa-by-session',
] as const;

/** The secrets of a key log in the forms in which a program might repeat them. */
function secretForms(keyLog: string): readonly string[] {
  const last = keyLog
    .split(/\r?\n/)
    .flatMap((line) => /(?:^|[ :])([0-9a-f]{32,})$/i.exec(line.trim())?.[1] ?? []);
  return last.flatMap((secret) => {
    const bytes = Buffer.from(secret, 'hex');
    return [secret.toLowerCase(), secret.toUpperCase(), bytes.toString('base64')];
  });
}

describe('no report repeats a secret, whatever else it shows', () => {
  it.each(READINGS)('%s', async (name) => {
    const { keys } = readOracle(FIXTURES, name);
    const forms = secretForms(readFileSync(`${FIXTURES}${keys}`, 'latin1'));
    expect(forms.length).toBeGreaterThan(2);
    const analysis = await analysisOf(name);
    for (const { name: format, load } of REPORT_FORMATS) {
      const render = await load();
      const options = reportOptions({ showSecrets: true, payloads: true });
      const text = textOf(render(viewOf(analysis, EVERYTHING, options.masker), options));
      expect(text.length, format).toBeGreaterThan(0);
      for (const form of forms) expect(text.includes(form), `${format} has a secret`).toBe(false);
    }
  });
});
