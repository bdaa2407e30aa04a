import { describe, expect, it } from 'vitest';
import {
  Conversation,
  type Mishap,
  refusedConnection,
  Scenario,
  unansweredConnection,
} from '../../samples/builder/index.ts';
import { connectFlow, HookSender, hookSession } from '../../samples/hooks/index.ts';
import { type ReadSegment, readSegment } from './read-back.ts';

const client = { address: '127.0.0.1', port: 40_000 };
const server = { address: '127.0.0.1', port: 9091 };
const CLIENT = '127.0.0.1:40000';
const SERVER = '127.0.0.1:9091';

function newScenario(): Scenario {
  return new Scenario({ seed: 42, epoch: 1_700_000_000 });
}

function segmentsOf(scenario: Scenario): readonly ReadSegment[] {
  return scenario.drain().map(({ bytes }) => {
    const segment = readSegment(bytes);
    if (segment === null) throw new Error('not TCP');
    return segment;
  });
}

/** Payload bytes by stream offset, as a receiver puts them together; the first copy counts. */
function assembled(segments: readonly ReadSegment[], source: string): string {
  const own = segments.filter((segment) => segment.source === source);
  const start = own.find((segment) => (segment.flags & 2) !== 0)?.sequence ?? 0;
  const bytes = new Map<number, number>();
  for (const segment of own) {
    segment.payload.forEach((byte, index) => {
      const at = (segment.sequence + index - start - 1) >>> 0;
      if (!bytes.has(at)) bytes.set(at, byte);
    });
  }
  const end = Math.max(0, ...[...bytes.keys()].map((at) => at + 1));
  return Array.from({ length: end }, (_, at) => String.fromCharCode(bytes.get(at) ?? 0x5f)).join('');
}

function talk(mishaps: Readonly<Record<number, Mishap>>): readonly ReadSegment[] {
  const scenario = newScenario();
  const pieces = ['head', 'body', 'tail'].map((text) => Buffer.from(text));
  new Conversation(scenario, { client, server, at: 0 }).open().request(pieces, { mishaps }).close('client');
  return segmentsOf(scenario);
}

describe('a conversation', () => {
  it('shakes hands, carries bytes both ways, acknowledges them and closes', () => {
    const scenario = newScenario();
    const conversation = new Conversation(scenario, { client, server, at: 1000 });
    conversation
      .open()
      .request(Buffer.from('question'))
      .wait(500)
      .answer(Buffer.from('reply'))
      .close('server');
    const segments = segmentsOf(scenario);
    expect(segments.map((segment) => segment.flags)).toEqual([2, 18, 16, 24, 16, 24, 16, 17, 17, 16]);
    expect(assembled(segments, CLIENT)).toBe('question');
    expect(assembled(segments, SERVER)).toBe('reply');
    const last = new Map(segments.map((segment) => [segment.source, segment]));
    const begun = (source: string) => segments.find((segment) => segment.source === source)?.sequence ?? 0;
    expect(((last.get(CLIENT)?.acknowledgement ?? 0) - begun(SERVER)) >>> 0).toBe('reply'.length + 2);
    expect(((last.get(SERVER)?.acknowledgement ?? 0) - begun(CLIENT)) >>> 0).toBe('question'.length + 2);
  });

  it('splits what is longer than a segment', () => {
    const scenario = newScenario();
    const text = 'x'.repeat(3000);
    const ends = { client: { address: '192.0.2.1', port: 1 }, server: { address: '192.0.2.2', port: 2 } };
    new Conversation(scenario, { ...ends, at: 0 }).open().request(Buffer.from(text));
    const segments = segmentsOf(scenario);
    expect(segments.map((segment) => segment.payload.length).filter((length) => length > 0)).toEqual([
      1448, 1448, 104,
    ]);
    expect(assembled(segments, '192.0.2.1:1')).toBe(text);
  });

  it('leaves an uncaptured segment out, though the receiver acknowledges it', () => {
    const segments = talk({ 1: 'uncaptured' });
    expect(assembled(segments, CLIENT)).toBe('head____tail');
    const start = segments[0]?.sequence ?? 0;
    const acknowledged = segments
      .filter(({ source }) => source === SERVER)
      .map((s) => (s.acknowledgement - start) >>> 0);
    expect(Math.max(...acknowledged)).toBe('headbodytail'.length + 2);
    expect(acknowledged).toContain('headbody'.length + 1);
  });

  it('shows a late segment after the one that follows', () => {
    const segments = talk({ 0: 'late' });
    const data = segments
      .filter(({ payload }) => payload.length > 0)
      .map(({ payload }) => payload.toString());
    expect(data).toEqual(['body', 'head', 'tail']);
    expect(assembled(segments, CLIENT)).toBe('headbodytail');
  });

  it('sends a lost segment again, and acknowledges only what came before it until then', () => {
    const segments = talk({ 1: 'lost' });
    const start = segments[0]?.sequence ?? 0;
    const data = segments
      .filter(({ payload }) => payload.length > 0)
      .map(({ payload }) => payload.toString());
    expect(data).toEqual(['head', 'body', 'tail', 'body']);
    const answers = segments.filter(({ source, flags }) => source === SERVER && flags === 16);
    expect(answers.map((segment) => (segment.acknowledgement - start) >>> 0)).toEqual([5, 5, 5, 13]);
  });

  it('repeats a segment with the same sequence number', () => {
    const copies = talk({ 2: 'repeated' }).filter(({ payload }) => payload.toString() === 'tail');
    expect(copies).toHaveLength(2);
    expect(copies[0]?.sequence).toBe(copies[1]?.sequence);
  });

  it('probes with the byte before the next', () => {
    const scenario = newScenario();
    new Conversation(scenario, { client, server, at: 0 })
      .open()
      .request(Buffer.from('a'))
      .keepAlive('client');
    const segments = segmentsOf(scenario);
    const probe = segments.at(-2);
    expect(probe?.sequence).toBe(((segments[0]?.sequence ?? 0) + 1) >>> 0);
    expect(probe?.payload).toHaveLength(0);
  });
});

it('a refused connection is a SYN and a reset that acknowledges it', () => {
  const scenario = newScenario();
  refusedConnection(scenario, { client, server, at: 0 });
  const [syn, reset] = segmentsOf(scenario);
  expect([syn?.flags, reset?.flags]).toEqual([2, 20]);
  expect(reset?.acknowledgement).toBe(((syn?.sequence ?? 0) + 1) >>> 0);
});

it('an unanswered connection tries again after 1, 2 and 4 seconds', () => {
  const scenario = newScenario();
  unansweredConnection(scenario, { client, server, at: 0, attempts: 4 });
  const packets = scenario.drain();
  expect(packets.map(({ time }) => Math.floor(time / 1_000_000))).toEqual([0, 1, 3, 7]);
  expect(new Set(packets.map(({ bytes }) => readSegment(bytes)?.sequence)).size).toBe(1);
});

it('drains in order of time and keeps what is still to come', () => {
  const scenario = newScenario();
  for (const time of [30, 10, 20, 10]) scenario.add(time, Buffer.from([0x45, time]), 'loopback');
  expect(scenario.drain(20).map(({ time }) => time)).toEqual([10, 10]);
  expect(scenario.drain().map(({ time }) => time)).toEqual([20, 30]);
  expect(scenario.drain()).toEqual([]);
});

it('the sender takes an idle connection and opens another while one is busy', () => {
  const scenario = newScenario();
  const sender = new HookSender(scenario, { client: client.address, server });
  const session = hookSession(scenario.random);
  const [connect, established] = connectFlow(0, session);
  if (connect === undefined || established === undefined) throw new Error('a connect flow has two hooks');
  sender.postAll([
    { ...connect, answer: { kind: 'mirrored', delay: 100_000 } },
    { ...established, at: 50_000 },
    { ...established, at: 60_000_000 },
  ]);
  expect(segmentsOf(scenario).filter(({ flags }) => flags === 2)).toHaveLength(2);
});
