/** OpenVox UC series IPPBX: reports, flat bodies named by `action`. */
import { NEUTRAL_ROLE_NAMES } from '../neutral.ts';
import { PBX_ACCEPTANCE, PBX_DELIVERY } from '../pbx/delivery.ts';
import { PBX_EXPECTATIONS } from '../pbx/expectations.ts';
import { NUMBER_PARAMETERS } from '../pbx/parameters.ts';
import { PBX_ENDINGS, pbxAbsences, pbxRemedies } from '../pbx/remedies.ts';
import { pbxReports } from '../pbx/reports.ts';
import { PBX_RULE_NOTES } from '../pbx/rule-notes.ts';
import type { Dialect } from '../types.ts';
import { OPENVOX_RULE_NOTES } from './rule-notes.ts';

export const openvox: Dialect = {
  name: 'openvox',
  title: 'OpenVox IPPBX',
  server: 'the PBX',
  description:
    'The PBX POSTs a report of every step of a call. The member "action" names the report; the parties of the call are members of the body. The request line is printed without a target.',
  recognition: {
    by: 'word',
    places: [{ in: 'payload', path: ['action'] }],
    shapes: [],
    beside: [],
  },
  hookPaths: [],
  marks: [
    { sign: 'no-target', holds: true, weight: 4 },
    { sign: 'header', name: 'user-agent', value: null, weight: 1 },
    { sign: 'header', name: 'connection', value: 'close', weight: 1 },
    { sign: 'body-key', key: 'ext', type: 'object', weight: 2 },
    { sign: 'body-key', key: 'inbound', type: 'object', weight: 2 },
    { sign: 'body-key', key: 'outbound', type: 'object', weight: 2 },
  ],
  ports: [],
  context: null,
  contextParameters: [],
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: pbxReports(
    {
      ringing: 'OV-RING',
      calls: 'OV-REPORTS',
      records: 'Y-CDR',
      system: 'OV-REPORTS',
      named: 'Y-NAMED',
    },
    [],
  ),
  embedded: [],
  counters: [],
  periodic: [],
  numberParameters: NUMBER_PARAMETERS,
  toleranceSeconds: 0.5,
  expectations: PBX_EXPECTATIONS,
  acceptance: PBX_ACCEPTANCE,
  errorMatrix: [
    {
      role: 'event',
      policy: 'any',
      outcome: 'unknown',
      description:
        'The report has to be answered with 200. What the PBX does otherwise is not documented; Yeastar, whose interface it follows, sends the report again and again.',
      source: 'OV-REPORTS',
    },
  ],
  clientConfig: null,
  endings: PBX_ENDINGS,
  delivery: { ...PBX_DELIVERY, source: 'OV-RING' },
  signature: null,
  activation: null,
  remedies: pbxRemedies('OV-REPORTS'),
  absences: pbxAbsences('OV-REPORTS'),
  unsupported: [],
  infoHints: [],
  ruleNotes: { ...PBX_RULE_NOTES, ...OPENVOX_RULE_NOTES },
};
