import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { compareSamples } from '../../compare/compared.ts';
import { rendered } from './rendered.ts';

const schemaText = readFileSync(
  new URL('../../../docs/schema/hookscope-compare-1.schema.json', import.meta.url),
  'utf8',
);
const options = { allErrors: true, strictRequired: false, allowUnionTypes: true } as const;
const validate = new Ajv2020(options).compile(JSON.parse(schemaText) as object);
/** The same, in which no object has members that are not described. */
const validateStrictly = new Ajv2020(options).compile(
  JSON.parse(
    schemaText
      .replaceAll('"type": "object",', '"type": "object", "additionalProperties": false,')
      .replace('hookscope-compare-1.schema', 'strict.schema'),
  ) as object,
);

const PAIRS = [
  ['streaming.pcapng', 'log.pcap'],
  ['log.pcap', 'log.pcap'],
  ['web-phone-connection.pcap', 'lost-packets.pcap'],
  ['web-phone-connection.pcap', 'backend-down.pcap'],
  ['web-phone-call.pcap', 'log.pcap'],
  ['no-hooks.pcap', 'log.pcap'],
  ['openvox-ringing.pcap', 'incoming-call.pcap'],
] as const;

async function report(good: string, bad: string): Promise<Record<string, unknown>> {
  return JSON.parse(rendered('json', await compareSamples(good, bad))) as Record<string, unknown>;
}

describe('the published schema', () => {
  it.each(PAIRS)('holds for %s and %s, and describes every member', async (good, bad) => {
    const value = await report(good, bad);
    expect(validate(value) ? [] : validate.errors).toEqual([]);
    expect(validateStrictly(value) ? [] : validateStrictly.errors).toEqual([]);
  });

  it('demands every member', async () => {
    const value = await report('streaming.pcapng', 'log.pcap');
    for (const name of Object.keys(value)) {
      const { [name]: _gone, ...rest } = value;
      expect(validate(rest), name).toBe(false);
    }
  });
});
