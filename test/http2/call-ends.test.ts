import { describe, expect, it } from 'vitest';
import { Scenario, TCP_FLAGS, TcpConnection } from '../../samples/builder/index.ts';
import { capturedPcap } from '../../samples/sample.ts';
import { analysed, bytesInput } from '../extract/extracting.ts';
import { answered, asked, data, goaway, PREFACE, reset, SETTINGS } from './frames.ts';

const PAYLOAD = JSON.stringify({
  nodeId: 'n@203.0.113.10',
  appKey: 'defaultApp',
  sessionId: '/198.51.100.7:50000/203.0.113.10:8443',
});
const SECOND = 1e6;

type Step = readonly [side: 'client' | 'server', at: number, ...bytes: readonly Buffer[]];

/** A hook over HTTP/2 and what follows it; the connection is closed in order at last. */
async function played(...steps: readonly Step[]) {
  const scenario = new Scenario({ seed: 1, epoch: 1_700_000_000 });
  const connection = new TcpConnection(scenario, {
    client: { address: '192.0.2.1', port: 40_000 },
    server: { address: '192.0.2.2', port: 9091 },
  });
  connection.send('client', SECOND - 300, { flags: TCP_FLAGS.syn });
  connection.send('server', SECOND - 200, { flags: TCP_FLAGS.syn | TCP_FLAGS.ack });
  connection.send('client', SECOND - 100);
  const hook = [asked(1, { ':path': '/app/connect', 'content-type': 'application/json' }), data(1, PAYLOAD)];
  connection.send('client', SECOND, { payload: Buffer.concat([PREFACE, SETTINGS, ...hook]) });
  connection.send('server', SECOND + 100, { payload: SETTINGS });
  for (const [side, at, ...bytes] of steps)
    connection.send(side, SECOND + at, { payload: Buffer.concat(bytes) });
  for (const side of ['client', 'server'] as const) {
    connection.send(side, 60 * SECOND, { flags: TCP_FLAGS.fin | TCP_FLAGS.ack });
  }
  const analysis = await analysed(bytesInput(capturedPcap(scenario)));
  const [call] = analysis.calls;
  const ending = analysis.callEnds.get(call?.id ?? -1);
  const told = analysis.findings.filter(({ rule }) => /^(?:answer\/none|transport\/|http\/)/.test(rule));
  return { call, ending, told: told.map(({ rule, frames, message }) => ({ rule, frames, message })) };
}

describe('a call whose HTTP/2 stream was ended', () => {
  it('by the backend that refused it, got no answer and may be sent again', async () => {
    const { call, ending, told } = await played(['server', 5000, reset(1, 7)]);
    expect(call?.end).toBe('stream-reset');
    expect(ending).toMatchObject({ by: 'backend', how: 'stream-reset', streamEnd: { isUnprocessed: true } });
    expect(told.map(({ rule, frames }) => [rule, frames])).toEqual([['answer/none', [4, 6]]]);
    expect(told[0]?.message).toContain('REFUSED_STREAM');
  });

  it('by the call server that waits no longer, got no answer', async () => {
    const { ending, told } = await played(['client', 15 * SECOND, reset(1, 8)]);
    expect(ending).toMatchObject({ by: 'call-server', how: 'stream-reset', seconds: 15 });
    expect(told.map(({ rule }) => rule)).toEqual(['answer/none']);
    expect(told[0]?.message).toContain('CANCEL');
  });

  it('by GOAWAY of the backend, got no answer and was not processed', async () => {
    const { ending, told } = await played(['server', 5000, goaway(0, 11)]);
    expect(ending).toMatchObject({ by: 'backend', how: 'goaway', streamEnd: { isUnprocessed: true } });
    expect(told.map(({ rule }) => rule)).toEqual(['answer/none']);
    expect(told[0]?.message).toContain('ENHANCE_YOUR_CALM');
  });

  it.each([
    ['backend', 'server', 2],
    ['call server', 'client', 8],
  ] as const)(
    'by the %s in the middle of its answer, has an answer that broke off',
    async (_, side, code) => {
      const { told } = await played(
        ['server', 5000, answered(1), data(1, '{"a"', 0)],
        [side, 9000, reset(1, code)],
      );
      expect(told.map(({ rule, frames }) => [rule, frames])).toEqual([['http/broken-off', [4, 7]]]);
    },
  );

  it('after its answer was whole, was answered', async () => {
    const { call, told } = await played(
      ['server', 5000, answered(1, { 'content-type': 'application/json' }), data(1, PAYLOAD)],
      ['client', 9000, reset(1, 8)],
    );
    expect([call?.end, call?.response?.status]).toEqual(['answered', 200]);
    expect(told).toEqual([]);
  });
});
