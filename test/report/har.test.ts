import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHar } from '../../src/report/har/report.ts';
import { urlOf } from '../../src/report/har/url.ts';
import { HAR_SCHEMA } from './har-schema.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { hostileText } from './hostile-text.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import { faultyAnalysis, sketchAnalysis } from './sample-analysis.ts';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(HAR_SCHEMA);

interface Entry {
  readonly pageref: string;
  readonly request: { readonly url: string; readonly postData?: { readonly text: string } };
  readonly response: { readonly status: number };
}

/** The entries of an archive that is valid. */
function entriesOf(text: string): readonly Entry[] {
  const archive = JSON.parse(text) as {
    readonly log: { readonly entries: readonly Entry[]; readonly pages: readonly { readonly id: string }[] };
  };
  expect(validate(archive) ? [] : validate.errors).toEqual([]);
  const pages = archive.log.pages.map(({ id }) => id);
  for (const { pageref } of archive.log.entries) expect(pages).toContain(pageref);
  return archive.log.entries;
}

describe('the HTTP archive', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was, and valid', async (sample) => {
    const analysis = await analysisOf(sample);
    const text = rendered(renderHar, analysis);
    expectGolden(text, `har/${sample}.har`);
    expect(entriesOf(text)).toHaveLength(analysis.calls.length);
  });

  it('is valid whatever the capture holds, and where it holds nothing', () => {
    expect(entriesOf(rendered(renderHar, hostileAnalysis()))).toHaveLength(3);
    expect(entriesOf(rendered(renderHar, sketchAnalysis({ calls: [] })))).toEqual([]);
  });

  it('has the bodies with their secrets masked, and status 0 where there was no answer', () => {
    const entries = entriesOf(rendered(renderHar, faultyAnalysis()));
    expect(entries[0]?.request.postData?.text).toContain('"sipPassword":"[secret 1]"');
    expect(entries.map(({ response }) => response.status)).toEqual([200, 500, 0, 200, 200]);
  });
});

describe('the URL of a request', () => {
  it.each([
    ['127.0.0.1:9091', '/EchoApp/connect', 'http://127.0.0.1:9091/EchoApp/connect'],
    ['[2001:db8::1]:9091', '/a?b=c d', 'http://[2001:db8::1]:9091/a?b=c%20d'],
    ['127.0.0.1:9091', '', 'http://127.0.0.1:9091/'],
    ['127.0.0.1:9091', 'http://other/x', 'http://other/x'],
    ['127.0.0.1:9091', '/50%', 'http://127.0.0.1:9091/50%25'],
    ['127.0.0.1:9091', '/a?token=[secret 1]', 'http://127.0.0.1:9091/a?token=%5Bsecret%201%5D'],
  ])('to %s for %s is %s', (server, target, url) => {
    expect(urlOf('http', server, target)).toBe(url);
  });

  it('holds nothing that no URL can hold', () => {
    fc.assert(
      fc.property(hostileText, (target) => {
        expect(urlOf('http', '127.0.0.1:9091', `/${target}`)).toMatch(
          /^http:\/\/127\.0\.0\.1:9091\/(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/,
        );
      }),
    );
  });
});
