/** OvenMediaEngine: admission webhooks, and the alert service. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { ADMISSION_METHODS } from './admission.ts';
import { ALERT } from './alert.ts';
import { ACCEPTANCE, DELIVERY, ERROR_MATRIX, SIGNATURE } from './delivery.ts';
import { EXPECTATIONS } from './expectations.ts';
import { ABSENCES, REMEDIES } from './remedies.ts';
import { RULE_NOTES } from './rule-notes.ts';

export const ovenmediaengine = {
  name: 'ovenmediaengine',
  title: 'OvenMediaEngine',
  server: 'OvenMediaEngine',
  description:
    'OvenMediaEngine asks ControlServerUrl whether a client may publish or play, and tells it when the client is gone. The member "request.status" names the hook. Its alert service POSTs to addresses of its own.',
  recognition: {
    by: 'word',
    places: [{ in: 'payload', path: ['request', 'status'] }],
    shapes: [
      {
        method: 'alert',
        has: [
          { path: ['sourceUri'], types: ['string'] },
          { path: ['messages'], types: ['array'] },
        ],
        lacks: [],
      },
    ],
    // "opening" and "closing" are ordinary words.
    beside: [['request', 'direction']],
  },
  hookPaths: [],
  marks: [
    { sign: 'header', name: 'x-ome-signature', value: '*', weight: 8 },
    { sign: 'body-path', path: ['request', 'status'], type: 'string', weight: 4 },
    { sign: 'body-path', path: ['request', 'direction'], type: 'string', weight: 2 },
    { sign: 'body-key', key: 'sourceUri', type: 'string', weight: 4 },
  ],
  ports: [],
  context: null,
  contextParameters: [],
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: [...ADMISSION_METHODS, ALERT],
  embedded: [],
  counters: [],
  periodic: [],
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  acceptance: ACCEPTANCE,
  errorMatrix: ERROR_MATRIX,
  clientConfig: null,
  // A closing may come after the next opening: nothing ends with one for sure (issue 1909 of OvenMediaEngine).
  endings: [],
  delivery: DELIVERY,
  signature: SIGNATURE,
  activation: null,
  remedies: REMEDIES,
  absences: ABSENCES,
  unsupported: [],
  infoHints: [],
  ruleNotes: RULE_NOTES,
} as const satisfies Dialect;
