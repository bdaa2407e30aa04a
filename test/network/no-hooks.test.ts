import { describe, expect, test } from 'vitest';
import { type Dialect, defaultDialect } from '../../src/dialects/index.ts';
import { redact } from '../../src/filter/redact.ts';
import { Masker } from '../../src/privacy/index.ts';
import { join, uint16 } from '../packet/packet-bytes.ts';
import { alert, certificate, clientHello, data, handshake, serverHello } from '../tls/tls-bytes.ts';
import {
  ACK,
  analysed,
  captureOf,
  connection,
  dns,
  icmp,
  RST,
  type Sent,
  SYN,
  said,
  tcp,
  udp,
} from './wire.ts';

const RULE = 'capture/no-rest-traffic';
const CLIENT = '10.0.0.5:50000';
const SERVER = '10.0.0.9:9091';
/** An explanation that the capture must leave open for it to be told. */
const POSSIBLE = 'switched off';

const told = async (...sent: readonly (Sent | readonly Sent[])[]): Promise<string> =>
  said(await analysed(captureOf(...sent)), RULE);
const request = (line: string, type: string, body: string): string =>
  `${line} HTTP/1.1\r\nHost: b\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n';

describe('a capture without a hook tells what it has', () => {
  test('HTTP by method, path, type and status', async () => {
    const turns = [request('POST /api/x?key=secret', 'text/xml; charset=utf-8', '<a/>'), OK];
    const text = await told(connection({ client: CLIENT, server: SERVER, turns: [...turns, ...turns] }));
    expect(text).toContain('POST /api/x (text/xml) to 10.0.0.9:9091, answered 200, 2 times (frames 4, 8)');
    expect(text).not.toContain('secret');
    expect(text).toContain(POSSIBLE);
  });
  test('a hook method with a body that is none', async () => {
    const turns = [request('POST /app/connect', 'application/x-www-form-urlencoded', 'a=b'), OK];
    // On a port that hooks are expected at it would be a hook.
    const text = await told(connection({ client: CLIENT, server: '10.0.0.9:7777', turns }));
    expect(text).toMatch(/names the hook method connect, but its body is no JSON object.*frame 4/);
    expect(text).toContain('--port 7777');
    expect(text).not.toContain(POSSIBLE);
  });
  test('messages of a related system', async () => {
    const related: Dialect = {
      ...defaultDialect,
      unsupported: [
        {
          title: 'its elder sister',
          sign: { member: 'kind', from: 40_005, to: 40_036, beside: ['sn', 'text'] },
          source: 'HOOKSCOPE',
        },
      ],
    };
    const body = JSON.stringify({ kind: 40_011, sn: '1', text: 'x' });
    const posted = (content: string) =>
      connection({
        client: CLIENT,
        server: SERVER,
        turns: [request('POST /x', 'application/json', content), OK],
      });
    const toldOf = async (content: string): Promise<string> =>
      said(await analysed(captureOf(posted(content)), { dialects: [related] }), RULE);
    const text = await toldOf(body);
    expect(text).toMatch(/A request is a message of its elder sister.*not supported/);
    expect(text).not.toContain(POSSIBLE);
    for (const other of [
      body.replace('40011', '40037'),
      body.replace('"sn"', '"no"'),
      body.replace('40011', '"40011"'),
    ]) {
      expect(await toldOf(other)).not.toContain('sister');
    }
  });
  test('only the responses', async () => {
    const both = connection({
      client: CLIENT,
      server: SERVER,
      turns: [request('POST /x', 'text/xml', '<a/>'), OK],
    });
    const text = await told(both.filter((_, index) => [1, 4, 5].includes(index)));
    expect(text).toMatch(/From 10\.0\.0\.9:9091 an HTTP response 200 .*without the request/);
    expect(text).toContain('Only one direction was captured');
    expect(text).not.toContain('Neither HTTP');
  });
});

describe('TLS', () => {
  const begun = (...more: readonly Buffer[]) => [
    handshake(clientHello('backend.example')),
    handshake(serverHello(), certificate()),
    ...more,
  ];
  const talk = (turns: readonly Buffer[], server = SERVER) => connection({ client: CLIENT, server, turns });

  test('a certificate that is not trusted', async () => {
    const text = await told(talk(begun(alert(48))));
    expect(text).toContain('server name backend.example');
    expect(text).toContain(
      'the client 10.0.0.5 broke the handshake off with the alert "unknown CA" right after the server\'s certificate',
    );
    expect(text).not.toContain(POSSIBLE);
  });
  test('a server that refuses', async () => {
    const text = await told(talk([handshake(clientHello(null)), alert(70)]));
    expect(text).toContain(
      'the server broke the handshake off with the alert "protocol version" right after the client\'s hello',
    );
    expect(text).not.toContain('trust');
  });
  test('data flow', async () => {
    const text = await told(talk(begun(data(400))));
    expect(text).toContain('hooks may be inside');
    expect(text).not.toContain('broke');
  });
  test('on 443 it is looked at whatever port is asked for, and HTTP there is not', async () => {
    const capture = captureOf(
      talk(begun(data(400)), '10.0.0.9:443'),
      connection({
        at: 1,
        client: '10.0.0.5:50001',
        server: '10.0.0.8:443',
        turns: [request('POST /x', 'text/xml', ''), OK],
      }),
    );
    const text = said(await analysed(capture, { ports: [9091] }), RULE);
    expect(text).toContain('TLS 1.2 to 10.0.0.9:443 (server name backend.example)');
    expect(text).not.toContain('10.0.0.8');
    // It explains nothing of the port that was asked for.
    expect(text).toContain(POSSIBLE);
  });
});

describe('connections that failed', () => {
  const syn: Sent = { at: 0, packet: tcp(CLIENT, SERVER, { flags: SYN, sequence: 0, acknowledgement: 0 }) };
  test('ICMP names who rejects', async () => {
    for (const quoted of [40, 28]) {
      const text = await told([
        syn,
        { at: 0.1, packet: icmp('10.0.0.1', '10.0.0.5', [3, 13], syn.packet, { quoted }) },
      ]);
      expect(text).toContain(
        '10.0.0.1 answered packets to 10.0.0.9:9091 with ICMP "communication administratively prohibited"',
      );
      expect(text).toContain('a filter there forbids');
      expect(text).not.toContain(POSSIBLE);
    }
  });
  test('on the port of the dialect they explain the absence, elsewhere they are told only', async () => {
    const refusedAt = (server: string): readonly Sent[] => [
      { at: 0, packet: tcp(CLIENT, server, { flags: SYN, sequence: 0, acknowledgement: 0 }) },
      { at: 0.1, packet: tcp(server, CLIENT, { flags: RST | ACK, sequence: 0, acknowledgement: 1 }) },
    ];
    expect(await told(refusedAt(SERVER))).toMatch(
      /The connection to 10\.0\.0\.9:9091 was refused \(frames 1, 2\)/,
    );
    expect(await told(refusedAt(SERVER))).not.toContain(POSSIBLE);
    const elsewhere = await told(refusedAt('10.0.0.9:7777'));
    expect(elsewhere).toContain('A connection to 10.0.0.9:7777 was refused');
    expect(elsewhere).toContain(POSSIBLE);
  });
});

describe('names', () => {
  const HOST = '10.0.0.5:40000';
  const RESOLVER = '10.0.0.2:53';
  const query = (at: number, name: string): Sent => ({ at, packet: udp(HOST, RESOLVER, dns(name, null)) });
  const answer = (at: number, name: string, rcode: number, addresses = 0): Sent => ({
    at,
    packet: udp(RESOLVER, HOST, dns(name, rcode, addresses)),
  });
  test.each([
    [[query(0, 'b.example'), answer(0.1, 'b.example', 3)], 'NXDOMAIN'],
    [[query(0, 'b.example'), answer(0.1, 'b.example', 2)], 'SERVFAIL'],
    [[query(0, 'b.example'), query(5, 'b.example')], 'no answer to 2 queries'],
    [[query(0, 'b.example'), answer(0.1, 'b.example', 0)], 'no address'],
  ] as const)('%#: do not resolve', async (sent, outcome) => {
    const text = await told(sent);
    expect(text).toMatch(
      new RegExp(`b\\.example did not resolve for 10\\.0\\.0\\.5: ${outcome} \\(frames 1, 2\\)`),
    );
  });
  test('one that resolves in the end is no reason, nor what a resolver tries before', async () => {
    const search = [query(0, 'b.example.corp'), answer(0.1, 'b.example.corp', 3)];
    const found = [query(0.2, 'b.example'), answer(0.3, 'b.example', 0, 1)];
    expect(await told(search)).toContain('b.example.corp');
    expect(await told(search, found)).not.toContain('b.example');
    expect(await told([query(0, 'b.example'), answer(0.1, 'b.example', 2)], found)).not.toContain(
      'b.example',
    );
  });
  test('over TCP', async () => {
    const framed = (message: Buffer) => join(uint16(message.length), message);
    const turns = [framed(dns('b.example', null)), framed(dns('b.example', 5))];
    const text = said(
      await analysed(captureOf(connection({ client: HOST, server: RESOLVER, turns })), { ports: [9091] }),
      RULE,
    );
    expect(text).toContain('b.example did not resolve for 10.0.0.5: REFUSED');
  });
});

test('where nothing can be read, nothing else is guessed', async () => {
  const input = captureOf({ at: 0, packet: tcp(CLIENT, SERVER) });
  if (input.kind !== 'bytes') throw new Error('no bytes');
  const bytes = Buffer.from(input.bytes);
  bytes.writeUInt32LE(189, 20);
  const text = said(await analysed({ ...input, bytes }), RULE);
  expect(text).toContain('link type 189');
  expect(text).not.toContain(POSSIBLE);
});

test('names of hosts are redacted where they identify people', async () => {
  const query = (at: number, name: string): Sent => ({
    at,
    packet: udp('10.0.0.5:4000', '10.0.0.2:53', dns(name, null)),
  });
  const capture = captureOf(
    connection({
      client: CLIENT,
      server: '10.0.0.9:8443',
      turns: [handshake(clientHello('anna.example')), handshake(serverHello(), certificate()), alert(48)],
    }),
    query(1, 'bert.anna.example'),
  );
  const masker = new Masker({ showSecrets: false, redact: 'personal' });
  const shown = redact(await analysed(capture, { masker }), masker);
  expect(said(shown, RULE)).toContain('broke the handshake off');
  expect(JSON.stringify(shown.findings)).not.toMatch(/anna|bert/);
});
