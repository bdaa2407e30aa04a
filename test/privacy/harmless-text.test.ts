import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { secretNames } from '../../src/privacy/payload/parameter-paths.ts';
import { isSecretName, NAME_SIGNS } from '../../src/privacy/secret/secret-names.ts';
import { isHarmless } from '../../src/privacy/text/harmless-text.ts';
import { FOUND, pieceFinder, START } from '../../src/privacy/text/piece-finder.ts';
import { isQuiet } from '../../src/privacy/text/quiet-text.ts';
import { searched } from '../../src/privacy/text/secret-text.ts';

function harmless(text: string): boolean {
  const bytes = Buffer.from(text);
  return isHarmless(bytes, 0, bytes.length);
}

/** What searches for secrets look for, whole and in pieces, and what stands between. */
const fragment = fc.oneof(
  fc.constantFrom(
    ...NAME_SIGNS.split('|'),
    ...['jsessionid', 'JSESSIONID', 'motdepasse', 'p.w.d', 'pass-word', 'api_key', 'priv-key', 'authHash'],
    ...[
      'eyJhbGciOiJI',
      'ghp_abcdefghijklmnop',
      'github_pat_',
      'glpat-',
      'xoxb-',
      'sk_live_',
      'AIzaSy',
      'AKIA',
    ],
    ...[
      'Basic ',
      'Bearer ',
      'NTLM ',
      'Negotiate ',
      'WCS ',
      'inline:',
      'ice-pwd:',
      '-----BEGIN PRIVATE KEY-----',
    ],
    ...[
      'sip:',
      'sips:',
      'https://',
      'wss://',
      'user:',
      '@example.org',
      '@',
      ':',
      '://',
      '/',
      ';',
      '?',
      '&',
      '#',
    ],
    ...[
      '=',
      '"',
      "'",
      '\\',
      '<',
      '>',
      '%',
      '%3D',
      '[',
      ']',
      '{',
      '}',
      ' ',
      '\t',
      '\n',
      '\r',
      ',',
      '.',
      '-',
      '_',
    ],
    ...['k=clear:', 'response=', 'name=', 'content-type', 'cookie', 'set-cookie:', '[secret 1]', 'ä', 'раss'],
  ),
  fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
  fc.string({ unit: 'binary', maxLength: 2 }),
  fc.stringMatching(/^[A-Za-z0-9]{1,24}$/),
  fc.uuid(),
  fc.ipV4(),
);
const text = fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join(''));
const connect = findMethod(defaultDialect, 'connect');

describe('a text that one look spares the search', () => {
  it('holds nothing that any search finds, and nothing that JSON escapes', () => {
    let spared = 0;
    fc.assert(
      fc.property(text, (value) => {
        if (!harmless(value)) return;
        spared += 1;
        const masker = new Masker({ showSecrets: false });
        expect(masker.text(value)).toBe(value);
        expect(masker.captured(value, defaultDialect)).toBe(value);
        expect(masker.target(value)).toBe(value);
        expect(masker.payload(defaultDialect, connect, { custom: value })).toEqual({ custom: value });
        expect(masker.payload(defaultDialect, connect, { [value]: 1 })).toEqual({ [value]: 1 });
        expect(isSecretName(value)).toBe(false);
        expect(JSON.stringify(value)).toBe(`"${value}"`);
      }),
      { numRuns: 10_000 },
    );
    expect(spared).toBeGreaterThan(1000);
  });

  it('is any id, address or name as most calls have it', () => {
    for (const value of [
      '/198.51.100.1:49152/203.0.113.10:8443',
      'c31a831c-bf65-402e-a318-7a1799c44b3e',
      'defaultApp',
      'ConnectionStatusEvent',
      'AFBE37C7F30C748E9EC3@pbx.example.org',
      '/EchoApp/connect',
      'https://phone.example.org',
      'Mozilla/5.0 (X11; Linux x86_64) example',
      '',
    ]) {
      expect([value, harmless(value)]).toEqual([value, true]);
    }
  });

  it('looks at a part of the bytes only', () => {
    const bytes = Buffer.from('secret:public:secret');
    expect(isHarmless(bytes, 7, 13)).toBe(true);
    expect(isHarmless(bytes, 7, 20)).toBe(false);
  });
});

describe('a text that is quiet', () => {
  const namesOfDialect = secretNames(defaultDialect);
  const line = fc.constantFrom(
    ...[
      'v=0',
      'o=- 36334 2 IN IP4 127.0.0.1',
      'a=ice-ufrag:20ed5f59',
      'a=ice-pwd:abcdef',
      'k=clear:abc',
      'k=uri:x',
    ],
    ...[
      'INVITE sip:1929@pbx.example.org SIP/2.0',
      'Via: SIP/2.0/UDP 203.0.113.10:30000;branch=z9hG4bK;rport',
    ],
    ...['From: "A" <sip:1929@pbx.example.org>;tag=a1b2c3', 'To: <sips:alice:hunter2@pbx.example.org:5061>'],
    ...[
      'Authorization: Digest username="a", response="b", cnonce="c"',
      'auts = "x"',
      'a=crypto:1 AES inline:WVNfX19z',
    ],
    ...[
      'X-Ref: https://user:pw@host/',
      'https://abcdefgh1jklmnop@host',
      'a=key-mgmt:mikey AQAF',
      'rspauth="r"',
    ],
    ...[
      '{"name":"a","value":"b"}',
      'name="x" value="y"',
      '<token>abc</token>',
      'x=1&y=2;z=3',
      'p.w=abc',
      'pin: 1234',
    ],
    ...[
      'sip:[name 1]:abc@host',
      'JSESSIONID=abc',
      '&quot;password&quot;',
      '%70assword=1',
      '\\u0070assword=1',
    ],
  );
  const lines = fc
    .tuple(fc.array(fc.oneof(line, text), { maxLength: 5 }), fc.constantFrom('\r\n', '\n', ' ', ''))
    .map(([parts, between]) => parts.join(between));

  it('holds nothing that the search finds', () => {
    let spared = 0;
    fc.assert(
      fc.property(lines, (value) => {
        if (!isQuiet(value, namesOfDialect)) return;
        spared += 1;
        expect([...searched(value, namesOfDialect)]).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
    expect(spared).toBeGreaterThan(1000);
  });

  it('is a SIP message without credentials', () => {
    const message = [
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP 203.0.113.10:30000;branch=z9hG4bK5f0a11c2;rport',
      'From: <sip:1929@pbx.example.org>;tag=a1b2c3',
      'Contact: <sip:203.0.113.10:30000>',
    ].join('\r\n');
    expect(isQuiet(message, namesOfDialect)).toBe(true);
    expect(isQuiet(message.replace('1929', 'a:b'), namesOfDialect)).toBe(false);
  });

  it('is none where a further name, of which no piece is known, is secret', () => {
    expect(isQuiet('zebra=1', new Set(['zebra']))).toBe(false);
    expect(isQuiet('zebra=1', new Set(['zebratoken']))).toBe(true);
  });
});

describe('pieceFinder', () => {
  it('finds each piece, whatever its case and whatever separates its letters', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abc1'), minLength: 1, maxLength: 4 });
    const haystack = fc.string({ unit: fc.constantFrom(...'aAbBcC12-. '), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 5 }), haystack, (pieces, within) => {
        const { classes, next } = pieceFinder(pieces);
        let state = START;
        for (const character of within) {
          const kind = classes[character.charCodeAt(0)] ?? 0;
          if (kind !== 0) state = next[state + kind] ?? 0;
          if (state === FOUND) break;
        }
        const plain = within.replace(/[^a-z0-9]/gi, '').toLowerCase();
        expect(state === FOUND).toBe(pieces.some((piece) => plain.includes(piece)));
      }),
      { numRuns: 5000 },
    );
  });
});
