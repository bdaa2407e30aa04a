import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/base/byte-writer.ts';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import { type JsonValue, readPayload } from '../../src/hooks/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { stringifyJson } from '../../src/report/index.ts';
import { PayloadCopier } from '../../src/report/json/payload-copier.ts';

const METHODS = ['connect', 'publishStream', 'sendMessage', 'none-such'].map((name) =>
  findMethod(defaultDialect, name),
);

/** A masker and a copier that copies with its marks. */
function newCopier(showSecrets: boolean): { copy: (method: number, text: string) => string | null } {
  const out = new ByteWriter();
  const copier = new PayloadCopier({ out, masker: new Masker({ showSecrets }) });
  return {
    copy(method, text) {
      const isCopied = copier.copy(defaultDialect, METHODS[method] ?? null, Buffer.from(text));
      const copied = Buffer.from(out.take()).toString();
      if (!isCopied) expect(copied).toBe('');
      return isCopied ? copied : null;
    },
  };
}

const name = fc.oneof(
  fc.constantFrom(
    ...[
      'nodeId',
      'appKey',
      'sessionId',
      'status',
      'sipPassword',
      'authToken',
      'sdp',
      'custom',
      'mediaProviders',
    ],
    ...[
      'name',
      'value',
      'content',
      'password',
      'token',
      'pass',
      '__proto__',
      '12',
      '',
      'a b',
      'x"y',
      'ä',
      'sig',
    ],
    ...['token=abc', 'constructor', 'restClientConfig', 'info', 'info1', 'type'],
  ),
  fc.string({ maxLength: 3 }),
);
const string = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      'WebRTC',
      'hunter2',
      'password',
      '[secret 1]',
      'a=ice-pwd:abcdefgh',
      'v=0\r\no=- 1 2\r\na=ice-pwd:abcd1234',
    ],
    ...[
      'https://user:pw1@host/',
      '/reset/token/4f9a1c',
      '/x;p.w.d=abc',
      '{"password":"a"}',
      '["token","b1"]',
      'ä\u0001',
    ],
    ...[
      'Bearer abcdef123456',
      'sip:a:b@c',
      '\u007f',
      '\u2028',
      '\ud800',
      'eyJhbGciOiJIUzI1NiJ9',
      '\\',
      '"',
      '/',
      'PUBLISHING',
    ],
  ),
  fc.string({ maxLength: 6 }),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1e-6, 1e-7, 0.5, -0.25, 1e21, 123456789012345, 0.1 + 0.2),
);
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    string,
    number,
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
}));
const payload = fc
  .array(fc.tuple(name, value), { maxLength: 8 })
  .map((members) => JSON.stringify(Object.fromEntries(members)));

/** JSON written in other ways, and what is none. */
const odd = fc
  .tuple(
    payload,
    fc.array(
      fc.tuple(
        fc.nat(200),
        fc.constantFrom(
          ...[
            '"',
            '\\',
            ',',
            ':',
            '{',
            '}',
            '[',
            ']',
            ' ',
            '\n',
            '0',
            '-',
            '-0',
            '1.0',
            '.5',
            'e5',
            '1e999',
            'true',
          ],
          ...[
            '\\/',
            '\\u0041',
            '\\u0000',
            '\\x',
            '"a":1,',
            ',"a":1',
            '"a":1,"a":2,',
            'ä',
            '\u0000',
            '[["token","x"]],',
          ],
        ),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((rest, [at, piece]) => rest.slice(0, at) + piece + rest.slice(at), text),
  );

describe('payloads that are copied', () => {
  it('are what JSON.stringify would make of them, masked, with the same marks', () => {
    let copies = 0;
    let others = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(METHODS.length - 1), fc.oneof(payload, odd)), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.boolean(),
        (payloads, showSecrets) => {
          const copier = newCopier(showSecrets);
          const masker = new Masker({ showSecrets });
          for (const [method, text] of payloads) {
            const copied = copier.copy(method, text);
            if (copied === null) {
              others += 1;
              continue;
            }
            copies += 1;
            const bytes = Buffer.from(text);
            const read = readPayload(bytes, bytes.length, true, true);
            expect(read.kind).toBe('object');
            if (read.kind !== 'object') return;
            const masked = masker.payload(defaultDialect, METHODS[method] ?? null, read.members);
            expect(copied).toBe(stringifyJson(masked));
          }
        },
      ),
      { numRuns: 3000 },
    );
    expect(copies).toBeGreaterThan(1000);
    expect(others).toBeGreaterThan(1000);
  });

  it('are those that call servers send', () => {
    const copier = newCopier(false);
    const members = {
      nodeId: 'Ah20GKYnbYKxjJmdh1zDs6c1lWkn0Q0t@203.0.113.10',
      appKey: 'defaultApp',
      sessionId: '/198.51.100.1:49152/203.0.113.10:8443',
      sipPassword: 'hunter2',
      sipPort: 5060,
      mediaProviders: ['WebRTC', 'MSE'],
      keepAlive: false,
      origin: 'https://phone.example.org',
      rate: 0.5,
      custom: { beta: true, list: [{ token: 'abc' }, null], none: {} },
      sdp: 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\na=ice-pwd:abcdefgh\r\n',
      authToken: 'abc123',
    };
    const text = JSON.stringify(members)
      .replace('hunter2', '[secret 1]')
      .replace('"token":"abc"', '"token":"[secret 2]"')
      .replace('abcdefgh', '[secret 3]')
      .replace('abc123', '[secret 4]');
    expect(copier.copy(0, JSON.stringify(members))).toBe(text);
    expect(copier.copy(0, JSON.stringify(members))).toBe(text);
  });

  it('mark nothing of a payload that turns out not to be one', () => {
    const copier = newCopier(false);
    expect(copier.copy(0, '{"authToken":"first","status":}')).toBeNull();
    expect(copier.copy(0, '{"authToken":"second"}')).toBe('{"authToken":"[secret 1]"}');
  });

  it('are parsed where it is not certain that the text stays the same', () => {
    const copier = newCopier(false);
    for (const text of [
      ...[
        '{"a": 1}',
        '{"a":1} ',
        '{"a":1.0}',
        '{"a":1e5}',
        '{"a":-0}',
        '{"a":1,"a":2}',
        '{"2":1,"1":2}',
        '[1]',
      ],
      ...[
        '{"a":"ä"}',
        '{"a":"\u007f"}',
        '{"name":"password","value":"x"}',
        '{"a":[["password","x"]]}',
        '{"a":01}',
      ],
      ...[
        '{"password":{"a":"b"}}',
        '{"token=abc":1}',
        '',
        '{',
        '{"a"',
        '{"a":',
        '{"a":"',
        '{"a":1',
        '{"a":"\\x"}',
        '{,}',
      ],
      '{"a":0.0000001}',
      `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`,
    ]) {
      expect([text, copier.copy(0, text)]).toEqual([text, null]);
    }
  });
});
