import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/engine/index.ts';
import { CONNECT, DISCONNECTED, ESTABLISHED, type Hook, SESSION } from './courses.ts';
import type { Act } from './plan.ts';
import { type Cue, staged } from './stage.ts';

/** What makes a call of exchanges, and when it came: by hand, where chance seldom goes. */

const CONTEXT = { nodeId: SESSION.nodeId, sessionId: SESSION.sessionId, appKey: SESSION.appKey };
const event = (status: string, more: object = {}): Hook => [
  'CallStatusEvent',
  { ...CONTEXT, callId: 'one', incoming: false, ...more, status },
];
const CALL: Hook = ['call', { ...CONTEXT, callId: 'one', callee: '2000' }];
const HOLD: Hook = ['hold', { ...CONTEXT, callId: 'one' }];
const opening: readonly Cue[] = [
  [-60, CONNECT],
  [-59.9, ESTABLISHED],
];
const answered = (status: number): Partial<Act> => ({ answer: { kind: 'status', status } });

const RULES = /^flow\//;
const told = ({ findings }: Analysis): readonly string[] =>
  findings
    .map(({ rule }) => rule)
    .filter((rule) => RULES.test(rule))
    .sort();

describe('an event that comes after its window', () => {
  const dialling: readonly Cue[] = [...opening, [-20, CALL], [-19.9, event('TRYING')], [0, HOLD]];

  it('is late', async () => {
    expect(told(await staged([...dialling, [14, event('HOLD')]]))).toEqual(['flow/late-call']);
  });

  it('is missing where its session ended before it', async () => {
    const cues: readonly Cue[] = [...dialling, [12, DISCONNECTED], [14, event('HOLD')]];
    expect(told(await staged(cues))).toEqual(['flow/missing-call']);
  });

  it('is late where the end of the session only overtook it', async () => {
    const cues: readonly Cue[] = [...dialling, [13.7, DISCONNECTED], [14, event('HOLD')]];
    expect(told(await staged(cues))).toEqual(['flow/late-call']);
  });

  it('is that of the call that asked last', async () => {
    const cues: readonly Cue[] = [...dialling, [12, HOLD], [14, event('HOLD')]];
    expect(told(await staged(cues))).toEqual(['flow/missing-call']);
  });

  it('is not late where its first attempt came within it', async () => {
    const silent = { answer: { kind: 'silence', end: 'client-closes', delay: 15_000_000 } } as const;
    const cues: readonly Cue[] = [...dialling, [5, event('HOLD'), silent], [20.5, event('HOLD')]];
    expect(told(await staged(cues))).toEqual(['flow/retried']);
  });
});

describe('an end that comes shortly before connect', () => {
  it('overtook it where nothing was before', async () => {
    const failed: Hook = ['ConnectionStatusEvent', { ...CONTEXT, status: 'FAILED', info: 'refused' }];
    const analysis = await staged([
      [-0.3, failed],
      [0, CONNECT, answered(403)],
    ]);
    expect(told(analysis)).toEqual([]);
    expect(analysis.sessions.length).toBe(1);
  });

  it('is that of the session before where there was one', async () => {
    const analysis = await staged([...opening, [-0.3, DISCONNECTED], [0, CONNECT], [0.1, ESTABLISHED]]);
    expect(told(analysis)).toEqual([]);
    expect(analysis.sessions.length).toBe(2);
  });
});

describe('two equal bodies', () => {
  const twice = (hook: Hook, special: Partial<Act> = {}): readonly Cue[] => [
    ...opening,
    [-20, CALL],
    [0, hook, special],
    [1, hook],
  ];
  const ringing = event('TRYING');

  it('are one call where the first failed', async () => {
    expect(told(await staged(twice(ringing, answered(503))))).toContain('flow/retried');
  });

  it('are a duplicate where the first was accepted', async () => {
    const announced: Hook = ['OnMessageEvent', { ...CONTEXT, id: 'm', from: '1', to: '2', body: 'x' }];
    for (const hook of [ringing, announced]) {
      expect(told(await staged(twice(hook)))).toContain('flow/repeated');
    }
  });

  it('are neither where the capture cut them', async () => {
    const long = event('TRYING', { sipMessageRaw: 'x'.repeat(2000) });
    for (const special of [{}, answered(503)]) {
      const rules = told(await staged(twice(long, special), { snapLength: 1000 }));
      expect(rules).not.toContain('flow/repeated');
      expect(rules).not.toContain('flow/retried');
    }
  });

  it('are no duplicate where the backend asked for less than tells them apart', async () => {
    const config = { CallStatusEvent: { restExclude: 'sipMessageRaw' } };
    const [first, ...rest] = twice(ringing);
    const cues: readonly Cue[] = [[-60, CONNECT, { config }], ...rest];
    expect(first?.[1]).toBe(CONNECT);
    expect(told(await staged(cues))).not.toContain('flow/repeated');
  });

  it('are two calls where the second came while the first was long under way', async () => {
    const slow = { answer: { kind: 'mirrored', delay: 9_000_000 } } as const;
    expect(told(await staged(twice(ringing, slow)))).not.toContain('flow/repeated');
  });

  it('ask for nothing twice', async () => {
    const analysis = await staged([
      [0, CONNECT],
      [0.1, ESTABLISHED],
      [1.5, CONNECT],
    ]);
    expect(told(analysis)).toEqual(['flow/repeated']);
  });
});
