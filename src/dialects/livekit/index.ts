/** LiveKit, and OpenVidu 3, which is LiveKit underneath: events of rooms, participants, tracks, egress, ingress and agents. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import type { Dialect } from '../types.ts';
import { CONTEXT } from './context.ts';
import { ACCEPTANCE, DELIVERY, ERROR_MATRIX, SIGNATURE } from './delivery.ts';
import { EXPECTATIONS } from './expectations.ts';
import { METHODS } from './methods.ts';
import { ABSENCES, REMEDIES } from './remedies.ts';
import { RULE_NOTES } from './rule-notes.ts';

export const livekit = {
  name: 'livekit',
  title: 'LiveKit',
  server: 'LiveKit',
  description:
    'LiveKit, and OpenVidu 3 on top of it, POST an event to every address in webhook.urls. The member "event" names it; the body is a protobuf message in JSON, and a token in Authorization has its hash.',
  recognition: {
    by: 'word',
    places: [{ in: 'payload', path: ['event'] }],
    shapes: [],
    // Others too name their hooks by `event`.
    beside: [['createdAt']],
  },
  hookPaths: [],
  marks: [
    { sign: 'header', name: 'content-type', value: 'application/webhook+json', weight: 8 },
    { sign: 'body-path', path: ['createdAt'], type: 'string', weight: 4 },
    { sign: 'body-path', path: ['room', 'sid'], type: 'string', weight: 2 },
  ],
  ports: [],
  context: { session: 'room.sid', application: null, node: null, sessionForm: 'opaque' },
  contextParameters: CONTEXT,
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: METHODS,
  embedded: [],
  counters: [],
  periodic: [],
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: EXPECTATIONS,
  acceptance: ACCEPTANCE,
  errorMatrix: ERROR_MATRIX,
  clientConfig: null,
  // Events of an egress have a queue of their own and may come after room_finished: nothing ends with it for sure.
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
