import { describe, expect, it } from 'vitest';
import { type Comparison, compareCaptures, OutlineBook } from '../../../src/compare/index.ts';
import type { Analysis } from '../../../src/engine/index.ts';
import { readCall } from '../../../src/hooks/index.ts';
import { COMPARISON_FORMATS } from '../../../src/report/compare/index.ts';
import { compareSamples } from '../../compare/compared.ts';
import { hostileAnalysis } from '../hostile-analysis.ts';
import { HOSTILE } from '../hostile-text.ts';
import { withoutCode } from '../markdown-reader.ts';
import { exchangeOf, sketchAnalysis, sketchCall } from '../sample-analysis.ts';
import { rendered } from './rendered.ts';

/** Control and format characters and lone surrogates, with what stands before them; but for line breaks. */
const DANGEROUS = /.{0,40}(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const SECRET = 'hunter2-secret';

describe.each(COMPARISON_FORMATS.map(({ name }) => name))('%s', (name) => {
  it('lets nothing through that a viewer acts upon, in any field', () => {
    for (const comparison of hostileComparisons()) {
      const text = rendered(name, comparison, { everything: true });
      expect(DANGEROUS.exec(text)).toBeNull();
      expect(text).not.toContain(SECRET);
    }
  });

  it('says of hostile names what it says of ordinary ones', () => {
    expect(hostileComparisons()[0]?.parameters.length).toBeGreaterThan(2);
  });

  it('is the same byte for byte from run to run, and ends with a line break', async () => {
    const texts = [];
    for (let run = 0; run < 2; run++) {
      texts.push(rendered(name, await compareSamples('streaming.pcapng', 'log.pcap'), { everything: true }));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toMatch(/[^\n]\n$/);
  });
});

describe('markdown', () => {
  it('has no markup of the capture', () => {
    for (const comparison of hostileComparisons()) {
      const plain = withoutCode(rendered('markdown', comparison, { everything: true }));
      expect(plain.replace(/\\[<>]|<\/?(?:details|summary|sub|br)>/g, '')).not.toMatch(/[<>]/);
      expect(plain).not.toMatch(/@everyone|(?<!\\)\]\(/);
    }
  });
});

describe('the text', () => {
  it('is only the verdict, where no more is wanted', async () => {
    const comparison = await compareSamples('incoming-call.pcap', 'incoming-call-refused-went-on.pcap');
    expect(rendered('text', comparison, { verdictOnly: true }).split('\n').length).toBe(3);
  });
});

/** Captures whose every field may hold what breaks out of a report, on either side. */
function hostileComparisons(): readonly Comparison[] {
  const good = noted(
    sketched({ status: 'PENDING', caller: 'x', sipPassword: SECRET, sipMessageRaw: 'INVITE', callee: 'y' }),
  );
  const bad = noted(
    sketched({
      status: 'PENDING',
      caller: { [HOSTILE]: HOSTILE },
      [HOSTILE]: HOSTILE,
      sipPassword: [SECRET],
      mediaProvider: HOSTILE,
      info: `${HOSTILE} "password":"${SECRET}"`,
    }),
  );
  const hostile = { analysis: hostileAnalysis(), book: new OutlineBook() };
  return [
    compareCaptures(good, bad),
    compareCaptures(bad, good),
    compareCaptures(good, hostile),
    compareCaptures(hostile, good),
    compareCaptures(hostile, noted(hostileAnalysis())),
  ];
}

function sketched(payload: object): Analysis {
  const body = JSON.stringify(payload);
  const dialog = { kind: 'call', id: 'c' };
  const calls = ['call', 'CallStatusEvent', 'hangup'].map((method, index) =>
    sketchCall({ method, at: index + 1, frame: 10 * index + 10, dialog, body, status: 'PENDING' }, index),
  );
  return sketchAnalysis({ calls });
}

/** With the outlines of its calls, as if they had been read. */
function noted(analysis: Analysis): { readonly analysis: Analysis; readonly book: OutlineBook } {
  const book = new OutlineBook();
  for (const call of analysis.calls) {
    const exchange = analysis.exchanges.get(call.id) ?? exchangeOf(call, '{}');
    const read = readCall([call.dialect], call, exchange);
    if (read === null) continue;
    const { certainty, signs, payload, responsePayload } = read;
    const headers = ['User-Agent', HOSTILE, 'Content-Type', 'application/json'];
    const request =
      exchange.request === null ? null : { ...exchange.request, headers, body: exchange.request.body };
    book.note({ certainty, signs, call, exchange: { ...exchange, request }, payload, responsePayload });
  }
  return { analysis, book };
}
