import { describe, expect, test } from 'vitest';
import { Conversation, datagram, Scenario } from '../../samples/builder/index.ts';
import { capturedPcap } from '../../samples/sample.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { analysisOptions } from './options.ts';

/** What the bytes of messages tell, from packets to findings. */

const SECOND = 1_000_000;
const CONTEXT = {
  nodeId: 'n@192.0.2.80',
  appKey: 'defaultApp',
  sessionId: '/192.0.2.7:51324/192.0.2.80:8443',
};

interface MessageParts {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | Buffer;
  readonly fields?: readonly string[];
  /** Content-Length; left out: the length of the body. */
  readonly length?: number;
}

function request({ method = 'POST', path = '/EchoApp/connect', body, ...parts }: MessageParts = {}): Buffer {
  return message(`${method} ${path} HTTP/1.1`, {
    ...parts,
    body: body ?? (method === 'POST' ? JSON.stringify(CONTEXT) : ''),
  });
}

function answer(status: number, parts: MessageParts = {}): Buffer {
  return message(`HTTP/1.1 ${status} Some`, { body: JSON.stringify(CONTEXT), ...parts });
}

function message(line: string, { body = '', fields = [], length }: MessageParts): Buffer {
  const bytes = Buffer.from(body);
  const all = [line, 'Host: b', 'Content-Type: application/json', ...fields];
  if (length !== -1) all.push(`Content-Length: ${length ?? bytes.length}`);
  return Buffer.concat([Buffer.from(`${all.join('\r\n')}\r\n\r\n`), bytes]);
}

/** The analysis of conversations with one backend, in a capture that goes on behind them. */
async function analysed(
  play: (begin: (at: number) => Conversation) => void,
  options: { readonly ports?: readonly number[]; readonly port?: number; readonly snapLength?: number } = {},
): Promise<Analysis> {
  const scenario = new Scenario({ seed: 1, epoch: 1_600_000_000 });
  play((at) => {
    const client = { address: '192.0.2.7', port: scenario.ephemeralPort() };
    const server = { address: '192.0.2.80', port: options.port ?? 9091 };
    return new Conversation(scenario, { client, server, at: at * SECOND }).open();
  });
  const clock = { address: '192.0.2.7', port: 123 };
  datagram(scenario, 60 * SECOND, clock, { address: '192.0.2.1', port: 123 }, Buffer.alloc(48));
  const bytes = capturedPcap(scenario, options.snapLength ? { snapLength: options.snapLength } : {});
  const result = await analyse(
    [{ kind: 'bytes', path: 'messages.pcap', bytes }],
    analysisOptions({ ports: options.ports ?? [9091] }),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

/** Findings as `rule of method`, without what an event that does not follow leads to. */
function told({ findings }: Analysis): readonly string[] {
  return findings
    .filter(({ rule }) => !rule.startsWith('flow/'))
    .map(({ rule, method }) => `${rule}${method === null ? '' : ` of ${method}`}`)
    .sort();
}

const EVENT = '/EchoApp/ConnectionStatusEvent';
const STATUS = JSON.stringify({ ...CONTEXT, status: 'ESTABLISHED' });
const event = () => request({ path: EVENT, body: STATUS });
const mirrored = () => answer(200, { body: STATUS });

describe('a message that breaks off', () => {
  test('of the call server: the request, and no lack of an answer', async () => {
    const body = JSON.stringify(CONTEXT);
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request({ body: body.slice(0, 20), length: body.length }))
        .close('client');
    });
    expect(told(analysis)).toEqual(['http/broken-off of connect']);
    expect(analysis.findings.find(({ rule }) => rule === 'http/broken-off')?.message).toContain(
      `announced ${body.length} bytes, 20 were sent, then the call server closed its side`,
    );
  });
  test('of the backend, by RST', async () => {
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request())
        .answer(answer(200, { length: 999 }))
        .reset('server');
    });
    expect(told(analysis)).toEqual(['http/broken-off of connect']);
    expect(analysis.findings.map(({ message }) => message).join()).toMatch(
      /the backend reset .*\(RST, frame \d+\)/,
    );
  });
  test('where the capture just ends nobody is blamed', async () => {
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request())
        .answer(answer(200, { length: 999 }));
    });
    expect(told(analysis)).toEqual([]);
  });
  test('a body until close is whole', async () => {
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request())
        .answer(answer(200, { length: -1 }))
        .close('server');
    });
    expect(told(analysis)).toEqual([]);
  });
});

describe('bytes behind a message', () => {
  test('are told on their own call, and the next one is sound', async () => {
    const analysis = await analysed((begin) => {
      const whole = JSON.stringify(CONTEXT);
      begin(0)
        .request(request())
        .answer(answer(200, { body: `${whole}   more`, length: whole.length }))
        .wait(SECOND)
        .request(event())
        .answer(mirrored())
        .close('client');
    });
    expect(told(analysis)).toEqual(['http/wrong-length of connect']);
  });
  test('a length in characters, of an answer', async () => {
    const body = JSON.stringify({ ...CONTEXT, origin: 'Grüße' });
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request({ body }))
        .answer(answer(200, { body, length: body.length }))
        .close('server');
    });
    expect(told(analysis)).toEqual(['http/wrong-length of connect']);
    const finding = analysis.findings.find(({ rule }) => rule === 'http/wrong-length');
    expect(finding?.message).toContain(`says ${body.length}, the body has ${body.length} characters`);
  });
  test('a length in UTF-16 units', async () => {
    const body = JSON.stringify({ ...CONTEXT, origin: '😀' });
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request({ body, length: body.length }))
        .answer(answer(400, { body: '' }))
        .close('server');
    });
    expect(told(analysis)).toEqual(['answer/status of connect', 'http/wrong-length of connect']);
    expect(analysis.findings.map(({ message }) => message).join()).toContain('counts characters, not bytes');
  });
  test('are told of a call that was no call yet when they came', async () => {
    const analysis = await analysed(
      (begin) => {
        // Nothing but its name says that the first request is a hook, until the second one shows it.
        begin(0)
          .request(request({ path: '/app/call', body: '{"user":1}' }))
          .answer(answer(200, { body: '{"user":1}}}', length: 10 }))
          .wait(SECOND)
          .request(event())
          .answer(mirrored())
          .close('client');
      },
      { ports: [], port: 8500 },
    );
    expect(told(analysis)).toContain('http/wrong-length of call');
  });
  test('an empty line is none', async () => {
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request())
        .answer([answer(200), Buffer.from('\r\n')])
        .close('server');
    });
    expect(told(analysis)).toEqual([]);
  });
  test('a second answer in a packet of its own', async () => {
    const analysis = await analysed((begin) => {
      begin(0)
        .request(request())
        .answer(answer(200))
        .wait(SECOND)
        .answer(answer(500, { body: '' }))
        .wait(SECOND)
        .request(event())
        .answer(mirrored())
        .close('client');
    });
    expect(told(analysis)).toEqual(['http/second-answer of connect']);
    expect(analysis.calls.map(({ response }) => response?.status)).toEqual([200, 200]);
  });
});

describe('what stands on the port of hooks', () => {
  const probes = (begin: (at: number) => Conversation) => {
    begin(0)
      .request(request({ method: 'GET', path: '/' }))
      .answer(answer(404, { body: '' }))
      .close('server');
    begin(1)
      .request(request({ method: 'HEAD', path: EVENT }))
      .answer(answer(405, { body: '' }))
      .close('server');
  };
  test('requests that are no hooks are one note, whether their server is known before or after', async () => {
    for (const ports of [[9091], []]) {
      const analysis = await analysed(
        (begin) => {
          probes(begin);
          begin(2).request(request()).answer(answer(200)).request(event()).answer(mirrored()).close('server');
        },
        { ports },
      );
      expect(analysis.summary.calls).toBe(2);
      expect(told(analysis)).toEqual(['http/other-requests']);
      const finding = analysis.findings.find(({ rule }) => rule === 'http/other-requests');
      expect(finding?.message).toContain(`2 requests to the backend are no hooks: GET /, HEAD ${EVENT}.`);
    }
  });
  test('a POST of a hook whose body is no JSON is a hook, also on a port that was not given', async () => {
    const analysis = await analysed(
      (begin) => {
        const body = 'nodeId=n&sessionId=s&appKey=a';
        begin(0).request(request({ body })).answer(answer(200)).close('server');
      },
      { ports: [] },
    );
    expect(analysis.summary.calls).toBe(1);
    expect(told(analysis)).toEqual(['payload/not-json of connect']);
  });
  test('a method that the snap length cut is not called unknown', async () => {
    // Ethernet-like header of 16 bytes, IPv4 and TCP headers of 20 and 32, and the beginning of the request line.
    const analysis = await analysed(
      (begin) => {
        begin(0).request(event()).answer(mirrored()).close('server');
      },
      { snapLength: 96 },
    );
    expect(analysis.calls).toMatchObject([{ methodCut: true, methodSpec: null, cut: true }]);
    const rules = told(analysis);
    expect(rules).toContain('capture/cut-frames');
    for (const rule of rules) expect(rule).toMatch(/^capture\//);
  });
});

test('a binary PROXY header before a request, and the answer to it', async () => {
  const header = Buffer.from(
    '0d0a0d0a000d0a515549540a2111000cc0000207c0000250c94423 83'.replace(' ', ''),
    'hex',
  );
  const refused = await analysed((begin) => {
    begin(0)
      .request([header, request()])
      .answer(answer(400, { body: '' }))
      .close('server');
  });
  // One finding: that of the refusal names the header.
  expect(told(refused)).toEqual(['answer/status of connect']);
  expect(refused.findings[0].message + (refused.findings[0].consequence ?? '')).toMatch(/PROXY/);
  const taken = await analysed((begin) => {
    begin(0).request([header, request()]).answer(answer(200)).close('server');
  });
  expect(
    taken.findings.filter(({ rule }) => rule === 'http/proxy-header').map(({ severity }) => severity),
  ).toEqual(['note']);
});
