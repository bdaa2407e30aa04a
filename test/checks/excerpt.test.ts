import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_SECRET_LOOKBACK } from '../../src/base/limits.ts';
import { excerptAround, shownValue } from '../../src/checks/payload/excerpt.ts';
import { defaultDialect } from '../../src/dialects/index.ts';
import { Masker } from '../../src/privacy/index.ts';

const hiding = (): Masker => new Masker({ showSecrets: false });
const showing = new Masker({ showSecrets: true });
const masked = (text: string): string => hiding().captured(text, defaultDialect);

describe('masked text', () => {
  test.each([
    ['{"sipPassword":"hunter2","a":1}', '{"sipPassword":"[secret 1]","a":1}'],
    ['{"sipPassword" : "hun\\"ter2","a":1}', '{"sipPassword" : "[secret 1]","a":1}'],
    ['{"sipPassword":"hunter2', '{"sipPassword":"[secret 1]'],
    ["{'authToken':'hunter2','a':1}", "{'authToken':'[secret 1]','a':1}"],
    ['{sipPassword: hunter2, a: 1}', '{sipPassword: [secret 1], a: 1}'],
    ['sipPassword=hunter2&a=1', 'sipPassword=[secret 1]&a=1'],
    ['/x?access_token=hunter2 HTTP/1.1', '/x?access_token=[secret 1] HTTP/1.1'],
    ['{"token":12345,"a":1}', '{"token":[secret 1],"a":1}'],
    ['{"token":{"x":"hunter2"},"a":1}', '{"token":[secret 1],"a":1}'],
    ['{"token":["hunter2"],"a":1}', '{"token":[secret 1],"a":1}'],
    [
      'Authorization: Digest username="a", response="hunter2"\r\nTo: b',
      'Authorization: Digest username="a", response="[secret 1]"\r\nTo: b',
    ],
    ['Proxy-Authorization: Digest hunter2\\r\\nTo: b', 'Proxy-Authorization: [secret 1]\\r\\nTo: b'],
    [
      '"Authorization: Digest response=\\"hunter2\\"\\r\\nTo: b"',
      '"Authorization: Digest response=\\"[secret 1]\\"\\r\\nTo: b"',
    ],
    ['"{\\"password\\":\\"hunter2\\",\\"a\\":1}"', '"{\\"password\\":\\"[secret 1]\\",\\"a\\":1}"'],
    ['{"sipPassword":"token=hunter2 hunter2","a":1}', '{"sipPassword":"[secret 1]","a":1}'],
    ['Autorization Bearer hunter2, x', 'Autorization Bearer [secret 1], x'],
    ['a=crypto:1 AES inline:hunter2\r\nm=audio', 'a=crypto:[secret 1]\r\nm=audio'],
    ['a=ice-pwd:hunter2\r\na=x', 'a=ice-pwd:[secret 1]\r\na=x'],
    ['{"response":"ok","status":"RING"}', '{"response":"ok","status":"RING"}'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
    expect(masked(text)).not.toContain('hunter2');
  });
});

describe('excerpt', () => {
  test('shows the text around a place', () => {
    const text = `${'a'.repeat(100)}HERE${'b'.repeat(100)}`;
    expect(excerptAround(defaultDialect, text, 100, hiding())).toBe(`${'a'.repeat(20)}HERE${'b'.repeat(56)}`);
    expect(excerptAround(defaultDialect, 'short', 5, hiding())).toBe('short');
    const behind = `{"token":"s3cret","sdp":"${'x'.repeat(100)}"}`;
    expect(excerptAround(defaultDialect, behind, 90, hiding())).toBe(`${'x'.repeat(55)}"}`);
  });
  test('within a long secret shows nothing of it', () => {
    const text = `{"authToken":"${'s'.repeat(5000)}","a":b}`;
    expect(excerptAround(defaultDialect, text, 2000, hiding())).toBe('[secret 1]');
    expect(excerptAround(defaultDialect, text, 2000, showing)).toContain('sss');
  });
  test('hostile texts cost no more than others', () => {
    const text = `"password":"${'\\"'.repeat(500_000)}`;
    const begun = performance.now();
    excerptAround(defaultDialect, text, text.length, hiding());
    shownValue(defaultDialect, 'custom', text, hiding());
    masked('token'.repeat(MAX_SECRET_LOOKBACK / 5));
    masked(`authorization:${'\\'.repeat(MAX_SECRET_LOOKBACK)}`);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
  test('no secret is ever in it, wherever the text breaks', () => {
    const secret = fc
      .stringMatching(/^[a-zA-Z0-9 {}:,/'\\"\n]{8,40}$/)
      .map((text) => `Q7${text.replaceAll(/Q7/g, '')}`);
    const name = fc.constantFrom('sipPassword', 'authToken', 'token');
    const holds = fc.property(secret, name, fc.nat(200), fc.nat(200), (value, key, end, offset) => {
      const text = JSON.stringify({ status: 'RING', [key]: value, name: 'stream' }).slice(0, end + 20);
      return !excerptAround(defaultDialect, text, Math.min(offset, text.length), hiding()).includes('Q7');
    });
    fc.assert(holds, { numRuns: 2000 });
  });
});

test('values as evidence', () => {
  expect(shownValue(defaultDialect, 'custom', { token: 'hunter2', a: 1 }, hiding())).toBe(
    '{"token":"[secret 1]","a":1}',
  );
  expect(shownValue(defaultDialect, 'custom', { token: 'hunter2' }, showing)).toBe('{"token":"hunter2"}');
  expect(shownValue(defaultDialect, 'sdp', 'x'.repeat(500), hiding())).toHaveLength(81);
});

describe('far within a long text', () => {
  const text = `${'a'.repeat(MAX_SECRET_LOOKBACK + 5000)}here${'b'.repeat(5000)}`;
  test('an excerpt is what stands around its place', () => {
    const place = text.indexOf('here');
    const shown = excerptAround(defaultDialect, text, place, hiding());
    expect(shown).toBe(`${'a'.repeat(20)}here${'b'.repeat(56)}`);
  });
});

test('a value that looks like a mark and is none is shown as the text that it is', () => {
  expect(shownValue(defaultDialect, 'info', '[secret 1]', hiding())).toBe('"[secret 1]"');
});
