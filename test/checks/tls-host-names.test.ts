import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holdsFor } from '../../src/checks/tls/host-names.ts';
import { certificateFactsOf } from '../../src/tls/certificate-facts.ts';
import { certificate } from './tls-sighting.ts';

const holds = (names: readonly string[], host: string, commonName: string | null = null): boolean =>
  holdsFor(certificate({ names, commonName }), host);

describe('the names that a certificate holds for', () => {
  test.each<[string, string, boolean]>([
    ['a.example', 'a.example', true],
    ['A.Example', 'a.example.', true],
    ['a.example', 'b.example', false],
    ['a.example', 'a.example.org', false],
    ['*.example', 'a.example', true],
    ['*.example', 'a.b.example', false],
    ['*.example', 'example', false],
    ['*', 'example', false],
    ['f*o.example', 'foo.example', true],
    ['f*o.example', 'fo.example', true],
    ['fo*oo.example', 'foo.example', false],
    ['a.*.example', 'a.b.example', false],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example', true],
  ])('%s for %s: %s', (name, host, expected) => {
    expect(holds([name], host)).toBe(expected);
  });
  test('the common name counts only where there is no DNS name', () => {
    expect(holds([], 'a.example', 'a.example')).toBe(true);
    expect(holds(['192.0.2.1'], 'a.example', 'a.example')).toBe(true);
    expect(holds(['b.example'], 'a.example', 'a.example')).toBe(false);
    expect(holds([], 'a.example')).toBe(false);
  });
  test('an address is not judged: a server name cannot be one (RFC 6066 §3)', () => {
    expect(holds(['a.example'], '192.0.2.1')).toBe(true);
    expect(holds(['a.example'], '2001:db8::1')).toBe(true);
  });
  test('what OpenSSL accepts is accepted', () => {
    const der = readFileSync(new URL('../tls/certificates/rsa.der', import.meta.url));
    const facts = certificateFactsOf(der);
    if (facts === null) throw new Error('no certificate');
    const oracle = new X509Certificate(der);
    for (const host of ['a.example', 'x.b.example', 'b.example', 'x.y.b.example', 'A.EXAMPLE', 'c.example']) {
      expect([host, holdsFor(facts, host)]).toEqual([host, oracle.checkHost(host) !== undefined]);
    }
  });
});
