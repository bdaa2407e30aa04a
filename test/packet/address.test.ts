import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../src/packet/index.ts';

const ipv6 = (text: string): string => {
  const [word0 = 0, word1 = 0, word2 = 0, word3 = 0] = text
    .split(' ')
    .map((word) => Number.parseInt(word, 16));
  return formatAddress(6, word0, word1, word2, word3);
};

describe('addresses', () => {
  it('of IPv4 are dotted', () => {
    expect(formatAddress(4, 0x7f000001, 0, 0, 0)).toBe('127.0.0.1');
    expect(formatAddress(4, 0xffffff00, 0, 0, 0)).toBe('255.255.255.0');
  });

  it.each([
    ['00000000 00000000 00000000 00000000', '::'],
    ['00000000 00000000 00000000 00000001', '::1'],
    ['20010db8 00000000 00000000 00000001', '2001:db8::1'],
    // RFC 5952 §4.2.2: one group is not shortened; §4.2.3: the longest run, and the first of equal ones.
    ['20010db8 00000001 00010001 00010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000 00000001 00000000 00000001', '2001:0:0:1::1'],
    ['20010db8 00000000 00010000 00000001', '2001:db8::1:0:0:1'],
    ['20010db8 00010000 00000000 00000000', '2001:db8:1::'],
    ['ABCDEF01 00020003 00040005 00060007', 'abcd:ef01:2:3:4:5:6:7'],
    ['00000000 00000000 0000ffff c0a80001', '::ffff:192.168.0.1'],
  ])('of IPv6 follow RFC 5952: %s', (words, expected) => {
    expect(ipv6(words)).toBe(expected);
  });

  it('of IPv6 are always valid', () => {
    const word = fc.oneof(fc.constant(0), fc.nat(0xffff), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(word, word, word, word, (word0, word1, word2, word3) => {
        expect(isIPv6(formatAddress(6, word0, word1, word2, word3))).toBe(true);
      }),
    );
  });
});
