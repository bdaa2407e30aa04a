import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateFactsOf } from '../../src/tls/certificate-facts.ts';

/** Certificates made by `certificates/make.sh`, which says what each of them has. */
const der = (name: string): Buffer => readFileSync(new URL(`certificates/${name}.der`, import.meta.url));
const factsOf = (name: string) => certificateFactsOf(der(name));

describe('what a certificate tells', () => {
  test('names, dates, key and signature', () => {
    const facts = factsOf('rsa');
    expect(facts).toMatchObject({
      subject: 'C=DE, O=Example\\, Inc, CN=a.example, CN=b.example',
      issuer: 'C=DE, O=Example\\, Inc, CN=a.example, CN=b.example',
      names: ['a.example', '*.b.example', '192.0.2.1', '2001:DB8:0:0:0:0:0:1'],
      commonName: 'b.example',
      isSelfSigned: true,
      key: 'RSA 2048',
      keyBits: 2048,
      signatureHash: 'sha384',
      sha256: createHash('sha256').update(der('rsa')).digest('hex'),
    });
    expect((facts?.notAfter ?? 0) - (facts?.notBefore ?? 0)).toBe(7300 * 86_400);
  });
  test.each([
    ['weak', 'RSA 1024', 1024, 'sha1'],
    ['ec', 'EC P-384', null, 'sha512'],
    ['ed25519', 'Ed25519', null, null],
    ['pss', 'RSA 2048', 2048, 'sha256'],
  ])('%s: %s', (name, key, keyBits, signatureHash) => {
    expect(factsOf(name)).toMatchObject({ key, keyBits, signatureHash, isSelfSigned: true });
  });
  test('one of the same name as its issuer is not self-signed where another key signed it', () => {
    expect(factsOf('twin')).toMatchObject({
      subject: 'CN=twin.example',
      issuer: 'CN=twin.example',
      isSelfSigned: false,
      names: [],
    });
  });
  test('a name with a comma stays one name, and no subject is an empty one', () => {
    expect(factsOf('odd-names')?.names).toEqual(['a.example, DNS:b.example']);
    expect(factsOf('no-subject')).toMatchObject({ subject: '', commonName: null, names: ['none.example'] });
  });
});

describe('hostile bytes', () => {
  test('what is no certificate in DER is none', () => {
    const text = `-----BEGIN CERTIFICATE-----\n${der('ec').toString('base64')}\n-----END CERTIFICATE-----\n`;
    for (const bytes of [Buffer.alloc(0), Buffer.of(0x30), Buffer.of(0x30, 0x84, 255, 255, 255, 255)]) {
      expect(certificateFactsOf(bytes)).toBeNull();
    }
    expect(certificateFactsOf(Buffer.from(text))).toBeNull();
  });
  test('one cut anywhere is none', () => {
    const whole = der('pss');
    for (let length = 0; length < whole.length; length += 1) {
      expect(certificateFactsOf(whole.subarray(0, length))).toBeNull();
    }
  });
  test('one with bytes changed gives facts or nothing, and never throws', () => {
    const name = fc.constantFrom('rsa', 'ec', 'pss', 'odd-names');
    const change = fc.tuple(fc.nat({ max: 2000 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(name, fc.array(change, { minLength: 1, maxLength: 4 }), (of, changes) => {
        const bytes = der(of);
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        const facts = certificateFactsOf(bytes);
        return facts === null || (Number.isFinite(facts.notBefore) && facts.sha256.length === 64);
      }),
      { numRuns: 1000 },
    );
  });
});
