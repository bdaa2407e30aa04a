import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Body, Exchange } from '../../src/http/index.ts';
import { cut, deliver, joined, request, type Sent, talk } from './conversation.ts';

/** One exchange of a conversation. */
interface Plan {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'PUT';
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
  readonly isGzip: boolean;
  readonly hasLength: boolean;
  readonly hasTrailers: boolean;
  readonly isEarly: boolean;
  readonly extra: string;
  readonly delay: number;
}

const text = fc.string({ unit: fc.constantFrom('a', '{', '"', '\n', ' ', 'é', '0'), maxLength: 400 });
const plan: fc.Arbitrary<Plan> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'PUT'),
  path: fc
    .string({ unit: fc.constantFrom('a', '/', '1', '~', '%'), maxLength: 30 })
    .map((rest) => `/${rest}`),
  body: text,
  status: fc.constantFrom(200, 200, 201, 204, 400, 404, 418, 500, 503),
  answer: text,
  isGzip: fc.boolean(),
  hasLength: fc.boolean(),
  hasTrailers: fc.boolean(),
  isEarly: fc.boolean(),
  extra: fc.string({ unit: fc.constantFrom('x', 'Y', '1', ';', ' ', ',', '~'), maxLength: 300 }),
  delay: fc.integer({ min: 0, max: 3 }),
});

interface Told {
  readonly asked: string;
  readonly answered: string;
  readonly interim: readonly number[];
}

/** What a plan must give, by what Node's client and server made of it. */
async function play(
  plans: readonly Plan[],
  tableSize: number,
): Promise<{ sent: readonly Sent[]; told: Told[] }> {
  const told = new Map<number, Told>();
  const sent = await talk({
    server: { settings: { headerTableSize: tableSize } },
    client: { settings: { headerTableSize: tableSize === 0 ? 4096 : tableSize * 2 } },
    serve: (stream, headers) => {
      const index = Number(headers['x-index']);
      const { status, answer, isGzip, hasLength, hasTrailers, isEarly, delay, extra } = plans[index];
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const respond = (): void => {
          const body = isGzip ? gzipSync(answer) : Buffer.from(answer);
          if (isEarly) stream.additionalHeaders({ ':status': 103, link: '</a>' });
          const trailers = hasTrailers && stream.headersSent === false;
          stream.respond(
            {
              ':status': status,
              'x-answer': String(index),
              'x-extra': extra.trim(),
              ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
              ...(hasLength && status !== 204 ? { 'content-length': body.length } : {}),
            },
            { waitForTrailers: trailers },
          );
          if (trailers) stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trailer': String(index) }));
          const isBare = headers[':method'] === 'HEAD' || status === 204;
          stream.end(isBare ? undefined : body);
          told.set(index, {
            asked: `${headers[':method']} ${headers[':path']} ${Buffer.concat(chunks)}`,
            answered: `${status} ${isBare ? '' : answer} ${trailers && !isBare ? index : ''}`,
            interim: isEarly ? [103] : [],
          });
        };
        setTimeout(respond, delay);
      });
    },
    ask: async (session) => {
      await Promise.all(
        plans.map(({ method, path, body, extra }, index) =>
          request(
            session,
            { ':method': method, ':path': path, 'x-index': String(index), 'x-extra': extra.trim() },
            method === 'POST' || method === 'PUT' ? body : null,
          ),
        ),
      );
    },
  });
  return { sent, told: plans.map((_, index) => told.get(index) ?? { asked: '', answered: '', interim: [] }) };
}

function tell({ request: asked, response, interim }: Exchange): Told {
  const trailer = response?.trailers[1] ?? '';
  return {
    asked: `${asked?.method} ${asked?.target} ${asked?.body.bytes}`,
    answered: `${response?.status} ${response?.body.bytes} ${trailer}`,
    interim,
  };
}

/** In the order of the requests, whatever order they were complete in. */
function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  const indexOf = ({ request: asked }: Exchange): number => {
    const { headers = [] } = asked ?? {};
    return Number(headers[headers.indexOf('x-index') + 1]);
  };
  return [...exchanges].sort((one, other) => indexOf(one) - indexOf(other));
}

/** Each direction in its own order, the two interleaved in any way. */
function interleaved(sent: readonly Sent[], choices: readonly boolean[]): readonly Sent[] {
  const queues = [0, 1].map((direction) => sent.filter((piece) => piece.direction === direction));
  const order: Sent[] = [];
  for (let index = 0; order.length < sent.length; index += 1) {
    const first = choices[index % choices.length] === true ? 0 : 1;
    const piece = queues[first].shift() ?? queues[1 - first].shift();
    if (piece !== undefined) order.push(piece);
  }
  return order;
}

describe("what Node's own client and server say to each other", () => {
  it('is read as they mean it, however it is cut into segments and interleaved', {
    timeout: 60_000,
  }, async () => {
    const cases = fc.record({
      plans: fc.array(plan, { minLength: 1, maxLength: 12 }),
      tableSize: fc.constantFrom(4096, 4096, 0, 128, 500, 65_536),
      lengths: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }),
      choices: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ plans, tableSize, lengths, choices }) => {
        const { sent, told } = await play(plans, tableSize);
        const ways = [sent, joined(sent), cut(sent, lengths), interleaved(cut(sent, lengths), choices)];
        for (const way of ways) {
          const { exchanges } = deliver(way);
          expect(inOrder(exchanges).map(tell)).toEqual(told);
          expect(exchanges.flatMap(({ problems }) => problems)).toEqual([]);
          expect(new Set(exchanges.map(({ end }) => end))).toEqual(new Set(['answered']));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is read the same byte by byte', async () => {
    const plans: Plan[] = [0, 1, 2].map((index) => ({
      method: 'POST',
      path: `/hook${index}`,
      body: `{"n":${index}}`,
      status: 200,
      answer: 'yes',
      isGzip: index === 1,
      hasLength: true,
      hasTrailers: index === 2,
      isEarly: index === 0,
      extra: 'x',
      delay: 0,
    }));
    const { sent, told } = await play(plans, 4096);
    const { exchanges } = deliver(cut(sent, [1]));
    expect(inOrder(exchanges).map(tell)).toEqual(told);
  });

  it('is told truly or not at all where the capture lacks parts of it', { timeout: 60_000 }, async () => {
    const cases = fc.record({
      plans: fc.array(plan, { minLength: 2, maxLength: 12 }),
      lengths: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 }),
      isCut: fc.boolean(),
      lost: fc.array(fc.nat(400), { maxLength: 4 }),
      skipped: fc.option(fc.nat(40), { nil: 0 }),
      end: fc.constantFrom('fin', 'reset', 'capture'),
    });
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(cases, async ({ plans, lengths, isCut, lost, skipped, end }) => {
        const { sent } = await play(plans, 4096);
        const all = isCut ? cut(sent, lengths) : sent;
        const pieces = all.slice(skipped).map((piece, index) => ({ ...piece, isLost: lost.includes(index) }));
        const { exchanges } = deliver(pieces, { midway: skipped > 0, end });
        expect(exchanges.length).toBeLessThanOrEqual(plans.length);
        for (const exchange of exchanges) seen += expectTrue(exchange, plans);
      }),
      { numRuns: 150 },
    );
    // The property would hold as well if nothing were told.
    expect(seen).toBeGreaterThan(300);
  });
});

/** The faults of a capture, as against those of a sender. */
const OF_THE_CAPTURE = new Set([
  'lost-bytes',
  'cut-bytes',
  'started-before-capture',
  'http2-fields-unknown',
  'truncated',
]);

/** Expects that nothing of an exchange is untrue; gives how many messages are told in full. */
function expectTrue({ request: asked, response, problems }: Exchange, plans: readonly Plan[]): number {
  for (const { kind } of problems) expect(OF_THE_CAPTURE).toContain(kind);
  const indexes = [
    fieldOf(asked?.headers ?? [], 'x-index'),
    fieldOf(response?.headers ?? [], 'x-answer'),
  ].flatMap((value) => (value === null ? [] : [Number(value)]));
  expect(new Set(indexes).size).toBeLessThanOrEqual(1);
  const [index] = indexes;
  if (index === undefined) return 0;
  const { method, path, body, status, answer } = plans[index];
  if (asked !== null) {
    expect(['', method]).toContain(asked.method);
    if (asked.targetCut) expect(asked.target).toBe('');
    else expect(asked.target).toBe(path);
    expectBody(asked.body, method === 'POST' || method === 'PUT' ? body : '');
  }
  if (response !== null) {
    expect(response.status).toBe(status);
    expectBody(response.body, method === 'HEAD' || status === 204 ? '' : answer);
  }
  return (asked?.body.complete === true ? 1 : 0) + (response?.body.complete === true ? 1 : 0);
}

function expectBody({ bytes, complete, wholeLength, decoded }: Body, expected: string): void {
  if (!decoded) return;
  if (complete) expect(bytes.toString()).toBe(expected);
  else expect(Buffer.from(expected).subarray(0, wholeLength)).toEqual(bytes.subarray(0, wholeLength));
}

function fieldOf(headers: readonly string[], name: string): string | null {
  const at = headers.indexOf(name);
  return at < 0 ? null : headers[at + 1];
}
