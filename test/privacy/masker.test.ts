import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import type { JsonValue } from '../../src/hooks/index.ts';
import { Masker } from '../../src/privacy/masker.ts';

const connect = findMethod(defaultDialect, 'connect');
const callStatus = findMethod(defaultDialect, 'CallStatusEvent');

function mask(value: JsonValue, method = connect): JsonValue {
  return new Masker({ showSecrets: false }).payload(defaultDialect, method, value);
}

describe('payloads', () => {
  it('masks what the tables call secret and nothing else they describe', () => {
    expect(
      mask({ sipLogin: '1001', sipPassword: 'hunter2', authToken: 't-1', appKey: 'defaultApp' }),
    ).toEqual({
      sipLogin: '1001',
      sipPassword: '[secret 1]',
      authToken: '[secret 2]',
      appKey: 'defaultApp',
    });
  });

  it('masks undocumented members whose name looks secret, at any depth', () => {
    const custom = { userPassword: 'a', deep: [{ access_token: 'b', 'API-Key': 7, note: 'c' }] };
    expect(mask({ custom })).toEqual({
      custom: {
        userPassword: '[secret 1]',
        deep: [{ access_token: '[secret 2]', 'API-Key': '[secret 3]', note: 'c' }],
      },
    });
  });

  it('masks a secret that is a list or an object as a whole', () => {
    expect(mask({ token: { a: 'x' }, passwords: ['x', 'y'] })).toEqual({
      token: '[secret 1]',
      passwords: '[secret 2]',
    });
  });

  it('tells that a secret is absent, empty or a truth value', () => {
    expect(mask({ sipPassword: '', authToken: null, hasToken: true })).toEqual({
      sipPassword: '',
      authToken: null,
      hasToken: true,
    });
  });

  it('gives the same secret the same mark throughout a run, and shows all when asked to', () => {
    const masker = new Masker({ showSecrets: false });
    const first = masker.payload(defaultDialect, connect, { sipPassword: 'x', authToken: 'y' });
    const second = masker.payload(defaultDialect, null, { sipPassword: 'y', token: 'x' });
    expect(first).toEqual({ sipPassword: '[secret 1]', authToken: '[secret 2]' });
    expect(second).toEqual({ sipPassword: '[secret 2]', token: '[secret 1]' });
    const open = new Masker({ showSecrets: true });
    expect(open.payload(defaultDialect, connect, { sipPassword: 'x' })).toEqual({ sipPassword: 'x' });
  });

  it('masks credentials within SIP text, and keeps what helps to read it', () => {
    const sip =
      'REGISTER sip:example.org SIP/2.0\r\nAuthorization: Digest username="1001", realm="example.org", nonce="n0", uri="sip:example.org", cnonce="c0ffee", response="deadbeef"\r\nContact: <sip:1001:pass99@10.0.0.1>\r\n\r\n';
    const masked = JSON.stringify(mask({ sipMessageRaw: sip }, callStatus));
    for (const secret of ['deadbeef', 'c0ffee', 'pass99']) expect(masked).not.toContain(secret);
    for (const kept of ['username=', '1001', 'realm=', 'REGISTER sip:example.org'])
      expect(masked).toContain(kept);
  });

  it('masks the keys of a session description', () => {
    const sdp = 'v=0\r\na=ice-pwd:icePassword1\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c3JrLWtleQ==\r\n';
    const masked = JSON.stringify(mask({ sdp }));
    expect(masked).not.toContain('icePassword1');
    expect(masked).not.toContain('c3JrLWtleQ');
  });

  it('keeps names such as __proto__ as the names they are', () => {
    const value = JSON.parse('{"__proto__":{"password":"x"},"a":1}') as JsonValue;
    expect(JSON.stringify(mask(value))).toBe('{"__proto__":{"password":"[secret 1]"},"a":1}');
  });

  it('never lets a secret through, whatever it is', () => {
    const secret = fc.string({ minLength: 6 }).map((text) => `s3cr3t${text}`);
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom('sipPassword', 'authToken', 'password', 'x-auth-token'),
        (text, name) => {
          expect(JSON.stringify(mask({ custom: [{ [name]: text }], [name]: text }))).not.toContain('s3cr3t');
        },
      ),
    );
  });
});

describe('text', () => {
  const hide = (text: string): string => new Masker({ showSecrets: false }).text(text);

  it.each([
    ['/hook?token=abc&x=1', '/hook?token=[secret 1]&x=1'],
    ['/hook?x=1&access_token=abc#f', '/hook?x=1&access_token=[secret 1]#f'],
    ['/api?access_token=&x=1', '/api?access_token=&x=1'],
    ['/api?key=play&ckey=1', '/api?key=play&ckey=1'],
    ['http://user:pw@host/x', 'http://user:[secret 1]@host/x'],
    ['{"sipPassword":"hun\\"ter2","a":1', '{"sipPassword":"[secret 1]","a":1'],
    ['{"custom":{"token":{"a":"x"},"b":', '{"custom":{"token":[secret 1],"b":'],
    ['password=x&user=u', 'password=[secret 1]&user=u'],
    ['{"pin":1234}', '{"pin":[secret 1]}'],
    ['{"custom":"{\\"token\\":\\"abc\\"}"}', '{"custom":"{\\"token\\":\\"[secret 1]\\"}"}'],
    [
      '"Authorization: Digest realm=\\"x\\", response=\\"dead\\""',
      '"Authorization: Digest realm=\\"x\\", response=\\"[secret 1]\\""',
    ],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'Authorization: Basic [secret 1]'],
    ['a\nCookie: sid=abc; b=c\nX: y', 'a\nCookie: sid=[secret 1]; b=[secret 2]\nX: y'],
    ['"sipPassword":"[secret 3]"', '"sipPassword":"[secret 3]"'],
    ['?token=[secret 3]&a=1', '?token=[secret 3]&a=1'],
    ['"t":"eyJhbGciOiJI.eyJzdWIi.c2lnbmF0"', '"t":"[secret 1]"'],
    ['Authorization:\r\n Basic abc\r\nX: y', 'Authorization:\r\n Basic abc\r\nX: y'],
    ['a\r\nAuthorization:\r\n Basic abc\r\nX: y', 'a\r\nAuthorization:\r\n Basic [secret 1]\r\nX: y'],
    ['a\r\nX-Token: abc\r\nX: y', 'a\r\nX-Token: [secret 1]\r\nX: y'],
    [
      'Authorization: WCS does not match the HMAC-MD5 of the body.',
      'Authorization: WCS does not match the HMAC-MD5 of the body.',
    ],
    [
      'No ConnectionStatusEvent within 10 s of connect (frame 114).',
      'No ConnectionStatusEvent within 10 s of connect (frame 114).',
    ],
  ])('%s', (text, hidden) => {
    expect(hide(text)).toBe(hidden);
  });

  it('takes time in proportion to the text, whatever the text', () => {
    const long = 200_000;
    for (const piece of [
      '"token":"',
      '\\"a\\":\\"',
      'sip:a',
      'a=crypto:',
      '\nAuthorization: ',
      '?token',
      '"a":[',
      'response=',
    ]) {
      const began = performance.now();
      hide(piece.repeat(Math.ceil(long / piece.length)));
      expect(performance.now() - began, piece).toBeLessThan(5000);
    }
  });
});

describe('header fields', () => {
  it.each([
    ['Authorization', 'Basic dXNlcjpwYXNz', 'Basic [secret 1]'],
    ['authorization', 'WCS 0123456789abcdef', 'WCS [secret 1]'],
    ['Proxy-Authorization', 'abc', '[secret 1]'],
    ['Authorization', 'Digest username="u", response="dead"', 'Digest username="u", response="[secret 1]"'],
    ['Cookie', 'sid=abc; theme=dark', 'sid=[secret 1]; theme=[secret 2]'],
    ['Set-Cookie', 'sid=abc; Path=/; HttpOnly', 'sid=[secret 1]; Path=/; HttpOnly'],
    ['X-Api-Key', 'abc', '[secret 1]'],
    ['WWW-Authenticate', 'Digest realm="x", nonce="n"', 'Digest realm="x", nonce="n"'],
    ['Content-Type', 'application/json', 'application/json'],
  ])('%s: %s', (name, value, hidden) => {
    expect(new Masker({ showSecrets: false }).headerField(name, value)).toBe(hidden);
  });
});
