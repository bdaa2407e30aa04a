import { readFileSync } from 'node:fs';
import type { Random } from '../../../samples/builder/index.ts';
import { starterConfiguration } from '../../../src/cli/settings/starter.ts';
import type { FuzzInput } from '../input.ts';
import { faultCount } from '../mutation/count.ts';
import { writeBroken } from '../mutation/json-text.ts';
import { mutateText } from '../mutation/text.ts';
import type { MakeInput } from './stage.ts';

/** A setting of each kind, so that each reader is reached. */
const CONFIGURATION = {
  dialect: 'flashphoner-wcs',
  ports: [9091],
  host: '127.0.0.1',
  session: 'x',
  from: 0,
  to: '2026-01-31T10:00:00Z',
  window: 1.5,
  expect: ['connect'],
  format: 'json',
  failOn: 'warning',
  maxFindings: 3,
  payloads: true,
  all: false,
  showSecrets: false,
  reader: 'hookscope',
  rules: { 'payload/undocumented': 'off', 'answer/slow': 'error' },
};
const BASELINE = {
  schema: 'hookscope-baseline/1',
  findings: [{ fingerprint: '0123456789abcdef', rule: 'flow/missing-call', method: 'connect', message: 'x' }],
};
/** The example of docs/dialects.md. */
const DIALECT: unknown = JSON.parse(
  /```json\n([\s\S]*?)```/.exec(
    readFileSync(new URL('../../../docs/dialects.md', import.meta.url), 'utf8'),
  )?.[1] ?? '{}',
);

/** Dialect files whose values, names, form or text are wrong. */
export const dialect: MakeInput = (random) => textInput('dialect', DIALECT, null, random);

/** Configuration files, also with comments, whose values, names, form or text are wrong. */
export const configuration: MakeInput = (random) =>
  textInput('configuration', CONFIGURATION, random.chance(0.3) ? starterConfiguration() : null, random);

/** Files of known findings whose values, names, form or text are wrong. */
export const baseline: MakeInput = (random) => textInput('baseline', BASELINE, null, random);

function textInput(
  kind: 'dialect' | 'configuration' | 'baseline',
  value: unknown,
  text: string | null,
  random: Random,
): FuzzInput {
  const written = text ?? writeBroken(value, random, random.chance(0.7) ? faultCount(random) : 0);
  return { kind, text: random.chance(0.4) ? mutateText(written, random, faultCount(random)) : written };
}
