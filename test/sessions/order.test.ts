import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/steps.ts';
import { analyse } from '../../src/engine/index.ts';
import {
  countingFaults,
  headlineOf,
  isOfSession,
  nearSessionNames,
  orderingSessions,
  type SessionOrder,
} from '../../src/sessions/index.ts';
import { analysisOptions } from '../engine/options.ts';

const LOG = fileURLToPath(new URL('../../samples/log.pcap', import.meta.url));
const result = await analyse([LOG], analysisOptions());
if (!result.ok) throw new Error(result.errors[0]?.message);
const { analysis } = result;

describe('the order of sessions', () => {
  const faults = atOnce(countingFaults(analysis));
  const names = (order: SessionOrder): readonly string[] =>
    atOnce(orderingSessions(analysis, faults, order)).map((index) => {
      const session = analysis.sessions.at(index);
      return session === undefined ? '' : headlineOf(session, analysis.calls).who.text;
    });

  it.each([
    [
      'start',
      [
        '1001 → 2001',
        '198.51.100.114:52801',
        '1003 → 2002',
        '198.51.100.78:50226',
        '2003 → 1005',
        '1006 → 2004',
      ],
    ],
    [
      'length',
      [
        '1001 → 2001',
        '1006 → 2004',
        '198.51.100.78:50226',
        '1003 → 2002',
        '2003 → 1005',
        '198.51.100.114:52801',
      ],
    ],
    [
      'who',
      [
        '198.51.100.78:50226',
        '198.51.100.114:52801',
        '1001 → 2001',
        '1003 → 2002',
        '1006 → 2004',
        '2003 → 1005',
      ],
    ],
    [
      'worst',
      [
        '198.51.100.114:52801',
        '2003 → 1005',
        '1003 → 2002',
        '198.51.100.78:50226',
        '1006 → 2004',
        '1001 → 2001',
      ],
    ],
    [
      'status',
      [
        '1006 → 2004',
        '1001 → 2001',
        '1003 → 2002',
        '2003 → 1005',
        '198.51.100.78:50226',
        '198.51.100.114:52801',
      ],
    ],
  ] as const)('by %s', (order, expected) => {
    expect(names(order)).toEqual(expected);
  });
});

describe('names of sessions', () => {
  it('are the id, and the client by which it is shown', () => {
    const of = (name: string): number => analysis.calls.filter((call) => isOfSession(call, name)).length;
    expect(of('198.51.100.97:55094')).toBe(7);
    expect(of('/198.51.100.97:55094/203.0.113.10:8443')).toBe(7);
    expect(of('198.51.100.97')).toBe(0);
  });

  it('that may have been meant are told', () => {
    expect(nearSessionNames(analysis, '198.51.100.97')).toEqual(['198.51.100.97:55094']);
    expect(nearSessionNames(analysis, '198.51.100.97:55049')).toEqual(['198.51.100.97:55094']);
  });
});
