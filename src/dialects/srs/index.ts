/** SRS (Simple Realtime Server): HTTP callbacks. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { ACCEPTANCE, DELIVERY, ERROR_MATRIX, PERIODIC } from './delivery.ts';
import { EXPECTATIONS } from './expectations.ts';
import { METHODS } from './methods.ts';
import { CONTEXT } from './parameters.ts';
import { ABSENCES, ACTIVATION, REMEDIES } from './remedies.ts';
import { RULE_NOTES } from './rule-notes.ts';

export const srs: Dialect = {
  name: 'srs',
  title: 'SRS',
  server: 'SRS',
  description:
    'SRS POSTs a JSON object to the backend when a client connects, publishes or plays, and when that ends. The member "action" names the hook; several hooks may have one address. It goes on only where it is answered 200 or 201 with the body 0 or {"code":0}.',
  recognition: {
    by: 'word',
    places: [{ in: 'payload', path: ['action'] }],
    shapes: [
      {
        method: 'heartbeat',
        has: [
          { path: ['device_id'], types: ['string'] },
          { path: ['ip'], types: ['string'] },
          { path: ['server'], types: ['string'] },
          { path: ['service'], types: ['string'] },
          { path: ['pid'], types: ['string'] },
        ],
        lacks: [['action']],
      },
    ],
    beside: [['client_id'], ['server_id'], ['vhost']],
  },
  hookPaths: [],
  marks: [
    { sign: 'header-begin', name: 'user-agent', text: 'srs/', weight: 6 },
    { sign: 'body-key', key: 'server_id', type: 'string', weight: 2 },
    { sign: 'body-key', key: 'client_id', type: 'string', weight: 2 },
    { sign: 'body-key', key: 'vhost', type: 'string', weight: 2 },
  ],
  // That of the addresses in the shipped settings.
  ports: [8085],
  context: { session: 'client_id', application: 'app', node: 'server_id', sessionForm: 'opaque' },
  contextParameters: CONTEXT,
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: METHODS,
  embedded: [],
  counters: [],
  periodic: PERIODIC,
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  acceptance: ACCEPTANCE,
  errorMatrix: ERROR_MATRIX,
  clientConfig: null,
  // A hook says nothing of a state: it is itself the end, and the documents give no order that it must have.
  endings: [],
  delivery: DELIVERY,
  signature: null,
  activation: ACTIVATION,
  remedies: REMEDIES,
  absences: ABSENCES,
  unsupported: [],
  infoHints: [],
  ruleNotes: RULE_NOTES,
};
