import { expect, test } from 'vitest';
import { analysisOf, judged, merged, recordOffsets, shardOf, splitInTime } from '../engine/splitting.ts';
import { told } from '../engine/told.ts';
import { alert, certificate, clientHello, handshake, serverHello } from '../tls/tls-bytes.ts';
import { captureOf, connection, dns, icmp, type Sent, SYN, tcp, udp } from './wire.ts';

const EDGE_SECONDS = 120;
const syn = tcp('10.0.0.5:50000', '10.0.0.9:9091', { flags: SYN, sequence: 0, acknowledgement: 0 });
const look = (at: number, name: string, rcode: number | null): Sent =>
  rcode === null
    ? { at, packet: udp('10.0.0.5:4000', '10.0.0.2:53', dns(name, null)) }
    : { at, packet: udp('10.0.0.2:53', '10.0.0.5:4000', dns(name, rcode)) };
const CAPTURE = captureOf(
  { at: 0, packet: syn },
  { at: 0.1, packet: icmp('10.0.0.1', '10.0.0.5', [3, 1], syn) },
  { at: 1, packet: syn },
  { at: 1.1, packet: icmp('10.0.0.1', '10.0.0.5', [3, 1], syn) },
  look(0.5, 'b.example', null),
  look(2, 'b.example', 3),
  look(3, 'b.example', null),
  connection({
    at: 4,
    client: '10.0.0.5:50001',
    server: '10.0.0.9:9091',
    turns: [handshake(clientHello('b.example')), handshake(serverHello(), certificate()), alert(46)],
  }),
  connection({
    at: 5,
    client: '10.0.0.5:50002',
    server: '10.0.0.9:8080',
    turns: ['POST /x HTTP/1.1\r\nHost: b\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 204 No Content\r\n\r\n'],
  }),
);

test('shares of the connections merge to what the whole tells', async () => {
  const whole = told(await analysisOf([CAPTURE]));
  expect(whole).toContain('certificate unknown');
  expect(whole).toContain('host unreachable');
  expect(whole).toContain('NXDOMAIN');
  for (const of of [2, 3]) {
    const shards = await Promise.all(
      Array.from({ length: of }, (_, index) => shardOf(CAPTURE, null, { index, of })),
    );
    const all = shards.reduce((one, other) => merged(one, other, EDGE_SECONDS));
    expect(told(judged(all))).toBe(whole);
  }
});

test('so do parts in time, wherever the cut lies', async () => {
  if (CAPTURE.kind !== 'bytes') throw new Error('no bytes');
  const capture = Buffer.from(CAPTURE.bytes);
  for (let cut = 1; cut < recordOffsets(capture).length - 1; cut++) {
    const parts = splitInTime(capture, [cut]);
    const [one, other] = await Promise.all(parts.map((part) => shardOf(part, EDGE_SECONDS)));
    if (one === undefined || other === undefined) throw new Error('no parts');
    expect(told(judged(merged(one, other, EDGE_SECONDS)))).toBe(told(await analysisOf(parts)));
  }
});
