/** ZLMediaKit: HTTP hooks. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { ACCEPTANCE, COUNTERS, DELIVERY, ERROR_MATRIX, PERIODIC } from './delivery.ts';
import { EXPECTATIONS } from './expectations.ts';
import { APP, MEDIA_SERVER_ID, STREAM, VHOST } from './parameters.ts';
import { ABSENCES, ACTIVATION, REMEDIES } from './remedies.ts';
import { RULE_NOTES } from './rule-notes.ts';
import { SERVER_METHODS } from './server-methods.ts';
import { SHAPES } from './shapes.ts';
import { RECORD_METHODS, STREAM_METHODS } from './stream-methods.ts';

export const zlmediakit: Dialect = {
  name: 'zlmediakit',
  title: 'ZLMediaKit',
  server: 'ZLMediaKit',
  description:
    'ZLMediaKit POSTs a JSON object to the backend for every step of a stream. Each hook has an address of its own, whose last part is the name of the hook unless the settings say otherwise; hook_index counts all hooks. It goes on only where it is answered 200 with {"code":0}.',
  recognition: {
    by: 'word',
    places: [{ in: 'segment' }],
    shapes: SHAPES,
    beside: [['mediaServerId'], ['hook_index']],
  },
  hookPaths: [],
  marks: [
    { sign: 'header-begin', name: 'user-agent', text: 'zlmediakit(', weight: 6 },
    { sign: 'header', name: 'x-vhost', value: '*', weight: 3 },
    { sign: 'body-key', key: 'mediaServerId', type: 'string', weight: 4 },
    { sign: 'body-key', key: 'hook_index', type: 'integer', weight: 4 },
  ],
  ports: [],
  context: {
    session: ['vhost', 'app', 'stream'],
    application: 'app',
    node: 'mediaServerId',
    sessionForm: 'opaque',
  },
  contextParameters: [VHOST, APP, STREAM, MEDIA_SERVER_ID],
  statusParameter: 'regist',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: [...STREAM_METHODS, ...RECORD_METHODS, ...SERVER_METHODS],
  embedded: [],
  counters: COUNTERS,
  periodic: PERIODIC,
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  acceptance: ACCEPTANCE,
  errorMatrix: ERROR_MATRIX,
  clientConfig: null,
  // A stream ends in each of its forms for itself, and may begin anew at any time.
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
