import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { chainOf } from '../../src/tls/cipher/block-chain.ts';
import { chainDecryption } from '../../src/tls/cipher/chain-decryption.ts';
import { ideaDecryption } from '../../src/tls/cipher/idea.ts';
import { Rc4 } from '../../src/tls/cipher/rc4.ts';
import { seedDecryption } from '../../src/tls/cipher/seed.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const KEY = hex('00112233445566778899aabbccddeeff');
const TEXT = Buffer.from('hello world 12345678901234567890');

describe('ciphers that node:crypto does not have', () => {
  // Made with `openssl enc -provider legacy`; the last block is padding.
  test.each([
    [
      'seed-cbc',
      '0102030405060708090a0b0c0d0e0f10',
      '16114df7dc4a5c1f326c49bdcd58a2cb60ec05c7ac22f1b0ebe5658e4e6f080bbe149e1474b1e823f463a52a7345759a',
    ],
    [
      'rc2-cbc',
      '0102030405060708',
      '7318f9f3dcd132a0733b26dea6712aa0124630d644053eae120a5de94523b523092f78c03f66e470',
    ],
    [
      'des-cbc',
      '0102030405060708',
      '7b83277c720307f77a8cbb9d4a7e417910bec5730c69e345a351600deabce5bdd0ab792eec93d827',
    ],
  ])('%s', (algorithm, iv, sealed) => {
    const key = algorithm === 'des-cbc' ? KEY.subarray(0, 8) : KEY;
    const text = chainDecryption(algorithm, key)(hex(iv), hex(sealed));
    expect(text.subarray(0, TEXT.length)).toEqual(TEXT);
  });
  test('RC4, in pieces and with some passed over', () => {
    const sealed = hex('ed3ec03bfd0716ea8a35dd1ba4774ea03cf3a4689827ba1c53953e4866c5de2d');
    expect(new Rc4(KEY).decrypt(sealed, 0, sealed.length)).toEqual(TEXT);
    const stream = new Rc4(KEY);
    stream.skip(10);
    expect(stream.decrypt(sealed, 10, 20)).toEqual(TEXT.subarray(10, 20));
    expect(stream.decrypt(sealed, 20, 32)).toEqual(TEXT.subarray(20));
  });
  test('SEED (RFC 4269 appendix B.1)', () => {
    const text = chainOf(seedDecryption(Buffer.alloc(16)), 16)(
      Buffer.alloc(16),
      hex('5ebac6e0054e166819aff1cc6d346cdb'),
    );
    expect(text).toEqual(hex('000102030405060708090a0b0c0d0e0f'));
  });
  test('IDEA (vector of its authors)', () => {
    const key = hex('00010002000300040005000600070008');
    expect(chainOf(ideaDecryption(key), 8)(Buffer.alloc(8), hex('11fbed2b01986de5'))).toEqual(
      hex('0000000100020003'),
    );
  });
});
