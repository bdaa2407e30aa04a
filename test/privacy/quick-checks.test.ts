import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Masker } from '../../src/privacy/index.ts';
import { KnownValues } from '../../src/privacy/known-values.ts';
import { isSecretName, mayNameSecret, NAME_SIGNS } from '../../src/privacy/secret/secret-names.ts';
import { looseSecretSpans } from '../../src/privacy/text/loose-secrets.ts';
import { mayHoldSecret, searched } from '../../src/privacy/text/secret-text.ts';
import { spansOfRaw, spansOfSentence, spansOfTarget } from '../../src/privacy/text/text-spans.ts';

/** Names of secrets as they are written, some with signs within. */
const NAMES = [
  ...NAME_SIGNS.split('|'),
  ...[
    'jsessionid',
    'JSESSIONID',
    'phpsessid',
    'motdepasse',
    'password',
    'pässword',
    'apikey',
    'api_key',
    'authHash',
    'userpass',
  ],
  ...[
    'sessionToken',
    'refreshJwt',
    'sip_psw',
    'X-Auth',
    'hdnea',
    'ha1',
    'streamkey',
    'verificationcode',
    'set-cookie',
  ],
];
/** A name with signs between its letters: they do not change what it is read as. */
const spaced = fc
  .tuple(fc.constantFrom(...NAMES), fc.nat(8), fc.constantFrom('-', '_', '.', '__'))
  .map(([name, at, sign]) => `${name.slice(0, at)}${sign}${name.slice(at)}`);
const name = fc.oneof(fc.constantFrom(...NAMES), spaced, fc.stringMatching(/^[\w.-]{1,8}$/));
const made = fc.constantFrom('4f9a1c77de02b3', 'hunter2', 'aZ81kqP0mmT7x2', 'abc', '12345678');
const sign = fc.constantFrom(
  ...[
    '/',
    ';',
    '=',
    ':',
    ': ',
    ' ',
    '&',
    '?',
    '"',
    "'",
    '@',
    ',',
    '.',
    '-',
    '_',
    'x',
    'is ',
    ' : ',
    '\t',
    '\u00a0',
  ],
);
const word = fc.constantFrom(
  ...[
    'https://host/',
    'sip:bob:',
    'Basic ',
    'Bearer ',
    'WCS ',
    'NTLM:',
    'inline:',
    'ice-pwd:',
    'a=crypto:1 ',
    'k=clear:',
  ],
  ...[
    'eyJhbGciOiJI',
    'ghp_abcdefghijklmnopq',
    'AKIAABCDEFGHIJKLMNOP',
    '-----BEGIN PRIVATE KEY-----',
    'response=',
    'token',
  ],
);
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: name }, made, { weight: 3, arbitrary: sign }, word), {
    maxLength: 9,
  })
  .map((parts) => parts.join(''));
/** A path whose segments may name what stands in the next one. */
const path = fc.array(fc.oneof(name, made), { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
/** A message of hookscope that repeats a path. */
const sentence = fc.tuple(path, text).map(([where, what]) => `POST ${where} was refused ${what}.`);

const SECRETS = { secrets: true, personal: false, known: new KnownValues() };
const NO_NAMES = { secret: new Set<string>(), personal: new Map() };
const RUNS = { numRuns: 20_000 };

describe('a quick check overlooks no form of a secret', () => {
  it('of the names', () => {
    let secret = 0;
    fc.assert(
      fc.property(name, (value) => {
        if (!isSecretName(value)) return;
        secret += 1;
        expect(mayNameSecret(value)).toBe(true);
      }),
      RUNS,
    );
    expect(secret).toBeGreaterThan(1000);
  });

  it('in a target', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.oneof(path, text), (value) => {
        const hidden = [...spansOfTarget(value, NO_NAMES, SECRETS)].length > 0;
        if (hidden) found += 1;
        expect(new Masker({ showSecrets: false }).target(value) !== value).toBe(hidden);
      }),
      RUNS,
    );
    expect(found).toBeGreaterThan(1000);
  });

  it('in a text', () => {
    let spared = 0;
    fc.assert(
      fc.property(fc.oneof(path, text, sentence), (value) => {
        if (mayHoldSecret(value)) return;
        spared += 1;
        expect([...searched(value, NO_NAMES.secret)]).toEqual([]);
        expect([...looseSecretSpans(value, NO_NAMES.secret)]).toEqual([]);
        expect([...spansOfRaw(value, NO_NAMES, SECRETS)]).toEqual([]);
        expect([...spansOfSentence(value, SECRETS)]).toEqual([]);
      }),
      RUNS,
    );
    expect(spared).toBeGreaterThan(1000);
  });

  it('in a body', () => {
    let found = 0;
    const body = fc.oneof(
      text,
      path,
      fc.tuple(name, made).map(([key, value]) => JSON.stringify({ nodeId: 'n', [key]: value, appKey: 'a' })),
      fc.tuple(name, text).map(([key, value]) => JSON.stringify({ list: [{ [key]: value }] })),
    );
    fc.assert(
      fc.property(body, (value) => {
        const hidden = [...spansOfRaw(value, NO_NAMES, SECRETS)].length > 0;
        if (hidden) found += 1;
        expect(new Masker({ showSecrets: false }).hidesHash(Buffer.from(value))).toBe(hidden);
      }),
      RUNS,
    );
    expect(found).toBeGreaterThan(1000);
  });
});
