/** Errors, bug reports, client logs and session debugging. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, info } from './context.ts';
import { DEBUG_STATUSES } from './values.ts';

const BUG_REPORT = { kind: 'bugreport', parameters: ['sessionId'] } as const;
const DEBUG = { kind: 'debug', parameters: ['sessionId'] } as const;

const command = {
  name: 'command',
  types: ['string'],
  presence: 'usual',
  values: { extent: 'open', ignoreCase: true, values: ['start', 'stop'] },
  description: 'Whether debugging begins or ends.',
  source: 'SDK',
} as const satisfies Parameter;

export const REPORT_METHODS = [
  {
    name: 'ErrorEvent',
    aliases: ['ErrorStatusEvent'],
    role: 'event',
    family: 'Errors and reports',
    description: 'An error that no other event tells of; so the failure of an event hook under FAIL.',
    refusal: 'no',
    dialog: null,
    parameters: [
      ...CONTEXT,
      { ...info, presence: 'usual', description: 'What went wrong, in words.' },
      {
        name: 'status',
        types: ['string'],
        presence: 'optional',
        description: 'State that the error led to; its values are not documented.',
        source: 'SDK-OLD',
      },
    ],
    whenMissing: 'The backend never learns of the error.',
    source: 'PARAMS',
  },
  {
    name: 'sendBugReport',
    aliases: ['submitBugReport'],
    role: 'ask',
    family: 'Errors and reports',
    description: 'A client hands in a bug report, which is kept on the server.',
    refusal: 'yes',
    clientCall: 'session.submitBugReport()',
    dialog: BUG_REPORT,
    parameters: [
      ...CONTEXT,
      {
        name: 'text',
        personal: 'message',
        types: ['string'],
        presence: 'usual',
        description: 'What the user wrote.',
        source: 'PARAMS',
      },
      {
        name: 'type',
        types: ['string'],
        presence: 'optional',
        values: { extent: 'examples', ignoreCase: false, values: ['no_media'] },
        description:
          'Kind of report. For no_media the server takes a traffic dump first, which shows one-way audio.',
        source: 'PARAMS',
      },
    ],
    whenMissing: 'The backend never learns that the user reported a fault.',
    source: 'PARAMS',
  },
  {
    name: 'BugReportStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Errors and reports',
    description: 'A bug report was saved.',
    refusal: 'no',
    dialog: BUG_REPORT,
    parameters: [
      ...CONTEXT,
      {
        name: 'filename',
        types: ['string'],
        presence: 'usual',
        description: 'Name of the file on the server that holds the report.',
        source: 'PARAMS',
      },
    ],
    whenMissing: 'The backend never learns under which name the bug report was saved.',
    source: 'PARAMS',
  },
  {
    name: 'pushLogs',
    aliases: [],
    role: 'ask',
    family: 'Errors and reports',
    description: 'A client sends its logs to the server.',
    refusal: 'effect-unknown',
    clientCall: 'session.pushLogs()',
    dialog: null,
    parameters: CONTEXT,
    whenMissing: 'The backend never learns that the client sent its logs.',
    source: 'MATCH',
  },
  {
    name: 'sessionDebug',
    aliases: [],
    role: 'ask',
    family: 'Errors and reports',
    description: 'A client begins or ends debugging of its session.',
    refusal: 'effect-unknown',
    clientCall: 'session.startDebug() / session.stopDebug()',
    dialog: DEBUG,
    parameters: [...CONTEXT, command],
    whenMissing: 'The backend never learns that the session is being debugged.',
    source: 'MATCH',
  },
  {
    name: 'SessionDebugStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Errors and reports',
    description: 'Debugging of the session began or ended.',
    refusal: 'no',
    dialog: DEBUG,
    parameters: [
      ...CONTEXT,
      {
        name: 'status',
        types: ['string'],
        presence: 'key',
        values: DEBUG_STATUSES,
        description: 'Whether debugging began or ended.',
        source: 'EVST',
      },
      { ...info, source: 'HOOKSCOPE' },
    ],
    whenMissing: 'The backend never learns whether debugging of the session began or ended.',
    source: 'MATCH',
  },
] as const satisfies readonly Method[];
