import { Buffer } from 'node:buffer';
import { execFile, spawnSync } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { HookCall } from '../../../src/hooks/index.ts';
import type { Exchange, RequestMessage } from '../../../src/http/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import { curlOf } from '../../../src/report/commands/index.ts';
import { exchangeOf, sketchCall } from '../sample-analysis.ts';

const HAS_CURL = spawnSync('curl', ['--version']).status === 0;
const hiding = new Masker({ showSecrets: false });
const showing = new Masker({ showSecrets: true });

interface Asked {
  readonly call?: Partial<HookCall>;
  readonly body?: string | Buffer;
  readonly request?: Partial<RequestMessage>;
  readonly masker?: Masker;
  readonly scheme?: 'http' | 'https';
}

function inputOf({
  call: other,
  body = '{"nodeId":"n"}',
  request: more,
  masker = hiding,
  scheme = 'http',
}: Asked) {
  const call = { ...sketchCall({ method: 'connect', at: 1, frame: 4 }, 0), ...other };
  const { request, ...exchange }: Exchange = exchangeOf(call, '');
  if (request === null) throw new Error('no request');
  const bytes = Buffer.from(body);
  const own = { ...request.body, bytes, length: bytes.length, wholeLength: bytes.length };
  return { call, exchange: { ...exchange, request: { ...request, body: own, ...more } }, masker, scheme };
}

function commandOf(asked: Asked): string {
  const made = curlOf(inputOf(asked));
  if (made.kind === 'none') throw new Error(made.why);
  return made.text;
}

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a backend receives where the command is run. */
async function received(asked: Asked): Promise<Received> {
  let got: Received | null = null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      got = { method, url, headers, body: Buffer.concat(chunks) };
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const call = { ...asked.call, server: `127.0.0.1:${port}`, serverPort: port };
    await promisify(execFile)('bash', ['-c', `${commandOf({ ...asked, call })} --noproxy '*'`]);
  } finally {
    server.close();
  }
  if (got === null) throw new Error('nothing was received');
  return got;
}

describe.skipIf(!HAS_CURL)('curl of a call, run', () => {
  it('sends what was captured: method, target, fields and body', async () => {
    const body = `{"text":"it's {\\"a\\": [1, 2.50]} $(reboot) \`x\` Ж",\n "n": 1.0}`;
    const got = await received({
      body,
      masker: showing,
      call: { target: '/a/[connect]?x={1,2}&y=%20' },
      request: {
        headers: [
          'Host',
          'backend.example:9091',
          'Content-Type',
          'application/json',
          'X-Odd',
          "it's $HOME",
          'X-Empty',
          '',
        ],
      },
    });
    expect(got.method).toBe('POST');
    expect(got.url).toBe('/a/%5Bconnect%5D?x=%7B1,2%7D&y=%20');
    expect(got.body.toString()).toBe(body);
    expect(got.headers).toMatchObject({
      host: 'backend.example:9091',
      'content-type': 'application/json',
      'x-odd': "it's $HOME",
      'x-empty': '',
    });
    expect(got.headers['user-agent']).toBeUndefined();
    expect(got.headers.accept).toBeUndefined();
  });

  it('sends a body that begins with @, and one that is no text', async () => {
    expect((await received({ body: '@/etc/passwd' })).body.toString()).toBe('@/etc/passwd');
    const bytes = Buffer.from([0, 1, 0xff, 0x27, 0x0a]);
    expect((await received({ body: bytes, masker: showing })).body).toEqual(bytes);
  });
});

describe('curl of a call', () => {
  it('hides secrets until they are shown', () => {
    const body = '{"nodeId":"n","password":"hunter2"}';
    const request = { headers: ['Authorization', 'Basic dTpodW50ZXIy'] };
    const call = { target: '/connect?token=hunter2' };
    const made = curlOf(inputOf({ body, request, call }));
    expect(made.kind === 'command' && made.text).not.toMatch(/hunter2|dTpodW50ZXIy/);
    expect(made.kind === 'command' && made.notes).toHaveLength(1);
    expect(commandOf({ body, request, call, masker: showing })).toMatch(
      /token=hunter2[\s\S]*dTpodW50ZXIy[\s\S]*hunter2/,
    );
  });

  it('gives no bytes that nobody can look through for secrets', () => {
    const made = curlOf(inputOf({ body: Buffer.from([0, 0xff]) }));
    expect(made.kind).toBe('none');
  });

  it('is not given of what the capture does not have whole', () => {
    const { call, exchange, masker, scheme } = inputOf({});
    const { request } = exchange;
    const cut = { ...exchange, request: { ...request, body: { ...request.body, complete: false } } };
    expect(curlOf({ call, exchange: cut, masker, scheme }).kind).toBe('none');
    expect(curlOf({ call, exchange: { ...exchange, request: null }, masker, scheme }).kind).toBe('none');
  });

  it('asks a server that speaks TLS by its name', () => {
    const text = commandOf({ scheme: 'https', request: { headers: ['Host', 'backend.example'] } });
    expect(text).toContain('--resolve backend.example:9091:127.0.0.1');
    expect(text).toContain('https://backend.example:9091/EchoApp/connect');
  });

  it('takes no field whose name curl would read otherwise', () => {
    expect(commandOf({ request: { headers: ['@/etc/passwd', 'x', 'X-Good', '1'] } })).not.toContain('passwd');
  });

  it('sends content without the coding that was undone', () => {
    const made = curlOf(inputOf({ request: { headers: ['Content-Encoding', 'gzip'] } }));
    expect(made.kind === 'command' && made.text).not.toContain('gzip');
    expect(made.kind === 'command' && made.notes).toHaveLength(1);
  });
});
