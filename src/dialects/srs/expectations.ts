/**
 * What must follow a hook of SRS. A client publishes, plays and stays connected for any time, so nothing but the end of its
 * connection shows that the end of what it did is due. Clients of WebRTC and HLS have no on_close: of them nothing is claimed.
 */
import { ANY_TRIGGER } from '../any-trigger.ts';
import type { ClosingSign, Expectation, TriggerRule } from '../expectation.ts';

/** The hooks of a client are sent one after the other, the end of what it did before that of its connection: some seconds are ample. */
const CLOSED: readonly ClosingSign[] = [
  { methods: ['on_close'], statuses: 'any', within: 'session', withinSeconds: 5 },
];

const START = {
  direction: 'forward',
  key: 'dialog',
  windowSeconds: Number.POSITIVE_INFINITY,
  metBefore: 'tolerance',
  excusedBy: [],
  remedies: ['add-hook', 'check-log'],
  source: 'SRS-DOCS',
} as const satisfies Partial<Expectation>;

/** The capture shows that the backend let the client in: what it did since then is in the capture. */
const END = {
  direction: 'predecessor',
  key: 'dialog',
  windowSeconds: Number.POSITIVE_INFINITY,
  metBefore: 'tolerance',
  severity: 'error',
  excusedBy: [],
  remedies: ['add-hook', 'check-log'],
  source: 'SRS-DOCS',
} as const satisfies Partial<Expectation>;

const SINCE_CONNECT = {
  earlier: ['on_connect'],
  earlierWithin: 'session',
  earlierAnswer: 'ok',
} as const satisfies Partial<TriggerRule>;

export const EXPECTATIONS: readonly Expectation[] = [
  {
    ...START,
    id: 'connect-close',
    after: { ...ANY_TRIGGER, methods: ['on_connect'], answer: 'ok' },
    expect: [{ method: 'on_close', statuses: 'any' }],
    key: 'session',
    severity: 'warning',
    consequence: 'For the backend the client stays connected.',
  },
  {
    ...START,
    id: 'publish-unpublish',
    after: { ...ANY_TRIGGER, methods: ['on_publish'], answer: 'ok' },
    expect: [{ method: 'on_unpublish', statuses: 'any' }],
    closedBy: CLOSED,
    // The server sends none where the stream was busy, and the capture may not show whether it was.
    severity: 'warning',
    consequence:
      'For the backend the stream stays live. If another client was publishing it already, it never was: SRS then sends no on_unpublish.',
  },
  {
    ...START,
    id: 'play-stop',
    after: { ...ANY_TRIGGER, methods: ['on_play'], answer: 'ok' },
    expect: [{ method: 'on_stop', statuses: 'any' }],
    closedBy: CLOSED,
    severity: 'error',
    consequence: 'For the backend the viewer goes on playing.',
  },
  {
    ...END,
    id: 'publish-before-unpublish',
    after: { ...ANY_TRIGGER, ...SINCE_CONNECT, methods: ['on_unpublish'] },
    expect: [{ method: 'on_publish', statuses: 'any' }],
    consequence: 'A stream was published that the backend was never asked about: it could not refuse it.',
  },
  {
    ...END,
    id: 'play-before-stop',
    after: { ...ANY_TRIGGER, ...SINCE_CONNECT, methods: ['on_stop'] },
    expect: [{ method: 'on_play', statuses: 'any' }],
    consequence: 'A stream was played that the backend was never asked about: it could not refuse it.',
  },
];
