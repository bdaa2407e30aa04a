import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../src/cli/settings/configuration.ts';
import { SETTING_NAMES, SETTING_NOTES, SETTING_READERS } from '../../src/cli/settings/settings.ts';
import { starterConfiguration } from '../../src/cli/settings/starter.ts';

const RULES = ['flow/missing-call', 'payload/undocumented', 'answer/slow'];

describe('the configuration file', () => {
  it('may hold every setting there is', () => {
    const source = JSON.stringify(
      Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTING_NOTES[name].example])),
    );
    const read = readConfiguration('c.json', source, RULES);
    expect(read).toMatchObject({ ok: true });
    if (read.ok) expect(Object.keys(read.value.settings).sort()).toEqual(Object.keys(SETTING_READERS).sort());
  });

  it('sets severities of rules', () => {
    const source = '{ "rules": { "flow/missing-call": "off", "answer/slow": "error" } }';
    expect(readConfiguration('c.json', source, RULES)).toEqual({
      ok: true,
      value: { settings: {}, severities: { 'flow/missing-call': 'off', 'answer/slow': 'error' } },
    });
  });

  it('as init writes it is valid and sets nothing', () => {
    expect(readConfiguration('c.json', starterConfiguration(), RULES)).toEqual({
      ok: true,
      value: { settings: {}, severities: {} },
    });
  });

  it('as init writes it stays valid when everything in it is put to use', () => {
    const used = starterConfiguration().replace(/^( *)\/\/ (".*)$/gm, '$1$2');
    const read = readConfiguration('c.json', used, RULES);
    expect(read).toMatchObject({
      ok: true,
      value: { severities: { 'payload/undocumented': 'off', 'answer/slow': 'error' } },
    });
    if (read.ok) expect(Object.keys(read.value.settings)).toHaveLength(SETTING_NAMES.length);
  });

  it.each([
    ['{ "__proto__": 1 }', '/__proto__: expected a known setting'],
    ['{ "rules": { "__proto__": "off" } }', '/rules/__proto__: expected a rule'],
    ['{ "rules": [] }', '/rules: expected an object of rules'],
    ['{ "host": { "a": 1 } }', '/host: expected an IP address'],
    ['{ "expect": [""] }', '/expect: expected text'],
    ['', 'not JSON'],
    ['null', 'expected an object'],
    ['{ "ports": 1', 'not JSON'],
  ])('%s is refused', (source, message) => {
    const read = readConfiguration('c.json', source, RULES);
    expect(read.ok ? '' : read.message).toContain(message);
  });
});
