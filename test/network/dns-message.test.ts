import { describe, expect, test } from 'vitest';
import { readDnsMessage } from '../../src/network/dns-message.ts';
import { DnsConnection } from '../../src/network/index.ts';
import { join, uint16 } from '../packet/packet-bytes.ts';
import { dns } from './wire.ts';

const told = (bytes: Buffer) => readDnsMessage(bytes, 0, bytes.length);

describe('a DNS message', () => {
  test('a query, a response without and one with an address', () => {
    expect(told(dns('Backend.Example', null))).toEqual({
      isResponse: false,
      rcode: 0,
      name: 'backend.example',
      type: 1,
      hasAddress: false,
    });
    expect(told(dns('a.b', 3, 0, 28))).toMatchObject({
      isResponse: true,
      rcode: 3,
      type: 28,
      hasAddress: false,
    });
    expect(told(dns('a.b', 0, 2))).toMatchObject({ rcode: 0, hasAddress: true });
  });
  test('what is cut or broken is none', () => {
    const whole = dns('backend.example', 0, 1);
    const questionEnd = dns('backend.example', null).length;
    for (let length = 0; length < questionEnd; length += 1)
      expect(told(whole.subarray(0, length))).toBeNull();
    for (let length = questionEnd; length < whole.length; length += 1) {
      expect(told(whole.subarray(0, length))).toMatchObject({ name: 'backend.example' });
    }
    const pointer = Buffer.from(whole);
    pointer[12] = 0xc0;
    expect(told(pointer)).toBeNull();
  });
});

test('messages over TCP have their length before them, and may come in pieces', () => {
  const names: string[] = [];
  const connection = new DnsConnection(({ name }, direction, { frame }) =>
    names.push(`${name} ${direction} ${frame}`),
  );
  const at = (frame: number) => ({ frame, seconds: 0, nanoseconds: 0, offset: 0, acknowledged: -1 });
  const stream = join(
    ...[dns('one.example', null), dns('two.example', 3)].flatMap((each) => [uint16(each.length), each]),
  );
  connection.data(0, stream, 0, 20, at(1));
  expect(connection.data(0, stream, 20, stream.length, at(2))).toBe('wanted');
  expect(names).toEqual(['one.example 0 2', 'two.example 0 2']);
  expect(connection.data(1, Buffer.from('ffff', 'hex'), 0, 2, at(3))).toBe('unwanted');
  expect(connection.data(0, stream, 0, stream.length, at(4))).toBe('unwanted');
  expect(names).toHaveLength(2);
});
