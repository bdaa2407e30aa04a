import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Scenario, TCP_FLAGS, TcpConnection } from '../../samples/builder/index.ts';
import { capturedPcap } from '../../samples/sample.ts';
import type { Analysis } from '../../src/engine/index.ts';
import type { Exchange, HeaderList } from '../../src/http/index.ts';
import { FLAG } from '../../src/http2/frame.ts';
import { analysed, bytesInput, extract } from '../extract/extracting.ts';
import { reportOf } from '../lane/ways.ts';
import { answered, asked, data, PREFACE, SETTINGS } from './frames.ts';

const EPOCH = 1_700_000_000;
const SOUND = 'web-phone-call.pcap';
/** Fields that HTTP/2 does not have (RFC 9113 §8.2.2). */
const OF_HTTP_1 = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host']);

type Version = '1.1' | '2';

function samplePath(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
}

function fieldsOf(headers: HeaderList, { length }: Buffer): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index].toLowerCase();
    if (!OF_HTTP_1.has(name)) fields[name] = headers[index + 1];
  }
  fields['content-length'] = String(length);
  return fields;
}

function inHttp1(line: string, headers: HeaderList, body: Buffer): Buffer {
  const fields = Object.entries(fieldsOf(headers, body)).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${line}\r\nhost: backend\r\n${fields.join('')}\r\n`, 'latin1'), body]);
}

/** The same exchanges over connections of a version: each message is one segment. */
function played({ calls, callExchanges, exchanges }: Analysis, version: Version): Buffer {
  const scenario = new Scenario({ seed: 1, epoch: EPOCH });
  const connections = new Map<number, { connection: TcpConnection; stream: number }>();
  const all = [...calls, ...callExchanges.folded()].sort(
    (one, other) => one.seconds - other.seconds || one.nanoseconds - other.nanoseconds,
  );
  const [first] = all;
  const micro = (seconds: number, nanoseconds: number): number =>
    Math.round((seconds - (first?.seconds ?? 0)) * 1e6 + nanoseconds / 1000) + 1e6;
  for (const call of all) {
    const exchange: Exchange | undefined = exchanges.get(call.id);
    const { request = null, response = null } = exchange ?? {};
    if (request === null) throw new Error('the exchange of a call was not kept');
    const at = micro(request.firstSeconds, request.firstNanoseconds);
    let known = connections.get(call.stream);
    const isFirst = known === undefined;
    if (known === undefined) {
      const [address = '', port = ''] = call.server.split(':');
      const connection = new TcpConnection(scenario, {
        client: { address: call.client.split(':')[0] ?? '', port: 40_000 + call.stream },
        server: { address, port: Number(port) },
      });
      connection.send('client', at - 300, { flags: TCP_FLAGS.syn });
      connection.send('server', at - 200, { flags: TCP_FLAGS.syn | TCP_FLAGS.ack });
      connection.send('client', at - 100);
      known = { connection, stream: 1 };
      connections.set(call.stream, known);
    }
    const { connection, stream } = known;
    known.stream += 2;
    const opening = isFirst ? [PREFACE, SETTINGS] : [];
    const { bytes } = request.body;
    const sent =
      version === '1.1'
        ? inHttp1(`${request.method} ${request.target} HTTP/1.1`, request.headers, bytes)
        : Buffer.concat([
            ...opening,
            asked(stream, {
              ':method': request.method,
              ':path': request.target,
              ...fieldsOf(request.headers, bytes),
            }),
            data(stream, bytes),
          ]);
    connection.send('client', at, { payload: sent });
    if (response === null) continue;
    const { status, headers, body } = response;
    const answer =
      version === '1.1'
        ? inHttp1(`HTTP/1.1 ${status} `, headers, body.bytes)
        : Buffer.concat([
            ...(isFirst ? [SETTINGS] : []),
            answered(
              stream,
              { ':status': String(status), ...fieldsOf(headers, body.bytes) },
              body.bytes.length === 0 ? FLAG.endStream : 0,
            ),
            ...(body.bytes.length === 0 ? [] : [data(stream, body.bytes)]),
          ]);
    connection.send('server', micro(response.firstSeconds, response.firstNanoseconds), { payload: answer });
  }
  return capturedPcap(scenario);
}

/** What a report says, without what differs by the version: it, and the sizes of what was sent. */
async function told(bytes: Buffer): Promise<string> {
  const report = await reportOf([bytesInput(bytes)], 'off', { keepExchanges: 'every' });
  return report.replaceAll(/"httpVersion":"[\d.]+"/g, '').replaceAll(/"bytes":\d+/g, '');
}

describe('hooks over HTTP/2', () => {
  it.each(['incoming-call-forbidden.pcap', SOUND, 'missing-connection-status.pcap', 'slow-backend.pcap'])(
    'are diagnosed as the same over HTTP/1.1: %s',
    async (name) => {
      const analysis = await analysed(samplePath(name));
      const [first, second] = [played(analysis, '1.1'), played(analysis, '2')];
      expect(await told(second)).toBe(await told(first));
      const { calls, findings } = await analysed(bytesInput(second));
      expect(calls.length).toBe(analysis.calls.length);
      expect(new Set(calls.map(({ httpVersion }) => httpVersion))).toEqual(new Set(['2']));
      expect(findings.length > 0).toBe(name !== SOUND);
    },
  );

  it('are taken out of a capture with their whole connection, and scrubbed as a whole', async () => {
    const capture = bytesInput(played(await analysed(samplePath(SOUND)), '2'));
    const { calls } = await analysed(capture);
    const [, call] = calls;
    const wish = { kind: 'session', id: call?.sessionId ?? '' } as const;
    const plain = await extract([capture], [wish]);
    expect(plain.after.calls.map(({ method, target }) => [method, target])).toEqual(
      calls.map(({ method, target }) => [method, target]),
    );
    const scrubbed = await extract([capture], [wish], { scrub: true });
    expect(scrubbed.tally.scrubbed?.blanked.http2).toBe(2 * calls.length);
    expect(scrubbed.tally.scrubbed?.unread).toBe(0);
    expect(scrubbed.bytes.includes('sessionId')).toBe(false);
    expect(scrubbed.bytes.includes('application/json')).toBe(false);
    expect(plain.bytes.includes('sessionId')).toBe(true);
  });
});
