import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDialect, dialects, findMethod } from '../../src/dialects/index.ts';
import type { JsonValue } from '../../src/hooks/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { addressValue, isAddress } from '../../src/privacy/personal/person.ts';

const redacting = (): Masker => new Masker({ showSecrets: false, redact: 'personal' });
const call = findMethod(defaultDialect, 'call');

describe('text that was captured', () => {
  it.each([
    ['sip:1001@pbx.example.org', 'sip:[number 1]@[address 1]'],
    [
      '<sips:alice:pw@192.0.2.7:5061;transport=tls>',
      '<sips:[name 1]:[secret 1]@[address 1]:5061;transport=tls>',
    ],
    ['sip:pbx.example.org;lr', 'sip:[address 1];lr'],
    ['sip%3A1001%40pbx.example.org', 'sip%3A[number 1]%40[address 1]'],
    ['tel:+49-30-123456', 'tel:[number 1]'],
    ['"Alice Ek" <sip:1001@h.example>', '"[name 1]" <sip:[number 1]@[address 1]>'],
    ['Alice Ek <sip:1001@h.example>', '[name 1] <sip:[number 1]@[address 1]>'],
    ['mail alice.ek@example.org today', 'mail [name 1]@[address 1] today'],
    ['rtmp://bob:pw@203.0.113.5:1935/live', 'rtmp://[name 1]:[secret 1]@[address 1]:1935/live'],
    ['http://localhost:9091/x', 'http://localhost:9091/x'],
    ['call +49 30 1234567 back', 'call [number 1] back'],
    ['/192.0.2.7:50123/198.51.100.1:8443-x', '/[address 1]:50123/[address 2]:8443-x'],
    ['/0:0:0:0:0:0:0:1:50123/[2001:db8::7]:8443', '/[address 1]:50123/[address 2]:8443'],
    ['2001:db8::7 2001:DB8:0:0::7', '[address 1] [address 1]'],
    ['fe80::1%eth0 is local', '[address 1] is local'],
    ['ip-10-0-0-5.internal', 'ip-[address 1].internal'],
    ['o=root 1 1 IN IP4 192.0.2.7', 'o=[name 1] 1 1 IN IP4 [address 1]'],
    ['from 1.2.3.4.5 at 12:34:56 in 2024-01-02', 'from 1.2.3.4.5 at 12:34:56 in 2024-01-02'],
    ['version 300.1.1.1', 'version 300.1.1.1'],
    ['{"caller":"1001","status":"RING"', '{"caller":"[number 1]","status":"RING"'],
    ['caller=%2B4930123456&x=1', 'caller=[number 1]&x=1'],
    ['Hw47CFMBEchOVo4AEtZvQ5SLZKL2LBm7@192.0.2.7', 'Hw47CFMBEchOVo4AEtZvQ5SLZKL2LBm7@[address 1]'],
    ['[number 7] and sip:[name 3]@[address 9]', '[number 7] and sip:[name 3]@[address 9]'],
  ])('%s', (text, shown) => {
    expect(redacting().captured(text)).toBe(shown);
  });

  it('says again what was hidden once, wherever it stands as a word', () => {
    const masker = redacting();
    masker.payload(defaultDialect, call, { caller: '1001', callee: 'Bob Ek', visibleName: 'Al' });
    expect(masker.captured('call-1001-x of Bob Ek and Bob, Al 21001')).toBe(
      'call-[number 1]-x of [name 1] and Bob, Al 21001',
    );
    // In messages of hookscope such numbers are frames and ports.
    expect(masker.text('1001 frames, see frame 1001: "1001"')).toBe(
      '1001 frames, see frame 1001: "[number 1]"',
    );
    expect(masker.captured('v=0\r\nm=audio 1001 RTP/AVP 8')).toBe('v=0\r\nm=audio 1001 RTP/AVP 8');
  });
});

describe('SIP messages', () => {
  const carrying = (type: string, body: string): string =>
    `MESSAGE sip:x SIP/2.0\r\nCSeq: 1 MESSAGE\r\nContent-Type: ${type}\r\nContent-Length: 9\r\n\r\n${body}`;

  it('keep their session description, but for addresses and users', () => {
    const shown = redacting().captured(
      carrying('application/sdp', 'v=0\r\no=bob 1 1 IN IP4 192.0.2.7\r\nm=audio 16710 RTP/AVP 0\r\n'),
    );
    expect(shown).toMatch(
      /\r\n\r\nv=0\r\no=\[name \d\] 1 1 IN IP4 \[address 1\]\r\nm=audio 16710 RTP\/AVP 0\r\n$/,
    );
  });

  it.each([
    ['text/plain', 'hello Bob', '[message 1]'],
    [
      'message/cpim',
      'Subject: x\r\n\r\nContent-Type: text/plain\r\n\r\nhello Bob',
      'Subject: x\r\n\r\nContent-Type: text/plain\r\n\r\n[message 1]',
    ],
  ])('lose what people say: %s', (type, body, shown) => {
    expect(redacting().captured(carrying(type, body)).endsWith(`\r\n\r\n${shown}`)).toBe(true);
    // Also in a text that is read as JSON writes it.
    const escaped = JSON.stringify(carrying(type, body));
    expect(redacting().captured(`{"sipMessageRaw":${escaped},oops`)).not.toContain('hello');
  });
});

describe('payloads', () => {
  it('hides what the tables call personal, and shows the rest', () => {
    const value = {
      callId: 'c-1',
      caller: 'sip:1001@h.example',
      callee: '1002',
      visibleName: 'Al',
      hasVideo: true,
    };
    expect(redacting().payload(defaultDialect, call, value)).toEqual({
      callId: 'c-1',
      caller: 'sip:[number 1]@[address 1]',
      callee: '[number 2]',
      visibleName: '[name 1]',
      hasVideo: true,
    });
  });

  it('hides messages as a whole, but tells of their absence', () => {
    const message = findMethod(defaultDialect, 'sendMessage');
    const masker = redacting();
    expect(masker.payload(defaultDialect, message, { body: 'hello', recipients: '1001, bob' })).toEqual({
      body: '[message 1]',
      recipients: '[number 1], [name 1]',
    });
    expect(masker.payload(defaultDialect, message, { body: '', from: null })).toEqual({
      body: '',
      from: null,
    });
  });

  it('hides parties of PBX reports, numbers among them', () => {
    const openvox = dialects.get('openvox') ?? defaultDialect;
    const ring = findMethod(openvox, 'RING');
    const value = { action: 'RING', callid: '1514537612.77', ext: { extid: ['1001', 1002] }, sn: '1' };
    expect(redacting().payload(openvox, ring, value)).toEqual({
      action: 'RING',
      callid: '1514537612.77',
      ext: { extid: ['[number 1]', '[number 2]'] },
      sn: '1',
    });
  });

  it('goes by names where no table says more, and by the form of telephone numbers', () => {
    const custom = {
      phone: 4930123456,
      deep: { userName: 'bob' },
      other: '+49 30 654321',
      time: '1700000000',
      n: 5,
    };
    expect(redacting().payload(defaultDialect, call, { custom })).toEqual({
      custom: {
        phone: '[number 1]',
        deep: { userName: '[name 1]' },
        other: '[number 2]',
        time: '1700000000',
        n: 5,
      },
    });
  });

  it('leaves statuses and states as they are, whoever bears their name', () => {
    const masker = redacting();
    masker.payload(defaultDialect, call, { caller: 'RING' });
    expect(masker.payload(defaultDialect, call, { status: 'RING' })).toEqual({ status: 'RING' });
  });
});

describe('addresses', () => {
  it('are known by what they are, as the operating system knows them', () => {
    const part = fc.stringMatching(/^[0-9a-f:.]{0,12}$/);
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(part, part).map((parts) => parts.join(':')),
    );
    fc.assert(
      fc.property(address, (text) => isAddress(text) === (isIP(text) !== 0)),
      { numRuns: 2000 },
    );
  });

  it('are equal however they are written', () => {
    expect(addressValue('[2001:DB8::7]')).toBe(addressValue('2001:0db8:0:0:0:0:0:7'));
    expect(addressValue('::ffff:192.0.2.7')).toBe(addressValue('::FFFF:c000:207'));
  });
});

it('marks are the same wherever a value stands, and do not change when looked at again', () => {
  const person = fc.stringMatching(/^[A-Z][a-z]{4,9}[0-9]{2}$/);
  const place = fc.constantFrom<(name: string) => JsonValue>(
    (name) => ({ caller: name }),
    (name) => ({ custom: { login: name } }),
    (name) => ({ custom: JSON.stringify({ user: name }) }),
    (name) => ({ info: `sip:${name}@h.example` }),
    (name) => ({ info: `{"callee":"${name}"` }),
  );
  fc.assert(
    fc.property(person, fc.array(place, { minLength: 1, maxLength: 4 }), (name, places) => {
      const masker = redacting();
      for (const at of places) {
        const shown = masker.payload(defaultDialect, call, at(name));
        expect(JSON.stringify(shown)).not.toContain(name);
        expect(JSON.stringify(shown)).toContain('[name 1]');
        expect(masker.payload(defaultDialect, call, shown)).toEqual(shown);
      }
    }),
  );
});

it('shows secrets where that is asked for, and hides people all the same', () => {
  const masker = new Masker({ showSecrets: true, redact: 'personal' });
  expect(
    masker.payload(defaultDialect, findMethod(defaultDialect, 'connect'), {
      sipLogin: 'bob',
      sipPassword: 'pw',
    }),
  ).toEqual({
    sipLogin: '[name 1]',
    sipPassword: 'pw',
  });
});

it('takes time in proportion to the text, whatever the text', () => {
  for (const piece of [
    'sip:a',
    'a@b.',
    '"a" <',
    '1.2.3.4.',
    '::1:',
    '+1 ',
    '"from":"',
    'o=',
    'http://a:',
    '\nContent-Type: a\n',
    'x-1-2-',
    '<a>',
    "from:'",
  ]) {
    const began = performance.now();
    const masker = redacting();
    masker.captured(piece.repeat(Math.ceil(200_000 / piece.length)));
    masker.text(piece.repeat(Math.ceil(200_000 / piece.length)));
    expect(performance.now() - began, piece).toBeLessThan(5000);
  }
});
