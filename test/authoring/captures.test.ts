import { describe, expect, it } from 'vitest';
import { Conversation, Scenario } from '../../samples/builder/index.ts';
import { capturedPcap } from '../../samples/sample.ts';
import { SAMPLES } from '../../samples/samples.ts';
import { draftDialect, type Observation, observe, TrialBook } from '../../src/authoring/index.ts';
import type { CaptureInput } from '../../src/capture/index.ts';
import { type Dialect, type Method, parseDialect } from '../../src/dialects/index.ts';
import { analyse, readExchanges } from '../../src/engine/index.ts';
import { bytesInput } from '../capture/read-all.ts';
import { analysisOptions } from '../engine/options.ts';

const READING = { ports: [], reader: 'hookscope', onProgress: null } as const;

async function observed(input: CaptureInput): Promise<readonly Observation[]> {
  const observations: Observation[] = [];
  const read = await readExchanges([input], READING, (origin, exchange) => {
    const seen = observe(origin, exchange);
    if (seen !== null) observations.push(seen);
  });
  expect(read.ok).toBe(true);
  return observations;
}

/** A dialect made of a capture, and what it makes of that capture. */
async function around(bytes: Buffer, port: number) {
  const input = (): CaptureInput => bytesInput(bytes);
  const requests = (await observed(input())).filter((each) => each.port === port);
  const read = parseDialect(draftDialect('draft', requests).file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const dialect: Dialect = read.dialect;
  const book = new TrialBook(dialect);
  const result = await analyse(
    [input()],
    analysisOptions({ dialects: [dialect], onCall: (call) => book.call(call) }),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  await readExchanges([input()], READING, (origin, exchange) => {
    if (origin.serverPort === port) book.exchange(origin, exchange);
  });
  return { requests, dialect, analysis: result.analysis, trial: book.trial(result.analysis) };
}

function requests(texts: readonly string[]): Buffer {
  const scenario = new Scenario({ seed: 7, epoch: 1_700_000_000, host: ['192.0.2.80'] });
  for (const [index, text] of texts.entries()) {
    const conversation = new Conversation(scenario, {
      client: { address: '192.0.2.60', port: scenario.ephemeralPort() },
      server: { address: '192.0.2.80', port: 8080 },
      at: index * 1_500_000,
    });
    conversation.open().request(Buffer.from(text)).wait(3000);
    conversation.answer(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0')).close('client');
  }
  return capturedPcap(scenario, { linkLayer: 'ethernet' });
}

function post(path: string, type: string, body: string, field = ''): string {
  return `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n${field}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const RUNS = [1, 2, 3, 4];
const CAPTURES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'forms',
    RUNS.flatMap((run) =>
      ['publish', 'publish_done'].map((call) =>
        post(
          '/on',
          'application/x-www-form-urlencoded',
          `app=live&call=${call}&clientid=${run}&name=cam+${run}`,
        ),
      ),
    ),
    ['publish', 'publish_done'],
  ],
  [
    'queries',
    RUNS.flatMap((run) =>
      ['start', 'stop'].map((event) => `GET /cb/${event}?id=${1000 + run} HTTP/1.1\r\nHost: x\r\n\r\n`),
    ),
    ['start', 'stop'],
  ],
  [
    'numbers, with JSON as a text',
    RUNS.flatMap((run) =>
      [30011, 30012].map((type) =>
        post(
          '/api',
          'application/json',
          JSON.stringify({ type, msg: JSON.stringify({ call_id: `16${run}.${run}` }) }),
        ),
      ),
    ),
    ['event-30011', 'event-30012'],
  ],
  [
    'a header field',
    RUNS.flatMap((run) =>
      ['opened', 'closed'].map((event) =>
        post(
          '/api',
          'application/json',
          JSON.stringify({ id: `c-${run}`, n: run }),
          `X-Door-Event: ${event}\r\n`,
        ),
      ),
    ),
    ['opened', 'closed'],
  ],
  [
    'the query beside a body',
    RUNS.flatMap((run) =>
      ['opened', 'closed'].map((event) =>
        post(`/api?event=${event}`, 'application/json', JSON.stringify({ id: `c-${run}`, n: run })),
      ),
    ),
    ['opened', 'closed'],
  ],
];

describe('a dialect that was made of a capture', () => {
  it.each(CAPTURES)('recognises every call that is named by %s', async (_, texts, methods) => {
    const { trial, analysis, dialect } = await around(requests(texts), 8080);
    expect(trial.called.map(({ name }) => name).sort()).toEqual([...methods].sort());
    expect(analysis.calls).toHaveLength(texts.length);
    expect([trial.unrecognised, trial.unknownMethods, trial.undocumented]).toEqual([[], [], []]);
    expect(dialect.expectations).toHaveLength(1);
    expect(trial.expectations).toMatchObject([{ met: 4, missing: 0 }]);
    expect(analysis.findings).toEqual([]);
  });

  const HOOKS = [
    'log.pcap',
    'streaming.pcapng',
    'larkspur.pcap',
    'web-phone-call.pcap',
    'web-phone-messaging.pcap',
  ];
  it.each(HOOKS)('recognises every call of %s', async (name) => {
    const bytes = SAMPLES.find((sample) => sample.name === name)?.build();
    if (bytes === undefined) throw new Error(`there is no ${name}`);
    const { trial, requests: seen } = await around(bytes, name === 'larkspur.pcap' ? 8095 : 9091);
    expect(trial.called.reduce((sum, { times }) => sum + times, 0)).toBe(seen.length);
    expect([trial.unrecognised, trial.unknownMethods, trial.undocumented, trial.unseenMethods]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(trial.expectations.map(({ missing }) => missing).filter((missing) => missing > 0)).toEqual([]);
  });
});

describe('the trial of a dialect', () => {
  it('tells what was not recognised, what never came and what is not in the tables', async () => {
    const bytes = SAMPLES.find(({ name }) => name === 'larkspur.pcap')?.build() ?? Buffer.alloc(0);
    const { dialect } = await around(bytes, 8095);
    const [first] = dialect.methods;
    if (first === undefined) throw new Error('no method');
    const methods: readonly Method[] = dialect.methods
      .filter(({ name }) => name !== 'heartbeat')
      .map((method) => ({ ...method, parameters: method.parameters.filter(({ name }) => name !== 'codec') }));
    const without: Dialect = { ...dialect, methods: [...methods, { ...first, name: 'never', aliases: [] }] };
    const book = new TrialBook(without);
    const input = (): CaptureInput => bytesInput(bytes);
    const result = await analyse(
      [input()],
      analysisOptions({ dialects: [without], onCall: (call) => book.call(call) }),
    );
    if (!result.ok) throw new Error('unread');
    await readExchanges([input()], READING, (origin, exchange) => book.exchange(origin, exchange));
    const trial = book.trial(result.analysis);
    expect(trial.unrecognised).toEqual([{ name: 'POST /hooks/conference', times: 10 }]);
    expect(trial.unseenMethods).toEqual(['never']);
    expect(trial.undocumented).toEqual([{ method: 'joined', members: [{ name: 'codec', times: 6 }] }]);
  });
});
