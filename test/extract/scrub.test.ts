import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Conversation,
  type ConversationOptions,
  collectBytes,
  type LinkLayer,
  type Mishap,
  pcapWriter,
  Scenario,
  writePackets,
} from '../../samples/builder/index.ts';
import { message } from '../privacy/tiny-capture.ts';
import { bytesInput, checksumsOf, extract } from './extracting.ts';

const PASSWORD = 'Zq17vXkW7pass';
const TOKEN = 'tk-77-Yp03-long';
const DIGEST = '6629fae49393a05397450978507c4ef1';
const SESSION = '/198.51.100.1:57793/203.0.113.10:8443';
const BY_SESSION = [{ kind: 'session', id: SESSION }] as const;

const SIP = `INVITE sip:7@pbx SIP/2.0\r\nAuthorization: Digest username="7", realm="r", response="${DIGEST}"\r\n\r\n`;
const BODY = JSON.stringify({
  nodeId: 'n',
  appKey: 'defaultApp',
  sessionId: SESSION,
  sipLogin: '7',
  sipPassword: PASSWORD,
  authToken: TOKEN,
  sipMessageRaw: SIP,
});
const FIELDS = ['Content-Type: application/json', 'Host: 127.0.0.1:9091'];
const OK = message('HTTP/1.1 200 OK', FIELDS, BODY);

/** Bytes in chunks of these sizes, over and over. */
function chunked(body: Buffer, sizes: readonly number[]): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0, index = 0; at < body.length; index += 1) {
    const data = body.subarray(at, at + (sizes[index % sizes.length] ?? 1));
    parts.push(Buffer.from(`${data.length.toString(16)};note=${TOKEN}\r\n`), data, Buffer.from('\r\n'));
    at += data.length;
  }
  return Buffer.concat([...parts, Buffer.from(`0\r\nX-Auth-Token: ${TOKEN}\r\n\r\n`)]);
}

interface Course {
  readonly segment?: number;
  readonly mishaps?: Readonly<Record<number, Mishap>>;
  readonly link?: LinkLayer;
  readonly snapLength?: number;
}

/** A connection on which a client asks and a server answers, as a capture. */
function talk(request: Buffer, answer: Buffer, course: Course = {}): Buffer {
  const scenario = new Scenario({ seed: 7, epoch: 1_700_000_000, host: ['192.0.2.1'] });
  const options: ConversationOptions = {
    client: { address: '192.0.2.1', port: 40_000 },
    server: { address: '192.0.2.2', port: 9091 },
    at: 0,
    maximumSegmentSize: (course.segment ?? 1448) + 12,
  };
  const delivery = { mishaps: course.mishaps ?? {} };
  new Conversation(scenario, options)
    .open()
    .request(request, delivery)
    .wait(500)
    .answer(answer, delivery)
    .close('client');
  return collectBytes((write) => {
    const { link = 'ethernet', snapLength = 262_144 } = course;
    writePackets(pcapWriter(write, { linkLayer: link, epoch: scenario.epoch, snapLength }), scenario.drain());
  });
}

function secretsIn(bytes: Buffer): readonly string[] {
  return [PASSWORD, TOKEN, DIGEST].filter((secret) => bytes.includes(secret));
}

/** The capture with bytes behind the packet in each of its frames. */
function withPadding(capture: Buffer, text: string): Buffer {
  const parts = [capture.subarray(0, 24)];
  for (let at = 24; at < capture.length; ) {
    const head = Buffer.from(capture.subarray(at, at + 16));
    const length = head.readUInt32LE(8);
    head.writeUInt32LE(length + text.length, 8);
    head.writeUInt32LE(length + text.length, 12);
    parts.push(head, capture.subarray(at + 16, at + 16 + length), Buffer.from(text));
    at += 16 + length;
  }
  return Buffer.concat(parts);
}

const mishap = fc.constantFrom<Mishap>('late', 'lost', 'repeated');

describe('extract --scrub', () => {
  it('finds secrets however they are cut into segments and chunks, sent again or out of order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 400 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        fc.dictionary(fc.nat(40).map(String), mishap, { maxKeys: 5 }),
        fc.constantFrom<LinkLayer>('ethernet', 'sll', 'raw', 'null'),
        async (segment, sizes, mishaps, link) => {
          const answer = message(
            'HTTP/1.1 200 OK',
            [...FIELDS, 'Transfer-Encoding: chunked', `Set-Cookie: sid=${TOKEN}; Path=/`],
            chunked(Buffer.from(BODY), sizes),
          );
          const request = message(`POST /EchoApp/connect?token=${TOKEN} HTTP/1.1`, FIELDS, BODY);
          const capture = talk(request, answer, { segment, mishaps, link });
          const { bytes, before, after } = await extract([bytesInput(capture)], BY_SESSION, { scrub: true });
          expect(secretsIn(bytes)).toEqual([]);
          expect(Object.keys(await checksumsOf(bytes))).toEqual(['good']);
          expect(after.calls).toHaveLength(1);
          // What was mirrored is seen to be mirrored: the same secret has the same filler everywhere.
          expect(after.findings.map(({ rule }) => rule)).toEqual(before.findings.map(({ rule }) => rule));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is no idle promise: without it they are there', async () => {
    const capture = talk(message('POST /EchoApp/connect HTTP/1.1', FIELDS, BODY), OK);
    const { bytes } = await extract([bytesInput(capture)], BY_SESSION);
    expect(secretsIn(bytes)).toEqual([PASSWORD, TOKEN, DIGEST]);
  });

  it('changes nothing but secrets, and keeps every length', async () => {
    const capture = talk(message('POST /EchoApp/connect HTTP/1.1', FIELDS, BODY), OK);
    const plain = await extract([bytesInput(capture)], BY_SESSION);
    const { bytes, after } = await extract([bytesInput(capture)], BY_SESSION, { scrub: true });
    expect(bytes).toHaveLength(plain.bytes.length);
    const exchange = after.exchanges.get(after.calls[0].id);
    const payload = JSON.parse(exchange?.request?.body.bytes.toString() ?? '') as object;
    expect(payload).toEqual({
      ...(JSON.parse(BODY) as object),
      sipPassword: 's1'.padEnd(PASSWORD.length, 'x'),
      authToken: 's2'.padEnd(TOKEN.length, 'x'),
      sipMessageRaw: SIP.replace(DIGEST, 's3'.padEnd(DIGEST.length, 'x')),
    });
  });

  it('blanks a compressed body with secrets in it, and leaves one without', async () => {
    const fields = [...FIELDS, 'Content-Encoding: gzip'];
    const request = message('POST /EchoApp/connect HTTP/1.1', FIELDS, BODY);
    const harmless = Buffer.from(JSON.stringify({ sessionId: SESSION, appKey: 'defaultApp' }));
    for (const [body, blanked] of [
      [gzipSync(BODY), 1],
      [gzipSync(harmless), 0],
    ] as const) {
      const capture = talk(request, message('HTTP/1.1 200 OK', fields, body));
      const { bytes, tally } = await extract([bytesInput(capture)], BY_SESSION, { scrub: true });
      expect(tally.scrubbed?.blanked.compressed).toBe(blanked);
      expect(bytes.includes(body)).toBe(blanked === 0);
      expect(Object.keys(await checksumsOf(bytes))).toEqual(['good']);
    }
  });

  it('blanks a compressed body whose secret stands nowhere else', async () => {
    const body = gzipSync(JSON.stringify({ sessionId: SESSION, authToken: 'only-in-here-4711' }));
    const answer = message('HTTP/1.1 200 OK', [...FIELDS, 'Content-Encoding: gzip'], body);
    const capture = talk(message('POST /EchoApp/connect HTTP/1.1', FIELDS, BODY), answer);
    const { bytes, tally } = await extract([bytesInput(capture)], BY_SESSION, { scrub: true });
    expect(tally.scrubbed?.blanked.compressed).toBe(1);
    expect(bytes.includes(body)).toBe(false);
  });

  it('replaces a secret wherever it stands once it is known, and the padding behind a packet', async () => {
    const request = message(`POST /EchoApp/connect HTTP/1.1`, [...FIELDS, `X-Note: about ${TOKEN}!`], BODY);
    const capture = talk(request, OK);
    const padded = await extract([bytesInput(withPadding(capture, 'left-over-memory'))], BY_SESSION, {
      scrub: true,
    });
    expect(secretsIn(padded.bytes)).toEqual([]);
    expect(padded.bytes.includes('left-over-memory')).toBe(false);
    expect(padded.bytes.includes(`X-Note: about ${'s2'.padEnd(TOKEN.length, 'x')}!`)).toBe(true);
    expect(Object.keys(await checksumsOf(padded.bytes))).toEqual(['good']);
  });

  it('blanks a compressed body in which a secret known from elsewhere stands under a harmless name', async () => {
    const body = gzipSync(JSON.stringify({ sessionId: SESSION, note: TOKEN }));
    const answer = message('HTTP/1.1 200 OK', [...FIELDS, 'Content-Encoding: gzip'], body);
    const capture = talk(message('POST /EchoApp/connect HTTP/1.1', FIELDS, BODY), answer);
    const { bytes, tally } = await extract([bytesInput(capture)], BY_SESSION, { scrub: true });
    expect(tally.scrubbed?.blanked.compressed).toBe(1);
    expect(bytes.includes(body)).toBe(false);
  });

  it('blanks what stands behind the first absent byte, and what is no message', async () => {
    const long = message(
      'POST /EchoApp/connect HTTP/1.1',
      FIELDS,
      BODY.replace('"sipLogin"', `"a":"${'a'.repeat(300)}","sipLogin"`),
    );
    const cut = await extract(
      [bytesInput(talk(long, OK, { snapLength: 400 }))],
      BY_SESSION.map(() => ({ kind: 'call', id: '0' })),
      {
        scrub: true,
      },
    );
    expect(secretsIn(cut.bytes)).toEqual([]);
    expect(cut.tally.scrubbed?.blanked.incomplete).toBeGreaterThan(0);

    const garbage = Buffer.from(`\0\0 ${PASSWORD} is no HTTP`);
    const tail = talk(Buffer.concat([message('POST /EchoApp/connect HTTP/1.1', FIELDS, BODY), garbage]), OK);
    const tailed = await extract([bytesInput(tail)], BY_SESSION, { scrub: true });
    expect(secretsIn(tailed.bytes)).toEqual([]);
    expect(tailed.after.calls).toHaveLength(1);
  });

  it('lets nothing through that a copy of a segment has in place of what was sent first', async () => {
    const request = message(
      'POST /EchoApp/connect HTTP/1.1',
      FIELDS,
      JSON.stringify({ sessionId: SESSION, note: 'x'.repeat(40) }),
    );
    const other = Buffer.from(
      request.toString().replace('x'.repeat(40), `"sipPassword":"${PASSWORD}",`.padEnd(40)),
    );
    const scenario = new Scenario({ seed: 7, epoch: 1_700_000_000 });
    const conversation = new Conversation(scenario, {
      client: { address: '192.0.2.1', port: 40_000 },
      server: { address: '192.0.2.2', port: 9091 },
      at: 0,
    }).open();
    const sequence = conversation.connection.send('client', conversation.now, { payload: request });
    conversation.wait(300_000);
    conversation.connection.send('client', conversation.now, { payload: other, sequence });
    conversation.wait(100).answer(OK);
    const capture = collectBytes((write) =>
      writePackets(pcapWriter(write, { linkLayer: 'ethernet', epoch: scenario.epoch }), scenario.drain()),
    );
    expect(capture.includes(PASSWORD)).toBe(true);
    const { bytes, tally } = await extract([bytesInput(capture)], BY_SESSION, { scrub: true });
    expect(tally.frames).toBe((await extract([bytesInput(capture)], BY_SESSION)).tally.frames);
    expect(secretsIn(bytes)).toEqual([]);
  });
});
