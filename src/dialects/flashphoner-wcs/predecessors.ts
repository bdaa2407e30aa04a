/** Hook calls that must have another hook call before them. */

import { ANY_TRIGGER } from '../any-trigger.ts';
import type { Expectation } from '../expectation.ts';
import { EVENT_REMEDIES } from './expectation-rows.ts';

const PREDECESSOR = {
  direction: 'predecessor',
  windowSeconds: 10,
  metBefore: 'tolerance',
  severity: 'error',
  excusedBy: ['policy-disabled'],
  remedies: EVENT_REMEDIES,
} as const satisfies Partial<Expectation>;

export const PREDECESSOR_EXPECTATIONS: readonly Expectation[] = [
  {
    ...PREDECESSOR,
    id: 'connect-before-established',
    after: {
      ...ANY_TRIGGER,
      methods: ['ConnectionStatusEvent'],
      statuses: ['ESTABLISHED'],
      firstOfKey: true,
    },
    expect: [{ method: 'connect', statuses: 'any' }],
    key: 'session',
    consequence:
      'A client is in that the backend was never asked about: it could neither refuse it nor set what later hooks do.',
    source: 'REST-HTTP',
  },
  {
    ...PREDECESSOR,
    id: 'call-before-status',
    after: {
      ...ANY_TRIGGER,
      methods: ['CallStatusEvent'],
      statuses: ['TRYING', 'RING'],
      parameters: [{ parameter: 'incoming', test: 'is-not', value: true, within: 'request' }],
      firstOfKey: true,
    },
    expect: [{ method: 'call', statuses: 'any' }],
    key: 'dialog',
    consequence: 'A call is being made that the backend was never asked about: it could not refuse it.',
    source: 'REST-HTTP',
  },
  {
    ...PREDECESSOR,
    id: 'incoming-before-status',
    after: {
      ...ANY_TRIGGER,
      methods: ['CallStatusEvent'],
      statuses: ['PENDING', 'TRYING', 'RING'],
      parameters: [{ parameter: 'incoming', test: 'is', value: true, within: 'request' }],
      firstOfKey: true,
    },
    expect: [{ method: 'OnCallEvent', statuses: 'any' }],
    key: 'dialog',
    consequence:
      'A call comes in that the backend was never asked about: it could neither refuse nor route it.',
    source: 'TYPE4',
  },
];
