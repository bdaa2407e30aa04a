import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { expandLabel, updatedSecret } from '../../src/tls/keys/hkdf.ts';
import { pseudorandom } from '../../src/tls/keys/prf.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('keys of TLS 1.3 from traffic secrets (RFC 8448 §3)', () => {
  test.each([
    {
      of: 'server, handshake',
      secret: 'b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38',
      key: '3fce516009c21727d0f2e4e86ee403bc',
      iv: '5d313eb2671276ee13000b30',
    },
    {
      of: 'client, handshake',
      secret: 'b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21',
      key: 'dbfaa693d1762c5b666af5d950258d01',
      iv: '5bd3c71b836e0b76bb73265f',
    },
    {
      of: 'client, data',
      secret: '9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5',
      key: '17422dda596ed5d9acd890e3c63f5051',
      iv: '5b78923dee08579033e523d9',
    },
    {
      of: 'server, data',
      secret: 'a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643',
      key: '9f02283b6c9c07efc26bb9f2ac92e356',
      iv: 'cf782b88dd83549aadf1e984',
    },
  ])('$of', ({ secret, key, iv }) => {
    expect(expandLabel('sha256', hex(secret), 'key', 16).toString('hex')).toBe(key);
    expect(expandLabel('sha256', hex(secret), 'iv', 12).toString('hex')).toBe(iv);
  });
  test('an update makes a secret of the same length that is another one', () => {
    const secret = Buffer.alloc(48, 1);
    const updated = updatedSecret('sha384', secret);
    expect([updated.length, updated.equals(secret)]).toEqual([48, false]);
  });
});

describe('the pseudorandom function', () => {
  test('of TLS 1.2, with SHA-256 (vector of the TLS working group, 2009)', () => {
    const made = pseudorandom(
      'sha256',
      hex('9bbe436ba940f017b17652849a71db35'),
      'test label',
      hex('a0ba9f936cda311827a6f796ffd5198c'),
      100,
    );
    expect(made.toString('hex')).toBe(
      'e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66',
    );
  });
});
