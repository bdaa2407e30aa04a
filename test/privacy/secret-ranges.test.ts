import { describe, expect, it } from 'vitest';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import {
  type SecretRange,
  secretRangesOfField,
  secretRangesOfPayload,
  secretRangesOfText,
} from '../../src/privacy/index.ts';

const kind = { dialect: defaultDialect, method: findMethod(defaultDialect, 'connect') };

function parts(text: string, ranges: readonly SecretRange[] | null): readonly string[] | null {
  return ranges?.map(({ start, end }) => text.slice(start, end)) ?? null;
}

describe('secretRangesOfPayload', () => {
  it.each<readonly [string, readonly string[]]>([
    ['{"sipLogin":"7","sipPassword":"pa\\"ss\\u00e9","authToken":"t"}', ['pa\\"ss\\u00e9', 't']],
    ['{"sipPassword":-12.5e3,"authToken":null,"token":true}', ['-12.5e3']],
    ['{"authToken":{"a":["x",7],"b":null}}', ['a', 'x', '7', 'b']],
    ['{"authToken":"one","authToken":"two"}', ['one', 'two']],
    [
      ' \n{"sipMessageRaw":"A\\u0041\\r\\nAuthorization: Basic QWxhZGRpbjpvcGVu\\r\\n"}',
      ['QWxhZGRpbjpvcGVu'],
    ],
    ['{"x":"{\\"y\\":{\\"apiKey\\":\\"in\\\\ner\\"}}"}', ['in\\\\ner']],
    ['\ufeff{"authToken":"t"}', ['t']],
    // What breaks off or is broken: by names alone, and in broken places too.
    ['{"sipPassword":"abc', ['abc']],
    ["{'password':'abc',x:1}", ['abc']],
    ['token=abc&user=u', ['abc']],
  ])('%s', (text, secrets) => {
    expect(parts(text, secretRangesOfPayload(text, kind))).toEqual(secrets);
  });

  it('refuses what nests too deeply to be looked through', () => {
    expect(secretRangesOfPayload('['.repeat(5000), kind)).toBeNull();
  });
});

describe('secretRangesOfField', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['Authorization', 'Basic   QWxhZGRpbg==', ['QWxhZGRpbg==']],
    ['Cookie', 'a=1; sid=two', ['1', 'two']],
    ['X-Auth-Token', 'tk', ['tk']],
    ['Host', '192.0.2.1:9091', []],
    ['Referer', 'http://u:pw@h/?token=t#x', ['pw', 't']],
  ])('%s: %s', (name, value, secrets) => {
    expect(parts(value, secretRangesOfField(name, value))).toEqual(secrets);
  });
});

it('secretRangesOfText', () => {
  const text = 'POST /connect?access_token=abc&x=1 HTTP/1.1';
  expect(parts(text, secretRangesOfText(text))).toEqual(['abc']);
});
