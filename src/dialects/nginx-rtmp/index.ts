/** nginx with its RTMP module: the calls that its on_… directives make. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { CALLS } from './calls.ts';
import { ACCEPTANCE, DELIVERY, ERROR_MATRIX } from './delivery.ts';
import { EXPECTATIONS, PERIODIC } from './expectations.ts';
import { APP, CLIENT_ID } from './parameters.ts';
import { ABSENCES, ACTIVATION, REMEDIES } from './remedies.ts';
import { RULE_NOTES } from './rule-notes.ts';

export const nginxRtmp = {
  name: 'nginx-rtmp',
  title: 'nginx with its RTMP module',
  server: 'nginx',
  description:
    'nginx asks the backend by a form, or a GET, whether a client may connect, publish or play, and tells it when that ends. The member "call" names the call; the arguments of the address that the client uses are appended to it.',
  recognition: {
    by: 'word',
    places: [{ in: 'payload', path: ['call'] }],
    shapes: [],
    // Other programs too have a member "call"; nginx always has the address that the client used.
    beside: [['tcurl']],
  },
  hookPaths: [],
  marks: [
    { sign: 'body-key', key: 'tcurl', type: 'string', weight: 4 },
    { sign: 'body-key', key: 'flashver', type: 'string', weight: 4 },
    { sign: 'header', name: 'user-agent', value: null, weight: 1 },
  ],
  ports: [],
  context: { session: 'clientid', application: 'app', node: null, sessionForm: 'opaque', perHost: true },
  contextParameters: [APP, CLIENT_ID],
  // No call has a status.
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: CALLS,
  embedded: [],
  counters: [],
  periodic: PERIODIC,
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  acceptance: ACCEPTANCE,
  errorMatrix: ERROR_MATRIX,
  clientConfig: null,
  endings: [],
  delivery: DELIVERY,
  signature: null,
  activation: ACTIVATION,
  remedies: REMEDIES,
  absences: ABSENCES,
  unsupported: [],
  infoHints: [],
  ruleNotes: RULE_NOTES,
} as const satisfies Dialect;
