/** Yeastar S-series, K2 and Cloud PBX: reports (v1, named by `action`) and events (v2, named by `event`). */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import { PBX_ACCEPTANCE, PBX_DELIVERY } from '../pbx/delivery.ts';
import { PBX_EXPECTATIONS } from '../pbx/expectations.ts';
import { NUMBER_PARAMETERS } from '../pbx/parameters.ts';
import { PBX_ENDINGS, pbxAbsences, pbxRemedies, REPEATED } from '../pbx/remedies.ts';
import { pbxReports } from '../pbx/reports.ts';
import { PBX_RULE_NOTES } from '../pbx/rule-notes.ts';
import type { Dialect } from '../types.ts';
import { YEASTAR_EVENTS } from './events.ts';
import { YEASTAR_RULE_NOTES } from './rule-notes.ts';

export const yeastar: Dialect = {
  name: 'yeastar',
  title: 'Yeastar PBX',
  server: 'the PBX',
  description:
    'The PBX POSTs a report of every step of a call. The member "action" (second version: "event") names the report; the parties of the call are in the array "call". Only the S-series family; the P-series has another interface: the dialect yeastar-p.',
  recognition: {
    by: 'word',
    places: [
      { in: 'payload', path: ['action'] },
      { in: 'payload', path: ['event'] },
    ],
    shapes: [],
    beside: [],
  },
  hookPaths: [],
  marks: [
    { sign: 'header', name: 'user-agent', value: 'webapi', weight: 4 },
    { sign: 'body-key', key: 'call', type: 'array', weight: 4 },
    { sign: 'body-key', key: 'event', type: 'string', weight: 4 },
    { sign: 'no-target', holds: false, weight: 2 },
  ],
  ports: [8260],
  context: null,
  contextParameters: [],
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: pbxReports(
    {
      ringing: 'Y-CALLS',
      calls: 'Y-CALLS',
      records: 'Y-CDR',
      system: 'Y-SYSTEM',
      named: 'Y-NAMED',
    },
    ['event'],
    YEASTAR_EVENTS,
  ),
  embedded: [],
  counters: [],
  periodic: [],
  numberParameters: NUMBER_PARAMETERS,
  toleranceSeconds: 0.5,
  expectations: PBX_EXPECTATIONS,
  acceptance: PBX_ACCEPTANCE,
  errorMatrix: [REPEATED],
  clientConfig: null,
  endings: PBX_ENDINGS,
  delivery: {
    ...PBX_DELIVERY,
    retry: { after: ['no-response', 'refused'], withinSeconds: 2, times: null },
    source: 'Y-INTRO',
  },
  signature: null,
  activation: null,
  remedies: pbxRemedies('Y-INTRO'),
  absences: pbxAbsences('Y-INTRO'),
  unsupported: [],
  infoHints: [],
  ruleNotes: { ...PBX_RULE_NOTES, ...YEASTAR_RULE_NOTES },
};
