/** Yeastar P-series PBX: webhook events, named by a number, with their message as a JSON text. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { CALL_EVENTS } from './calls.ts';
import { ABSENCES, REMEDIES } from './remedies.ts';
import { RULE_NOTES } from './rule-notes.ts';
import { SYSTEM_EVENTS } from './system.ts';

export const yeastarP = {
  name: 'yeastar-p',
  title: 'Yeastar P-series PBX',
  server: 'the PBX',
  description:
    'The PBX pushes events to a webhook. The member "type" is the number of the event, and "msg" is what it tells, as a JSON text within a string. The S-series has another interface: the dialect yeastar.',
  recognition: {
    by: 'word',
    places: [{ in: 'payload', path: ['type'] }],
    shapes: [],
    // Many programs have a member "type".
    beside: [['msg']],
  },
  hookPaths: [],
  marks: [
    { sign: 'body-key', key: 'type', type: 'integer', weight: 4 },
    { sign: 'header', name: 'x-signature', value: '*', weight: 2 },
    { sign: 'body-key', key: 'sn', type: 'string', weight: 2 },
  ],
  ports: [],
  context: null,
  contextParameters: [],
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: [...CALL_EVENTS, ...SYSTEM_EVENTS],
  embedded: [['msg']],
  counters: [],
  periodic: [],
  numberParameters: [],
  toleranceSeconds: 0.5,
  // The time from the end of a call to its record is not documented, and each party may end for itself: nothing can be called missing.
  expectations: [],
  acceptance: { statuses: [{ from: 200, to: 299 }], body: { kind: 'any' } },
  errorMatrix: [
    {
      role: 'event',
      policy: 'any',
      outcome: 'unknown',
      description:
        'What the PBX does after such an answer, or without one, is not documented; the event may be lost for the application.',
      source: 'YP-WEBHOOK',
    },
  ],
  clientConfig: null,
  endings: [],
  delivery: {
    // The documents offer GET as well, and do not say what such a request holds.
    httpMethods: ['POST', 'GET'],
    bodyForms: ['json'],
    timeoutSeconds: null,
    slowSeconds: null,
    longestResponseSeconds: 30,
    retry: null,
    mirrored: false,
    timeoutSetting: null,
    logFile: null,
    source: 'YP-WEBHOOK',
  },
  signature: {
    kind: 'hmac',
    header: 'x-signature',
    scheme: null,
    hash: 'sha256',
    encoding: 'base64',
    keySetting: 'the secret of the webhook',
    source: 'YP-WEBHOOK',
  },
  activation: null,
  remedies: REMEDIES,
  absences: ABSENCES,
  unsupported: [],
  infoHints: [],
  ruleNotes: RULE_NOTES,
} as const satisfies Dialect;
