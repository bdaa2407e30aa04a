import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { CONNECT, ESTABLISHED, type Hook, SESSION } from './courses.ts';
import { type Cue, staged } from './stage.ts';

/** What a capture that lost packets proves, and what it does not. */

const ALL = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [index, 'uncaptured' as const]));
const ERRAND: Hook = [
  'pushLogs',
  { nodeId: SESSION.nodeId, sessionId: SESSION.sessionId, appKey: SESSION.appKey },
];
const CALL: Hook = ['call', { ...ERRAND[1], callId: 'one', callee: '2000' }];
const opening: readonly Cue[] = [
  [-60, CONNECT],
  [-59.9, ESTABLISHED],
];

const told = ({ findings }: Analysis): readonly string[] => findings.map(({ rule }) => rule).sort();

describe('a request that the capture lost', () => {
  it('excuses nothing that should have come long after it, though its connection was idle until then', async () => {
    const analysis = await staged([...opening, [-30, ERRAND, { requestMishaps: ALL }], [0, CALL]]);
    expect(told(analysis)).toEqual(['capture/lost-packets', 'flow/missing-call']);
  });

  it('nor long before it, though its connection was idle since', async () => {
    const analysis = await staged([...opening, [0, CALL], [70, ERRAND, { requestMishaps: ALL }]]);
    expect(told(analysis)).toEqual(['capture/lost-packets', 'flow/missing-call']);
  });

  it('leaves it open whether it was what should have come', async () => {
    const analysis = await staged([
      ...opening,
      [0, CALL],
      [3, ERRAND, { requestMishaps: ALL }],
      [60, ERRAND],
    ]);
    expect(told(analysis)).toEqual(['capture/lost-packets', 'flow/inconclusive']);
  });

  it('may have been at any time since the connection was last seen, where its answer was lost too', async () => {
    const lost = { requestMishaps: ALL, answerMishaps: ALL };
    const analysis = await staged([...opening, [0, CALL], [40, ERRAND, lost], [90, ERRAND]]);
    expect(told(analysis)).toEqual(['capture/lost-packets', 'flow/inconclusive']);
  });

  it.each(['server-resets', 'client-resets', 'fin'] as const)(
    'is noticed where the connection ends after it: %s',
    async (farewell) => {
      const cues: readonly Cue[] = [...opening, [0, ERRAND], [3, ERRAND, { requestMishaps: ALL }]];
      expect(told(await staged(cues, { farewell }))).toEqual(['capture/lost-packets']);
    },
  );
});

describe('an answer that the capture lost', () => {
  it.each(['server-resets', 'client-resets', 'fin'] as const)(
    'is not held against the backend where the connection ends after it: %s',
    async (farewell) => {
      const cues: readonly Cue[] = [...opening, [0, ERRAND, { answerMishaps: ALL }]];
      expect(told(await staged(cues, { farewell }))).toEqual(['answer/none', 'capture/lost-packets']);
      const severities = (await staged(cues, { farewell })).findings.map(({ severity }) => severity);
      expect(severities).not.toContain('error');
    },
  );
});

describe('a call that repeats another word for word', () => {
  const KEEP_ALIVE: Hook = [
    'StreamKeepAliveEvent',
    { ...ERRAND[1], mediaSessionId: 'm', status: 'PUBLISHING' },
  ];
  const silent = (end: 'open' | 'client-closes' | 'server-closes', delay: number) =>
    ({ answer: { kind: 'silence', end, delay } }) as const;

  it.each([
    ['open', 15_000_000],
    ['client-closes', 15_000_000],
  ] as const)('while that one waits for its answer is no retry: %s', async (end, delay) => {
    const cues: readonly Cue[] = [...opening, [0, KEEP_ALIVE, silent(end, delay)], [10, KEEP_ALIVE]];
    expect(told(await staged(cues))).toEqual(['answer/none']);
  });

  it('soon after that one failed is a further attempt', async () => {
    const cues: readonly Cue[] = [
      ...opening,
      [0, KEEP_ALIVE, silent('server-closes', 200_000)],
      [1, KEEP_ALIVE],
    ];
    expect(told(await staged(cues))).toEqual(['flow/retried']);
  });
});
