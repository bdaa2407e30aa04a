import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { isoTime } from '../../src/base/time.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { redact } from '../../src/filter/redact.ts';
import { Masker } from '../../src/privacy/index.ts';
import { countingFaults, headlineOf, sessionSummary } from '../../src/sessions/index.ts';
import { analysisOptions } from '../engine/options.ts';
import { type CallSketch, sketchAnalysis, sketchCall } from '../report/sample-analysis.ts';

async function sample(name: string): Promise<Analysis> {
  const result = await analyse(
    [fileURLToPath(new URL(`../../samples/${name}`, import.meta.url))],
    analysisOptions(),
  );
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.analysis;
}

function headlines(analysis: Analysis): readonly string[] {
  const faults = atOnce(countingFaults(analysis));
  return Array.from(analysis.sessions, (session, index) => {
    const {
      who,
      start,
      seconds,
      status,
      ending,
      faults: wrong,
    } = headlineOf(session, analysis.calls, faults.get(index));
    const at = start === null ? 'never' : isoTime(start, 0).slice(11, 19);
    return [who.text, at, `${seconds.toFixed(1)} s`, status, ending, wrong.error, wrong.warning].join(' · ');
  });
}

describe('headlines of sessions', () => {
  it('tell who it was, when, how long, how far it came and what is wrong', async () => {
    expect(headlines(await sample('log.pcap'))).toEqual([
      '1001 → 2001 · 22:13:21 · 45.0 s · DISCONNECTED · ended · 0 · 0',
      '198.51.100.114:52801 · 22:13:26 · 0.0 s ·  · open · 1 · 0',
      '1003 → 2002 · 22:13:29 · 10.4 s · FINISH · open · 0 · 1',
      '198.51.100.78:50226 · 22:13:35 · 11.7 s · UNPUBLISHED · open · 0 · 1',
      '2003 → 1005 · 22:13:40 · 10.3 s · FINISH · open · 1 · 0',
      '1006 → 2004 · 22:13:47 · 15.0 s · ACCEPTED · open · 0 · 1',
    ]);
  });

  it('name the first two of several calls, and a call with two ids once', async () => {
    expect(headlines(await sample('openvox-ringing.pcap'))).toEqual([
      '101 → 106, +2 · 04:12:32 · 560.2 s ·  · unknown · 0 · 0',
    ]);
  });

  it('name nobody where people are redacted, and the same person by the same mark', async () => {
    const analysis = await sample('log.pcap');
    const redacted = redact(analysis, new Masker({ showSecrets: false, redact: 'personal' }));
    const text = headlines(redacted).join('\n');
    expect(text).not.toMatch(/1001|1003|2001|2002|2003|1005|1006|2004|198\.51\.100/);
    expect(text).toMatch(/^\[number \d+\] → \[number \d+\] · 22:13:21/);
    expect(text).toMatch(/^\[address \d+\]:52801 · /m);
  });
});

const BY_HAND: readonly (readonly [string, readonly CallSketch[], string])[] = [
  ['a login', [{ method: 'connect', at: 0, frame: 1, people: [{ role: 'login', text: 'alice' }] }], 'alice'],
  [
    'a callee alone',
    [
      {
        method: 'call',
        at: 0,
        frame: 1,
        people: [{ role: 'callee', text: 'sip:bob:secret@pbx.example.org' }],
      },
    ],
    '→ bob',
  ],
  [
    'somebody who has no part',
    [{ method: 'transfer', at: 0, frame: 1, people: [{ role: 'other', text: '1009' }] }],
    '1009',
  ],
  ['an id of which no client can be told', [{ method: 'connect', at: 0, frame: 1 }], 'abc'],
  ['no id', [{ method: 'connect', at: 0, frame: 1, sessionId: null }], 'without a session'],
];

describe('a headline falls back', () => {
  it.each(BY_HAND)('to %s', (_, sketches, text) => {
    const analysis = sketchAnalysis({ calls: sketches.map((sketch, id) => sketchCall(sketch, id)) });
    const [session] = analysis.sessions;
    if (session === undefined) throw new Error('no session');
    expect(headlineOf(session, analysis.calls).who.text).toBe(text);
  });
});

describe('the summary of a session', () => {
  it('tells the states that were reached, each with its call, and what is wrong', async () => {
    const analysis = await sample('log.pcap');
    const session = analysis.sessions.at(4);
    if (session === undefined) throw new Error('no session');
    const summary = sessionSummary(analysis, session);
    expect(summary.states.map(({ status, call }) => [status, call.requestFrames[0]])).toEqual([
      ['ESTABLISHED', 116],
      ['PENDING', 120],
      ['ESTABLISHED', 128],
      ['FINISH', 164],
    ]);
    expect(summary.people.pairs).toEqual([{ caller: '2003', callee: '1005' }]);
    expect(summary.isFromBeginning).toBe(true);
    expect(summary.wrong.map(({ problem, findings }) => [problem.rule, findings.length])).toEqual([
      ['payload/type', 1],
    ]);
  });
});
