import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { allOutputs, type Outputs } from '../privacy/all-outputs.ts';
import { pcapOf } from '../privacy/tiny-capture.ts';
import { HAR_SCHEMA } from './har-schema.ts';
import { HOSTILE_NAME, hostileTalks } from './hostile-capture.ts';
import { withoutCode } from './markdown-reader.ts';
import { SARIF_SCHEMA } from './sarif-schema.ts';
import { readXml } from './xml-reader.ts';

/** Control and format characters, and lone surrogates, but for line breaks of ours. */
const DANGEROUS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const COMMAND = /^::(?:error|warning|notice) (?:file=[^,:\r\n]*,line=1,)?title=[^,:\r\n]*::[^\r\n]*$/;
const OWN_TAGS_OF_MARKDOWN = /<\/?(?:details|summary|sub)>|<br>/g;
const TAGS_OF_PAGE = new Set(
  'html head meta link title style body a header p h1 h2 h3 span ul li b dl dt dd nav label input fieldset legend button output main section article details summary div svg g text path rect table thead tbody tr th td code pre i footer script'.split(
    ' ',
  ),
);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  writeFileSync(join(folder, HOSTILE_NAME), pcapOf(hostileTalks()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../docs/schema/${name}`, import.meta.url), 'utf8')) as object;

/** How each format is read back by what it is made for. */
const READERS: Readonly<Record<string, (text: string) => void>> = {
  json: (text) => expectValid('json', JSON.parse(text)),
  ndjson: (text) => {
    for (const line of lines(text)) expectValid('ndjson', JSON.parse(line));
  },
  har: (text) => expectValid('har', JSON.parse(text)),
  sarif: (text) => expectValid('sarif', JSON.parse(text)),
  junit: (text) => expect(readXml(text).name).toBe('testsuites'),
  github: (text) => {
    const all = lines(text);
    for (const line of all.slice(0, -1)) expect(line).toMatch(COMMAND);
    expect(all.at(-1)).toMatch(/^hookscope: /);
  },
  markdown: (text) => {
    const plain = withoutCode(text);
    expect(plain.match(/^<details>$/gm)?.length).toBe(plain.match(/^<\/details>$/gm)?.length);
    expect(plain.replace(OWN_TAGS_OF_MARKDOWN, '').replace(/\\[<>&]/g, '')).not.toMatch(/[<>&]/);
  },
  html: (text) => {
    const bare = text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
    for (const [, tag = '', attributes = ''] of bare.matchAll(/<\/?([a-z]\w*)((?:\s[^<>]*)?)>/gi)) {
      expect(TAGS_OF_PAGE.has(tag.toLowerCase()), tag).toBe(true);
      expect(attributes.replace(/"[^"]*"/g, ''), attributes).not.toMatch(/\bon\w+\s*=|['`]/);
    }
    expect(bare.replace(/<!doctype html>|<\/?[a-z]\w*(?:\s[^<>]*)?>/gi, '')).not.toContain('<');
  },
  text: (text) => expect(text).not.toMatch(/^::/m),
};

const OWN = new Ajv2020({ strict: false, validateFormats: false })
  .addSchema(schemaOf('hookscope-1.schema.json'), 'json')
  .addSchema(schemaOf('hookscope-several-1.schema.json'))
  .addSchema(schemaOf('hookscope-lines-1.schema.json'), 'ndjson')
  .addSchema(HAR_SCHEMA, 'har')
  .addSchema(SARIF_SCHEMA, 'sarif');

function expectValid(schema: 'json' | 'ndjson' | 'har' | 'sarif', value: unknown): void {
  expect(OWN.validate(schema, value) ? [] : OWN.errors).toEqual([]);
}

it('every format has a reader here', () => {
  expect(REPORT_FORMATS.map(({ name }) => name).sort()).toEqual(Object.keys(READERS).sort());
});

describe.each([[null], ['personal']] as const)(
  'a hostile capture with a hostile name, --redact %s',
  (redact) => {
    let outputs: Outputs = new Map();
    beforeAll(async () => {
      outputs = await allOutputs(join(folder, HOSTILE_NAME), folder, redact, 60);
    }, 120_000);

    it('puts nothing anywhere that a viewer acts upon', () => {
      expect(outputs.size).toBeGreaterThan(300);
      for (const [name, text] of outputs) expect(DANGEROUS.exec(text), name).toBeNull();
    });

    it.each(Object.keys(READERS))('%s reads back as what it is', (format) => {
      for (const name of [format, `further ${format}`]) {
        expect(outputs.get(name), name).toMatch(/[^\n]\n$/);
        READERS[format]?.(outputs.get(name) ?? '');
      }
      expect(lines(outputs.get(`${format}, errors`) ?? '')).toEqual([]);
    });

    it('so do the list of exchanges, the baseline and the summary of a job', () => {
      for (const line of lines(outputs.get('exchanges ndjson') ?? '')) JSON.parse(line);
      JSON.parse(outputs.get('the baseline') ?? '');
      READERS.markdown?.(outputs.get('github, job summary') ?? '');
    });
  },
);
