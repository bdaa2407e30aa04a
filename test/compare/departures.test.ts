import { describe, expect, it } from 'vitest';
import { compareCaptures } from '../../src/compare/index.ts';
import { compareSamples, differencesOf } from './compared.ts';
import { changed, compareHooks, type Hook, sketch } from './sketch.ts';

const OUTGOING: readonly Hook[] = [
  { method: 'call', at: 21, callId: 'c', status: 'PENDING' },
  { method: 'CallStatusEvent', at: 21.1, callId: 'c', status: 'TRYING' },
  { method: 'CallStatusEvent', at: 23, callId: 'c', status: 'RING' },
  { method: 'CallStatusEvent', at: 28, callId: 'c', status: 'ESTABLISHED' },
  { method: 'hangup', at: 40, callId: 'c' },
  { method: 'CallStatusEvent', at: 40.1, callId: 'c', status: 'FINISH' },
];

function without(index: number, hooks: readonly Hook[] = OUTGOING): readonly Hook[] {
  return hooks.filter((_, at) => at !== index);
}

function changedAt(index: number, change: Partial<Hook>): readonly Hook[] {
  return OUTGOING.map((hook, at) => (at === index ? { ...hook, ...change } : hook));
}

function firstOf(good: readonly Hook[], bad: readonly Hook[]): string {
  const { scenarios } = compareHooks(good, bad);
  const first = scenarios[0]?.variants[0]?.first;
  return first === undefined ? 'none' : `${first.weight}: ${first.text}`;
}

describe('where a scenario departs first', () => {
  it.each<[string, readonly Hook[], string]>([
    ['nothing', OUTGOING, 'none'],
    ['an event', without(3), 'fault: CallStatusEvent ESTABLISHED is missing after CallStatusEvent RING'],
    ['the first hook', without(0), 'fault: call PENDING is missing'],
    ['a refusal', changedAt(0, { answered: 403 }), 'fault: call PENDING is answered 403 instead of 200'],
    [
      'no answer',
      changedAt(2, { answered: null }),
      'fault: CallStatusEvent RING gets no answer instead of 200',
    ],
    [
      'a late answer',
      changedAt(2, { latencyMs: 16_000 }),
      'fault: CallStatusEvent RING is answered after 16.0 s, in GOOD after 5.9 ms',
    ],
    [
      'another status',
      changedAt(3, { status: 'FAILED' }).slice(0, 4),
      'fault: CallStatusEvent says FAILED instead of ESTABLISHED',
    ],
    [
      'something besides',
      [...OUTGOING.slice(0, 4), { method: 'sendDTMF', at: 32, callId: 'c' }, ...OUTGOING.slice(4)],
      'difference: sendDTMF comes besides',
    ],
  ])('%s', (_name, bad, first) => {
    expect(firstOf(OUTGOING, bad)).toBe(first);
  });

  it('is nothing where only numbers, times and repetitions differ', () => {
    const longer = OUTGOING.flatMap((hook): readonly Hook[] => [
      { ...hook, at: hook.at * 1.3, callId: 'other', sessionId: 'another' },
      ...(hook.status === 'RING' ? [{ ...hook, at: 31, callId: 'other', sessionId: 'another' }] : []),
    ]);
    expect(differencesOf(compareHooks(OUTGOING, longer))).toEqual([]);
  });

  it('is nothing where hooks overtake each other within the tolerance, and a difference beyond it', () => {
    const swapped = (at: number): readonly Hook[] => [
      { method: 'CallStatusEvent', at: at - 0.2, callId: 'c', status: 'TRYING' },
      ...without(1),
    ];
    const early = swapped(21).map((hook) => ({ ...hook, at: hook.at + 1 }));
    expect(firstOf(OUTGOING, early)).toBe('none');
    const late: readonly Hook[] = [
      ...without(1).slice(0, 3),
      { method: 'CallStatusEvent', at: 29, callId: 'c', status: 'TRYING' },
      ...without(1).slice(3),
    ];
    expect(firstOf(OUTGOING, late)).toBe(
      'difference: CallStatusEvent TRYING and CallStatusEvent RING come in another order',
    );
  });

  it('is nothing where a call has not ended when the capture does', () => {
    const open = { ...sketch(OUTGOING.slice(0, 4), { lasts: 35 }) };
    expect(compareCaptures(sketch(OUTGOING), open).scenarios[0]?.variants).toEqual([]);
  });

  it('does not count, but is told, where a call lasts much longer', () => {
    const [variant] =
      compareCaptures(sketch(OUTGOING), sketch(OUTGOING.slice(0, 4))).scenarios[0]?.variants ?? [];
    expect(variant?.first).toMatchObject({ weight: 'difference', method: 'hangup' });
  });

  it('cannot be told where the capture ends, begins or loses packets at the place', () => {
    const good = sketch(OUTGOING);
    const ends = compareCaptures(good, sketch(OUTGOING.slice(0, 3), { lasts: 26 }));
    expect(ends.outcome).toBe('inconclusive');
    expect(ends.scenarios[0]?.variants[0]?.first.reasons[0]).toMatch(/^BAD ends only 3\.0 s later/);
    expect(compareCaptures(good, sketch(without(0))).outcome).toBe('departs');
    const late = changed(sketch(without(0)), { firstTime: { seconds: 1_700_000_021, nanoseconds: 0 } });
    expect(compareCaptures(good, late).outcome).toBe('inconclusive');
    const lossy = sketch(without(3));
    const captures = lossy.analysis.captures.map((capture) => ({ ...capture, drops: 3 }));
    expect(compareCaptures(good, changed(lossy, { captures })).outcome).toBe('inconclusive');
  });

  it('is an answer that has not come when the capture ends: that cannot be told', () => {
    const bad = OUTGOING.slice(0, 3).map((hook, at) =>
      at === 2 ? ({ ...hook, answered: null, end: 'capture' } as const) : hook,
    );
    const first = compareCaptures(sketch(OUTGOING), sketch(bad, { lasts: 24 })).scenarios[0]?.variants[0]
      ?.departures;
    expect(first?.map(({ kind, weight }) => `${weight} ${kind}`)).toEqual([
      'inconclusive answer',
      'inconclusive missing-call',
    ]);
  });

  it('is no lack of a client’s invocation that the capture has elsewhere', () => {
    const hold: readonly Hook[] = [
      ...OUTGOING.slice(0, 4),
      { method: 'hold', at: 30, callId: 'c' },
      { method: 'CallStatusEvent', at: 30.1, callId: 'c', status: 'HOLD' },
      ...OUTGOING.slice(4),
    ];
    expect(firstOf(hold, OUTGOING)).toBe('fault: hold is missing after CallStatusEvent ESTABLISHED');
    const other = hold.map((hook) => ({ ...hook, at: hook.at + 40, callId: 'd' }));
    const before = OUTGOING.map((hook) => ({ ...hook, method: hook.method }));
    const { scenarios } = compareHooks(hold, [...before, ...other]);
    expect(scenarios[0]?.variants.map(({ weight }) => weight)).toEqual(['difference']);
  });

  it('is told of the call that ends a session before its time', () => {
    const session: readonly Hook[] = [
      { method: 'connect', at: 20 },
      { method: 'ConnectionStatusEvent', at: 20.1, status: 'ESTABLISHED' },
    ];
    const gone: Hook = { method: 'ConnectionStatusEvent', at: 32, status: 'DISCONNECTED' };
    const { scenarios } = compareHooks(
      [...session, ...OUTGOING],
      [...session, ...OUTGOING.slice(0, 4), gone],
    );
    const [variant] = scenarios.find(({ kind }) => kind === 'call')?.variants ?? [];
    expect(variant?.first).toMatchObject({ weight: 'fault', method: 'hangup' });
    expect(variant?.first.reasons[0]).toMatch(/^Its session is over/);
  });
});

describe('what is compared with what', () => {
  it('an incoming call is not compared with an outgoing one', () => {
    const incoming: readonly Hook[] = [
      { method: 'OnCallEvent', at: 1, callId: 'c', status: 'PENDING' },
      { method: 'answer', at: 3, callId: 'c' },
      { method: 'CallStatusEvent', at: 3.1, callId: 'c', status: 'ESTABLISHED' },
    ];
    const comparison = compareHooks(OUTGOING, incoming);
    expect(comparison.outcome).toBe('not-comparable');
    expect(comparison.scenarios.map(({ opener, absence }) => [opener, absence])).toEqual(
      [
        ['OnCallEvent', 'difference'],
        ['call', 'difference'],
      ].reverse(),
    );
  });

  it('an incoming call that lacks its first hook is compared with one that has it', () => {
    const incoming: readonly Hook[] = [
      { method: 'OnCallEvent', at: 11, callId: 'c', status: 'PENDING' },
      { method: 'answer', at: 13, callId: 'c' },
      { method: 'CallStatusEvent', at: 13.1, callId: 'c', status: 'ESTABLISHED' },
    ];
    expect(firstOf(incoming, incoming.slice(1))).toBe('fault: OnCallEvent PENDING is missing');
  });

  it('a fault that the good capture has too counts only where it is clearly more frequent', () => {
    const refused = (from: number, count: number, faulty: number): readonly Hook[] =>
      Array.from({ length: count }, (_, index) =>
        OUTGOING.map((hook) => ({
          ...hook,
          at: hook.at + (from + index) * 100,
          callId: `c${index}`,
          ...(hook.method === 'call' && index < faulty && { answered: 403 }),
        })),
      ).flat();
    const once = compareHooks(refused(0, 5, 1), refused(0, 5, 1));
    expect([once.outcome, once.scenarios[0]?.faultyInBoth]).toEqual(['same', 1]);
    const mostly = compareHooks(refused(0, 5, 1), refused(0, 5, 4));
    expect(mostly.scenarios[0]?.variants[0]).toMatchObject({ weight: 'fault', alsoGood: 1 });
    expect(compareHooks(refused(0, 5, 3), refused(0, 5, 5)).outcome).toBe('same');
  });

  it('what the bad capture never did is a lack; what the good one never did is none', async () => {
    const { outcome, scenarios } = await compareSamples('log.pcap', 'web-phone-messaging.pcap');
    expect(outcome).toBe('departs');
    const absences = scenarios.map(({ kind, opener, absence }) => `${kind} ${opener}: ${absence}`);
    expect(absences).toContain('call call: fault');
    expect(absences).toContain('message OnMessageEvent: difference');
    expect(absences).toContain('message sendMessage: null');
  });
});
