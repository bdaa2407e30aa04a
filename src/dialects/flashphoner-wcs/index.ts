/** Flashphoner Web Call Server, versions 4 and 5: REST hooks. */
import type { Dialect } from '../types.ts';
import { CALL_METHODS } from './calls.ts';
import { CLIENT_CONFIG } from './client-config.ts';
import { CONNECTION_METHODS } from './connection.ts';
import { CONTEXT } from './context.ts';
import { DATA_METHODS } from './data.ts';
import { ACCEPTANCE, DELIVERY, REFUSAL_TEXT, SIGNATURE } from './delivery.ts';
import { ENDINGS } from './endings.ts';
import { ERROR_MATRIX } from './errors.ts';
import { EXPECTATIONS } from './expectations.ts';
import { INFO_HINTS } from './hints.ts';
import { MESSAGE_METHODS } from './messages.ts';
import { ABSENCES, ACTIVATION, REMEDIES } from './remedies.ts';
import { REPORT_METHODS } from './reports.ts';
import { RULE_NOTES } from './rule-notes.ts';
import { STREAM_EVENT_METHODS } from './stream-events.ts';
import { STREAM_METHODS } from './streams.ts';
import { SUBSCRIPTION_METHODS } from './subscriptions.ts';

export const flashphonerWcs = {
  name: 'flashphoner-wcs',
  title: 'Flashphoner Web Call Server',
  server: 'the call server',
  description:
    'Web Call Server (WCS 4 and 5) POSTs a JSON object to the backend for every step of a connection, call, message or stream. The last part of the path is the name of the method.',
  // The vendor's page "API overview" has the paths by which a backend calls the server: the other direction.
  recognition: { by: 'target', foreignPaths: ['/rest-api/'], distinctiveEndings: ['Event'] },
  hookPaths: [],
  marks: [],
  ports: [9091, 8081],
  context: {
    session: 'sessionId',
    application: 'appKey',
    node: 'nodeId',
    sessionForm: 'client-and-server',
  },
  contextParameters: CONTEXT,
  statusParameter: 'status',
  // The vendor's page "Four types of REST methods".
  roleNames: { opener: 'connect', ask: 'direct invocation', event: 'event', incoming: 'incoming' },
  methods: [
    ...CONNECTION_METHODS,
    ...CALL_METHODS,
    ...MESSAGE_METHODS,
    ...SUBSCRIPTION_METHODS,
    ...STREAM_METHODS,
    ...STREAM_EVENT_METHODS,
    ...DATA_METHODS,
    ...REPORT_METHODS,
  ],
  embedded: [],
  counters: [],
  periodic: [],
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  acceptance: ACCEPTANCE,
  refusalText: REFUSAL_TEXT,
  errorMatrix: ERROR_MATRIX,
  clientConfig: CLIENT_CONFIG,
  endings: ENDINGS,
  delivery: DELIVERY,
  signature: SIGNATURE,
  activation: ACTIVATION,
  remedies: REMEDIES,
  absences: ABSENCES,
  unsupported: [],
  infoHints: INFO_HINTS,
  ruleNotes: RULE_NOTES,
} as const satisfies Dialect;
