/**
 * What belongs together. No time is documented from opening to closing, and nothing else that the server sends shows that a client
 * is gone: so a closing is never missing for sure, and one that did not come is inconclusive. Only protocols whose clients keep a
 * connection are here: thumbnails have no closing, HLS has one in newer versions alone.
 */
import type { Expectation } from '../expectation.ts';
import { CONNECTED_PROTOCOLS } from './values.ts';

export const EXPECTATIONS: readonly Expectation[] = [
  {
    id: 'admission-end',
    direction: 'forward',
    after: {
      methods: ['opening'],
      answer: 'ok',
      statuses: CONNECTED_PROTOCOLS,
      parameters: [],
      firstOfKey: false,
      earlier: [],
    },
    expect: [{ method: 'closing', statuses: 'any' }],
    key: 'dialog',
    windowSeconds: Number.POSITIVE_INFINITY,
    metBefore: 'tolerance',
    severity: 'warning',
    excusedBy: [],
    consequence: 'For the backend the client is there for ever.',
    remedies: ['check-protocols'],
    source: 'OME-ADMISSION',
  },
];
