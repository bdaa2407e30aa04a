import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ListedExchange, listExchanges } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { reportOf } from '../lane/ways.ts';

/** What tshark tells of a stream: `tcp.stream/stream id`, method, path, status, and the frames that carry the messages. */
interface Told {
  readonly method: string | null;
  readonly path: string | null;
  readonly status: number | null;
  readonly request: readonly [number, number] | null;
  readonly response: readonly [number, number] | null;
}

function captureFile(name: string): string {
  return fileURLToPath(new URL(`captures/${name}`, import.meta.url));
}

/** Reads the fields that tshark printed of each frame; a frame of the capture may carry several of HTTP/2. */
function toldByTshark(name: string): ReadonlyMap<string, Told> {
  const [head = '', ...rows] = readFileSync(captureFile(name), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  const streams = new Map<string, Told>();
  for (const row of rows) {
    const cells = row.split('\t');
    const cell = (field: string): string => cells[names.indexOf(field)] ?? '';
    const frame = Number(cell('frame.number'));
    const ids = cell('http2.streamid').split(',');
    const types = cell('http2.type').split(',');
    for (const [index, type] of types.entries()) {
      // DATA and HEADERS; tshark says of which side by the fields of the head, which come first.
      if (type !== '0' && type !== '1') continue;
      const key = `${cell('tcp.stream')}/${ids[index]}`;
      const known = streams.get(key);
      const hasMethod = type === '1' && cell('http2.headers.method') !== '';
      const hasStatus = type === '1' && cell('http2.headers.status') !== '';
      const isOfResponse = hasStatus || (known?.status ?? null) !== null;
      const { request, response } = known ?? { request: null, response: null };
      streams.set(key, {
        method: hasMethod ? cell('http2.headers.method') : (known?.method ?? null),
        path: hasMethod ? cell('http2.headers.path') : (known?.path ?? null),
        status: hasStatus ? Number(cell('http2.headers.status')) : (known?.status ?? null),
        request: isOfResponse ? request : [request?.[0] ?? frame, frame],
        response: isOfResponse ? [response?.[0] ?? frame, frame] : response,
      });
    }
  }
  return streams;
}

async function listed(name: string): Promise<readonly ListedExchange[]> {
  const options = { ports: [], hash: true, reader: 'hookscope', onProgress: null } as const;
  const result = await listExchanges([captureFile(name)], options, new Masker({ showSecrets: true }));
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const exchanges: ListedExchange[] = [];
  for await (const portion of result.portions) exchanges.push(...portion);
  result.close();
  return exchanges;
}

describe('curl by prior knowledge, with a server of Node', () => {
  it('gives the exchanges that tshark gives, with their frames', async () => {
    const told = [...toldByTshark('prior-knowledge.tshark.txt').values()];
    const exchanges = await listed('prior-knowledge.pcap');
    expect(told.length).toBeGreaterThan(5);
    expect(
      exchanges.map(({ request, response }) => ({
        method: request?.method,
        path: request?.target,
        status: response?.status ?? null,
        request: request && [request.firstFrame, request.lastFrame],
        response: response && [response.firstFrame, response.lastFrame],
      })),
    ).toEqual(told);
    expect(exchanges.map(({ end }) => end)).toEqual(
      told.map(({ status }) => (status === null ? 'goaway' : 'answered')),
    );
    expect(exchanges.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(exchanges.map(({ request }) => request?.version))).toEqual(new Set(['2']));
  });
});

describe('curl that asks for HTTP/2 by HTTP/1.1', () => {
  it('gives each exchange once: the first began by HTTP/1.1 and was answered by HTTP/2', async () => {
    const exchanges = await listed('upgrade.pcap');
    expect(
      exchanges.map(({ request, response, interim, end }) => ({
        asked: `${request?.method} ${request?.target} HTTP/${request?.version}`,
        answered: `${response?.status} HTTP/${response?.version}`,
        frames: [request?.firstFrame, request?.lastFrame, response?.firstFrame, response?.lastFrame],
        interim,
        end,
      })),
    ).toEqual([
      {
        asked: 'POST /app/connect HTTP/1.1',
        answered: '200 HTTP/2',
        frames: [4, 4, 11, 11],
        interim: [101],
        end: 'answered',
      },
      {
        asked: 'POST /app/ConnectionStatusEvent HTTP/2',
        answered: '200 HTTP/2',
        frames: [13, 14, 16, 16],
        interim: [],
        end: 'answered',
      },
    ]);
  });
});

describe('the lane', () => {
  it.each(['prior-knowledge.pcap', 'upgrade.pcap'])('makes no difference to %s', async (name) => {
    const general = await reportOf([captureFile(name)], 'off');
    expect(await reportOf([captureFile(name)], 'on')).toBe(general);
    expect(general).toContain('"httpVersion":"2"');
  });
});
