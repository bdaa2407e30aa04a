import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  Conversation,
  collectBytes,
  internetChecksum,
  type Packet,
  pcapngWriter,
  pcapWriter,
  refusedConnection,
  Scenario,
  unansweredConnection,
  writePackets,
} from '../../samples/builder/index.ts';
import type { Wish } from '../../src/extract/index.ts';
import { foldedCapture } from '../engine/folded-captures.ts';
import { message } from '../privacy/tiny-capture.ts';
import { analysed, bytesInput, checksumsOf, extract, framesOf, tryExtract } from './extracting.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const FIELDS = ['Content-Type: application/json', 'Host: 192.0.2.2:9091'];
const ENDS = {
  client: { address: '192.0.2.1', port: 40_000 },
  server: { address: '192.0.2.2', port: 9091 },
} as const;

function hook(method: string, members: object): Buffer {
  return message(
    `POST /EchoApp/${method} HTTP/1.1`,
    FIELDS,
    JSON.stringify({ nodeId: 'n', appKey: 'a', ...members }),
  );
}

const OK = message('HTTP/1.1 200 OK', FIELDS, '{}');

function scene(): Scenario {
  return new Scenario({ seed: 3, epoch: 1_700_000_000, host: ['192.0.2.1'] });
}

function pcap(packets: readonly Packet[], nanoseconds = false): Buffer {
  const resolution = nanoseconds ? 'nanoseconds' : 'microseconds';
  return collectBytes((write) =>
    writePackets(pcapWriter(write, { linkLayer: 'ethernet', epoch: 1_700_000_000, resolution }), packets),
  );
}

/** Numbers, from 1, of the frames of a capture that an extract has. */
async function numbersOf(capture: Buffer, part: Buffer): Promise<readonly number[]> {
  const all = await framesOf(bytesInput(capture));
  const keys = all.map((frame) => JSON.stringify(frame));
  return (await framesOf(bytesInput(part))).map((frame) => keys.indexOf(JSON.stringify(frame)) + 1);
}

const session = (id: string): Wish => ({ kind: 'session', id });
const call = (id: string): Wish => ({ kind: 'call', id });
const finding = (number: number): Wish => ({ kind: 'finding', number });

describe('every session of the samples', () => {
  it.each(readdirSync(SAMPLES).filter((name) => /\.pcap(ng)?$/.test(name)))(
    '%s',
    async (name) => {
      const capture = readFileSync(`${SAMPLES}${name}`);
      const input = bytesInput(capture, name);
      const before = await analysed(input);
      for (const { id } of before.sessions) {
        if (id === null) continue;
        const told = before.calls.filter(({ sessionId }) => sessionId === id);
        for (const scrub of [false, true]) {
          const { bytes, after, tally } = await extract([input], [session(id)], { scrub });
          expect(after.calls.map(brief)).toEqual(told.map(brief));
          const numbers = scrub ? null : await numbersOf(capture, bytes);
          expect(numbers ?? []).not.toContain(0);
          expect(tally.frames).toBe((await framesOf(bytesInput(bytes))).length);
          const { bad = 0 } = await checksumsOf(bytes);
          expect(bad).toBe(0);
        }
      }
    },
    60_000,
  );
});

/** What stays the same of a call in an extract. */
function brief({
  method,
  target,
  seconds,
  nanoseconds,
  status,
  dialog,
  response,
  cut,
}: Awaited<ReturnType<typeof analysed>>['calls'][number]) {
  return { method, target, seconds, nanoseconds, status, dialog, cut, answer: response?.status ?? null };
}

describe('which frames', () => {
  it('those of the exchange, the handshake, and what is sent again later', async () => {
    const scenario = scene();
    const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open(); // 1-3
    talk
      .request(hook('connect', { sessionId: 's1' }))
      .wait(100)
      .answer(OK); // 4-7
    talk.wait(1000);
    const sequence = talk.connection.next('client');
    const second = hook('connect', { sessionId: 's2' });
    talk.request(second).wait(100).answer(OK); // 8-11
    talk
      .wait(1000)
      .request(hook('connect', { sessionId: 's3' }))
      .wait(100)
      .answer(OK); // 12-15
    talk.connection.send('client', talk.now + 5000, { payload: second, sequence }); // 16
    talk.wait(10_000).close('client'); // 17-19
    const capture = pcap(scenario.drain());
    const taken = async (id: string) =>
      numbersOf(capture, (await extract([bytesInput(capture)], [session(id)])).bytes);
    expect(await taken('s1')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await taken('s2')).toEqual([1, 2, 3, 8, 9, 10, 11, 16]);
    expect(await taken('s3')).toEqual([1, 2, 3, 12, 13, 14, 15, 17, 18, 19]);
  });

  it('what acknowledges one exchange where the next one begins', async () => {
    const scenario = scene();
    const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open();
    for (const method of ['connect', 'ConnectionStatusEvent', 'inventedHook']) {
      talk
        .request(hook(method, { sessionId: 's1' }))
        .wait(100)
        .answer(OK)
        .wait(1000);
    }
    const packets = scenario.drain();
    const capture = pcap(packets);
    const { bytes } = await extract([bytesInput(capture)], [session('s1')]);
    expect(await numbersOf(capture, bytes)).toEqual(packets.map((_, index) => index + 1));
  });

  it('a request that was never answered, with the reset that ended it and the late segment before its first', async () => {
    const scenario = scene();
    const talk = new Conversation(scenario, { ...ENDS, at: 0, maximumSegmentSize: 112 }).open(); // 1-3
    talk.request(hook('connect', { sessionId: 's1', note: 'x'.repeat(60) }), { mishaps: { 0: 'late' } });
    talk.wait(2_000_000).reset('client');
    const packets = scenario.drain();
    const capture = pcap(packets);
    const { bytes } = await extract([bytesInput(capture)], [session('s1')]);
    expect(await numbersOf(capture, bytes)).toEqual(packets.map((_, index) => index + 1));
  });

  it('interim answers belong to the answer', async () => {
    const scenario = scene();
    const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open(); // 1-3
    talk
      .request(hook('connect', { sessionId: 's0' }))
      .wait(100)
      .answer(OK); // 4-7
    const whole = hook('connect', { sessionId: 's1' });
    const head = whole.indexOf('\r\n\r\n') + 4;
    talk
      .request(whole.subarray(0, head))
      .answer(Buffer.from('HTTP/1.1 100 Continue\r\nX-Token: abcdefgh12\r\n\r\n')); // 8-11
    talk.request(whole.subarray(head)).answer(OK); // 12-15
    const capture = pcap(scenario.drain());
    const { bytes } = await extract([bytesInput(capture)], [session('s1')]);
    expect(await numbersOf(capture, bytes)).toEqual([1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15]);
    const scrubbed = await extract([bytesInput(capture)], [session('s1')], { scrub: true });
    expect(scrubbed.bytes.includes('100 Continue')).toBe(true);
    expect(scrubbed.bytes.includes('abcdefgh12')).toBe(false);
  });

  it('those of its attempts and legs, each on a connection of its own', async () => {
    const capture = bytesInput(foldedCapture(2));
    const { before, after, tally } = await extract([capture], [{ kind: 'call', id: '0' }]);
    expect(before.calls).toHaveLength(6);
    expect(tally).toMatchObject({ calls: 1, connections: 4 });
    expect(after.calls).toHaveLength(1);
    expect(after.callExchanges.exchangesOf(after.calls[0])).toHaveLength(4);
  });

  it('connections that failed, as findings have them', async () => {
    const scenario = scene();
    new Conversation(scenario, { ...ENDS, at: 0 })
      .open()
      .request(hook('connect', { sessionId: 's1' }))
      .answer(OK); // 1-7
    refusedConnection(scenario, { ...ENDS, client: { address: '192.0.2.1', port: 40_001 }, at: 100_000 }); // 8-9
    unansweredConnection(scenario, {
      ...ENDS,
      client: { address: '192.0.2.1', port: 40_002 },
      at: 60_000_000,
      attempts: 3,
    });
    const capture = pcap(scenario.drain());
    const { findings, findingNumbers } = await analysed(bytesInput(capture));
    const numbered = (rule: string) =>
      finding(findingNumbers.get(findings.find((each) => each.rule === rule) ?? never()) ?? 0);
    const taken = async (rule: string) =>
      numbersOf(capture, (await extract([bytesInput(capture)], [numbered(rule)])).bytes);
    expect(await taken('transport/refused')).toEqual([8, 9]);
    expect(await taken('transport/unanswered')).toEqual([10, 11, 12]);
    // The call that something is missing after, the refusal that is the likely cause, and a frame behind the window.
    expect(await taken('flow/missing-call')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('ICMP errors about the connection, which tell no payload once scrubbed', async () => {
    const scenario = scene();
    const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open();
    talk.request(hook('connect', { sessionId: 's1', authToken: 'tk-4711-secret' }));
    const request = scenario.drain();
    const quoted = request.find(({ bytes }) => bytes.includes('tk-4711-secret'))?.bytes ?? never();
    const packets = [...request, icmpError(quoted, talk.now + 100)];
    const capture = pcap(packets);
    const { bytes, tally } = await extract([bytesInput(capture)], [session('s1')]);
    expect(tally.frames).toBe(packets.length);
    expect(await numbersOf(capture, bytes)).toContain(packets.length);
    const scrubbed = await extract([bytesInput(capture)], [session('s1')], { scrub: true });
    expect(scrubbed.bytes.includes('tk-4711-secret')).toBe(false);
    const last = Buffer.from((await framesOf(bytesInput(scrubbed.bytes))).at(-1)?.bytes ?? '', 'hex');
    expect(internetChecksum(last.subarray(14 + 20))).toBe(0);
  });
});

function never(): never {
  throw new Error('it is not there');
}

/** "Fragmentation needed" about a packet, quoting all of it. */
function icmpError(quoted: Buffer, time: number): Packet {
  const icmp = Buffer.concat([Buffer.from('0304000000000500', 'hex'), quoted]);
  icmp.writeUInt16BE(internetChecksum(icmp), 2);
  const head = Buffer.from('4500000000000000400100000a000001c0000201', 'hex');
  head.writeUInt16BE(head.length + icmp.length, 2);
  head.writeUInt16BE(internetChecksum(head), 10);
  return { time, etherType: 0x0800, bytes: Buffer.concat([head, icmp]), passage: 'received' };
}

/** An IPv4 packet in pieces of at most `size` bytes, in a VLAN. */
function pieces(packet: Packet, size: number, identification: number): readonly Packet[] {
  const head = packet.bytes.subarray(0, 20);
  const data = packet.bytes.subarray(20);
  const made: Packet[] = [];
  for (let at = 0; at < data.length; at += size) {
    const part = data.subarray(at, at + size);
    const own = Buffer.from(head);
    own.writeUInt16BE(20 + part.length, 2);
    own.writeUInt16BE(identification, 4);
    own.writeUInt16BE((at + size < data.length ? 0x2000 : 0) | (at / 8), 6);
    own.writeUInt16BE(0, 10);
    own.writeUInt16BE(internetChecksum(own), 10);
    made.push({ ...packet, bytes: Buffer.concat([own, part]), time: packet.time + made.length });
  }
  return made.map((each) => ({
    ...each,
    etherType: 0x8100,
    bytes: Buffer.concat([Buffer.from('00640800', 'hex'), each.bytes]),
  }));
}

describe('IP datagrams in pieces', () => {
  const scenario = scene();
  const secret = 'tk-4711-secret-over-pieces';
  const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open();
  talk
    .request(hook('connect', { sessionId: 's1', note: 'y'.repeat(150), authToken: secret }))
    .wait(100)
    .answer(OK);
  const whole = scenario.drain();
  // Out of order, with another frame of the connection amid them.
  const packets = whole.flatMap((packet, index) => {
    if (packet.bytes.length <= 100) return [packet];
    const [first = never(), second = never(), ...rest] = pieces(packet, 56, 77 + index);
    return [second, first, { ...(whole[2] ?? never()), time: first.time }, ...rest];
  });
  const capture = pcap(packets);

  it('are taken piece by piece, in order', async () => {
    const { bytes, after } = await extract([bytesInput(capture)], [session('s1')]);
    expect(await numbersOf(capture, bytes)).toEqual(packets.map((_, index) => index + 1));
    expect(after.calls).toHaveLength(1);
  });

  it('are scrubbed across their pieces', async () => {
    const { bytes, after, tally } = await extract([bytesInput(capture)], [session('s1')], { scrub: true });
    expect(tally.frames).toBe(packets.length);
    const frames = await framesOf(bytesInput(bytes));
    for (const part of ['tk-4711', 'secret-over', 'pieces"']) {
      expect(frames.some((frame) => Buffer.from(frame.bytes, 'hex').includes(part))).toBe(false);
    }
    expect(Object.keys(await checksumsOf(bytes))).toEqual(['good']);
    const exchange = after.exchanges.get(after.calls[0].id);
    expect(exchange?.request?.body.bytes.toString()).toContain(`"s1${'x'.repeat(secret.length - 2)}"`);
  });
});

describe('what is kept of frames', () => {
  function twoInterfaces(): Buffer {
    const scenario = scene();
    const talk = new Conversation(scenario, {
      ...ENDS,
      at: 0,
      note: { interface: 1, comment: 'seen by Ann' },
    }).open();
    talk
      .request(hook('connect', { sessionId: 's1' }), { note: { interface: 0 } })
      .wait(100)
      .answer(OK);
    return collectBytes((write) =>
      writePackets(
        pcapngWriter(write, {
          epoch: 1_700_000_000,
          interfaces: [
            { linkLayer: 'sll', name: 'any', snapLength: 400, decimals: 9 },
            { linkLayer: 'ethernet', name: 'eth7' },
          ],
        }),
        scenario.drain(),
      ),
    );
  }

  it('interfaces, comments, lengths and times in a pcapng', async () => {
    const capture = twoInterfaces();
    const { bytes, after } = await extract([bytesInput(capture)], [session('s1')], { format: 'pcapng' });
    expect(await framesOf(bytesInput(bytes))).toEqual(await framesOf(bytesInput(capture)));
    const [info] = after.captures;
    expect(
      info?.interfaces.map(({ name, linkType, timeDigits, snapLength }) => [
        name,
        linkType,
        timeDigits,
        snapLength,
      ]),
    ).toEqual([
      ['eth7', 1, 6, 0],
      ['any', 113, 9, 400],
    ]);
    expect(info?.comments.map(({ frame, text }) => [frame, text])).toEqual(
      (await analysed(bytesInput(capture))).captures[0]?.comments.map(({ frame, text }) => [frame, text]),
    );
    expect(info?.comments.length).toBeGreaterThan(0);
  });

  it('no comments once scrubbed, which is told', async () => {
    const { after, tally } = await extract([bytesInput(twoInterfaces())], [session('s1')], {
      format: 'pcapng',
      scrub: true,
    });
    expect(after.captures[0]?.comments).toEqual([]);
    expect(tally.scrubbed?.comments).toBeGreaterThan(0);
  });

  it('one link type in a pcap', async () => {
    expect(await tryExtract([bytesInput(twoInterfaces())], [session('s1')])).toContain(
      'link types 1 and 113',
    );
  });

  it('nanoseconds in a pcap', async () => {
    const scenario = scene();
    new Conversation(scenario, { ...ENDS, at: 0.123 })
      .open()
      .request(hook('connect', { sessionId: 's1' }))
      .answer(OK);
    const capture = pcap(scenario.drain(), true);
    const { bytes } = await extract([bytesInput(capture)], [session('s1')]);
    expect(await framesOf(bytesInput(bytes))).toEqual(await framesOf(bytesInput(capture)));
    expect((await framesOf(bytesInput(bytes)))[0]?.time).toBe('1700000000.000000123');
  });

  it('frames of several files, as one capture', async () => {
    const scenario = scene();
    const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open();
    talk
      .request(hook('connect', { sessionId: 's1' }))
      .wait(100)
      .answer(OK);
    const packets = scenario.drain();
    const inputs = [pcap(packets.slice(4)), pcap(packets.slice(0, 4))].map((bytes) => bytesInput(bytes));
    const { bytes } = await extract(inputs, [session('s1')]);
    expect(await framesOf(bytesInput(bytes))).toEqual(await framesOf(bytesInput(pcap(packets))));
  });
});

describe('what can be asked for', () => {
  const scenario = scene();
  const talk = new Conversation(scenario, { ...ENDS, at: 0 }).open();
  talk
    .request(hook('connect', { sessionId: 's1' }))
    .wait(100)
    .answer(OK);
  talk
    .request(hook('call', { sessionId: 's1', callId: '0' }))
    .wait(100)
    .answer(OK);
  const input = bytesInput(pcap(scenario.drain()));

  it('a dialog, and where there is none of that id the call of that index', async () => {
    const methods = async (id: string) =>
      (await extract([input], [call(id)])).after.calls.map(({ method }) => method);
    expect(await methods('0')).toEqual(['call']);
    expect(await methods('1')).toEqual(['call']);
    const both = await extract([input], [call('0'), session('s1')]);
    expect(both.after.calls.map(({ method }) => method)).toEqual(['connect', 'call']);
  });

  it('nothing that is not there', async () => {
    expect(await tryExtract([input], [call('2')])).toMatch(/^unknown/);
    expect(await tryExtract([input], [session('s2')])).toMatch(/^unknown/);
    expect(await tryExtract([input], [finding(99)])).toMatch(/^unknown/);
    expect(await tryExtract([bytesInput(pcap([]))], [finding(1)])).toMatch(/^no-frames/);
  });
});
