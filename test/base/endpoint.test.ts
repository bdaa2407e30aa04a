import { describe, expect, it } from 'vitest';
import { endpointText, hostOf, hostText, portOf } from '../../src/base/endpoint.ts';

describe('end points', () => {
  it('tell their port', () => {
    expect(portOf('192.0.2.1:9091')).toBe(9091);
    expect(portOf('[2001:db8::1]:80')).toBe(80);
    expect(portOf('[2001:db8::1]')).toBeNaN();
  });

  it('are an address and a port, IPv6 in brackets', () => {
    expect(endpointText({ address: '192.0.2.1', port: 9091 })).toBe('192.0.2.1:9091');
    expect(endpointText({ address: '2001:db8::1', port: 9091 })).toBe('[2001:db8::1]:9091');
    expect(hostText('2001:db8::1')).toBe('[2001:db8::1]');
  });

  it.each([
    ['192.0.2.1:9091', '192.0.2.1'],
    ['[2001:db8::1]:9091', '[2001:db8::1]'],
    // Redacted: a mark of the privacy room stands in place of the address.
    ['[address 12]:9091', '[address 12]'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['backend.example', 'backend.example'],
  ])('have a host: %s', (text, host) => {
    expect(hostOf(text)).toBe(host);
  });
});
