/** Flashphoner Web Call Server, versions 4 and 5: REST hooks. */
import type { Dialect } from '../types.ts';
import { CALL_METHODS } from './calls.ts';
import { CONNECTION_METHODS } from './connection.ts';
import { CONTEXT } from './context.ts';
import { DATA_METHODS } from './data.ts';
import { CLIENT_CONFIG, DELIVERY, ENDINGS, ERROR_MATRIX } from './errors.ts';
import { EXPECTATIONS } from './expectations.ts';
import { INFO_HINTS } from './hints.ts';
import { MESSAGE_METHODS } from './messages.ts';
import { ABSENCES, REMEDIES } from './remedies.ts';
import { REPORT_METHODS } from './reports.ts';
import { RULE_NOTES } from './rule-notes.ts';
import { STREAM_EVENT_METHODS } from './stream-events.ts';
import { STREAM_METHODS } from './streams.ts';
import { SUBSCRIPTION_METHODS } from './subscriptions.ts';

export const flashphonerWcs = {
  name: 'flashphoner-wcs',
  title: 'Flashphoner Web Call Server',
  description:
    'Web Call Server (WCS 4 and 5) POSTs a JSON object to the backend for every step of a connection, call, message or stream. The last part of the path is the name of the method.',
  recognition: { by: 'target' },
  marks: [],
  ports: [9091, 8081],
  context: { session: 'sessionId', application: 'appKey', node: 'nodeId' },
  contextParameters: CONTEXT,
  statusParameter: 'status',
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
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  errorMatrix: ERROR_MATRIX,
  clientConfig: CLIENT_CONFIG,
  endings: ENDINGS,
  delivery: DELIVERY,
  remedies: REMEDIES,
  absences: ABSENCES,
  infoHints: INFO_HINTS,
  ruleNotes: RULE_NOTES,
} as const satisfies Dialect;
