import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MARKDOWN_CHARACTERS } from '../../src/base/limits.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../../src/report/escape/markdown.ts';
import { renderMarkdown } from '../../src/report/markdown/report.ts';
import { stepsMarkdown } from '../../src/report/markdown/steps.ts';
import { hostileAnalysis } from './hostile-analysis.ts';
import { hostileText } from './hostile-text.ts';
import { withoutCode } from './markdown-reader.ts';
import { analysisOf, expectGolden, GOLDEN_SAMPLES, rendered } from './rendered.ts';
import { faultyAnalysis, sketchAnalysis, sketchCall, sketchFinding } from './sample-analysis.ts';

/** What GitHub and GitLab make links of. */
const REFERENCE = /[@#!~$%&^][\w{"]|:\/\/|\bwww\.|\bGH-\d/i;
const OWN_TAGS = /<\/?(?:details|summary|sub)>|<br>/g;

function expectFolds(text: string): void {
  const plain = withoutCode(text);
  expect(plain.match(/^<details>$/gm)?.length).toBe(plain.match(/^<\/details>$/gm)?.length);
  expect(plain.replace(OWN_TAGS, '').replace(/\\[<>&]/g, '')).not.toMatch(/[<>&]/);
}

describe('the Markdown report', () => {
  it.each(GOLDEN_SAMPLES)('of %s is as it was', async (sample) => {
    const text = rendered(renderMarkdown, await analysisOf(sample));
    expectGolden(text, `markdown/${sample}.md`);
    expectFolds(text);
  });

  it('begins with what is wrong, the missing calls first, before anything is folded', () => {
    const [first = ''] = rendered(renderMarkdown, faultyAnalysis()).split('<details>');
    expect(first.split('\n').length).toBeLessThan(15);
    expect(first.indexOf('No ConnectionStatusEvent')).toBeGreaterThan(0);
    expect(first.indexOf('No ConnectionStatusEvent')).toBeLessThan(first.indexOf('reset the connection'));
  });

  it('has no markup, mention or link in it that comes from the capture', () => {
    const text = rendered(renderMarkdown, hostileAnalysis());
    expectFolds(text);
    const plain = withoutCode(text).replace(/^#{3,5} /gm, '');
    expect(plain).not.toMatch(/[@#!~$%^][\w{"]|:\/\/|\bwww\.|\bGH-\d/i);
    expect(plain.replace(/\\./g, '')).not.toMatch(/[`_[\]|~$]/);
  });

  it('keeps within what an issue holds, and says what it left out', () => {
    const calls = Array.from({ length: 3000 }, (_, index) =>
      sketchCall(
        { method: 'connect', at: index / 10, frame: index + 1, sessionId: `${'s'.repeat(900)}${index}` },
        index,
      ),
    );
    const findings = calls.map((call, position) =>
      sketchFinding(call, {
        rule: 'answer/none',
        message: 'long '.repeat(1000),
        pointer: `/member${position}`,
      }),
    );
    const analysis = sketchAnalysis({ calls, findings });
    const text = rendered(renderMarkdown, analysis);
    expect(text.length).toBeLessThanOrEqual(MAX_MARKDOWN_CHARACTERS);
    expect(text).toMatch(/… and [\d,]+ more problems, for which/);
    expect(text).toMatch(/… and [\d,]+ more lines?, for which/);
    expect(rendered(renderMarkdown, analysis, { everything: true }).length).toBeGreaterThan(1e6);
  });

  it('is the first part only, when only the verdict is wanted', () => {
    expect(rendered(renderMarkdown, faultyAnalysis(), { verdictOnly: true })).not.toContain('<details>');
  });
});

describe('escapeMarkdown', () => {
  it('leaves ordinary text as it is', () => {
    for (const text of [
      'No ConnectionStatusEvent within 10 s of connect answered 200 (frame 18).',
      'Звонок, 会话: 127.0.0.1:9091',
      '0.1.0',
    ]) {
      expect(escapeMarkdown(text)).toBe(text);
    }
  });

  it.each([
    ['a_b *c*', 'a\\_b \\*c\\*'],
    ['<appKey>', '\\<appKey\\>'],
    ['ask @admin now', 'ask `@admin` now'],
    ['see #12', 'see `#12`'],
    ['http://x/y', '`http://x/y`'],
    ['`@x', '`` `@x ``'],
    ['# x', '\\# x'],
    ['1. x', '1\\. x'],
    ['- x', '\\- x'],
    ['sip:`1`@x', '``sip:`1`@x``'],
  ])('makes %j %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('leaves nothing that is markup, a mention or a link', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = withoutCode(escapeMarkdown(text));
        expect(plain).not.toContain('\n');
        expect(plain.replace(/\\[\\`*_[\]<>|~&$]/g, '')).not.toMatch(/[`*_[\]<>|~&$]/);
        expect(plain.replace(/\\[<>|~&$]/g, ' ')).not.toMatch(REFERENCE);
        expect(plain).not.toMatch(/^(?:[#+\-=>]|\d{1,9}[.)](?: |$))/);
      }),
    );
  });
});

describe('code', () => {
  it('shows whatever it holds as it is, and ends where it should', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(withoutCode(`a ${codeSpan(text)} b`)).toBe(text === '' ? 'a  b' : 'a (code) b');
        expect(withoutCode(`a\n${codeBlock(text, 'text')}\nb`)).toBe('a\n(code)\nb');
      }),
    );
  });

  it('is made of lines that begin with a space', () => {
    expect(stepsMarkdown('Do this.\n  one\n  two\n- a\n- b_c')).toBe(
      'Do this.\n\n```sh\none\ntwo\n```\n\n- a\n- b\\_c',
    );
  });
});
