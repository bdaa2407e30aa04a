/** What must follow a report; the same for both systems. */
import { ANY_TRIGGER } from '../any-trigger.ts';
import type { Expectation } from '../expectation.ts';

const PAIR = {
  key: 'call-numbers',
  windowSeconds: 10,
  metBefore: 'tolerance',
  severity: 'error',
  excusedBy: [],
  remedies: ['enable-reports', 'answer-200'],
  source: 'HOOKSCOPE',
} as const satisfies Partial<Expectation>;

/**
 * ALERT and RING report one moment from two sides. The documents print ALERT first and do not say that it must come
 * first. So ALERT expects a RING after it (or within the tolerance before it), and RING expects an ALERT before it (or
 * within the tolerance after it).
 *
 * A call may last for any time, so no window after its answer can expect the BYE. The call's record (NewCdr) shows that
 * an answered call ended, and comes after the BYE: so BYE is a predecessor of the record. Nothing is expected of a call
 * whose ANSWER was not captured.
 */
export const PBX_EXPECTATIONS: readonly Expectation[] = [
  {
    ...PAIR,
    id: 'alert-ring',
    direction: 'forward',
    after: { ...ANY_TRIGGER, methods: ['ALERT'] },
    expect: [{ method: 'RING', statuses: 'any' }],
    consequence:
      "The application never learns whose telephone rings: the callee's screen shows no incoming call.",
  },
  {
    ...PAIR,
    id: 'ring-alert',
    direction: 'predecessor',
    after: { ...ANY_TRIGGER, methods: ['RING'] },
    expect: [{ method: 'ALERT', statuses: 'any' }],
    consequence: 'The application never learns that the caller hears the ring-back tone.',
  },
  {
    ...PAIR,
    id: 'bye-before-record',
    windowSeconds: 30,
    direction: 'predecessor',
    after: {
      ...ANY_TRIGGER,
      methods: ['NewCdr'],
      statuses: ['ANSWERED'],
      earlier: ['ANSWER', 'ANSWERED'],
    },
    expect: [{ method: 'BYE', statuses: 'any' }],
    consequence: 'For the application the call never ends, although its record says that it did.',
  },
];
