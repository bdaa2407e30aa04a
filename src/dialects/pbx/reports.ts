/** The reports. Both systems have all of them under the same names. */

import type { Method } from '../method.ts';
import type { Parameter, PartyRole } from '../parameter.ts';
import type { SourceTag } from '../sources.ts';
import {
  action,
  CALL_DIALOG,
  COUNT,
  callid,
  field,
  PERSONAL,
  parties,
  partOf,
  serialNumber,
} from './parameters.ts';

/** Which documents a system's rows are from. */
export interface ReportSources {
  readonly ringing: SourceTag;
  readonly calls: SourceTag;
  readonly records: SourceTag;
  readonly system: SourceTag;
  /** Reports that only a list of names has, without a table of their members. */
  readonly named: SourceTag;
}

type Described = Pick<Method, 'name' | 'description' | 'whenMissing'> & Partial<Method>;

export function report(described: Described, parameters: readonly Parameter[], source: SourceTag): Method {
  return {
    aliases: [],
    role: 'event',
    family: 'Calls',
    refusal: 'no',
    dialog: CALL_DIALOG,
    parameters,
    source,
    ...described,
  };
}

/**
 * Reports about a call that name its parties. `extensions`: which parts the extensions have, in their order, where the documents
 * and their examples agree on it.
 */
const CALL_REPORTS: readonly (Described & {
  readonly from: 'ringing' | 'calls';
  readonly extensions?: readonly PartyRole[];
})[] = [
  {
    from: 'ringing',
    extensions: ['caller'],
    name: 'ALERT',
    description: 'The caller hears that the callee is being rung.',
    whenMissing: 'The application never learns that the caller hears the ring-back tone.',
  },
  {
    from: 'ringing',
    extensions: ['callee', 'caller'],
    name: 'RING',
    description: "The callee's telephone rings. The callee is told first, then the caller.",
    whenMissing: 'The application never learns whose telephone rings, and shows no incoming call.',
  },
  {
    from: 'calls',
    name: 'ANSWER',
    description: 'The callee answered.',
    whenMissing: 'The application never learns that the callee answered.',
  },
  {
    from: 'calls',
    name: 'ANSWERED',
    description: "The caller's call was answered. Sent together with ANSWER.",
    whenMissing: "The application never learns that the caller's call was answered.",
  },
  {
    from: 'calls',
    name: 'BYE',
    description:
      'The call ended. Two of them for each call: in the first, the side that hung up is told first.',
    whenMissing: 'For the application the call never ends.',
  },
  {
    from: 'calls',
    name: 'Transfer',
    aliases: ['Tranfer'],
    description: "A call was transferred or forwarded from a telephone; Yeastar's examples spell it Tranfer.",
    whenMissing: 'The application never learns that the call was transferred.',
  },
  {
    from: 'calls',
    name: 'Incoming',
    aliases: ['Invite'],
    description: 'A call came in on a trunk whose calls the application is to direct.',
    whenMissing: 'The application cannot direct the incoming call.',
  },
];

/** Reports that only a list of names has, without a table of their members. */
const NAMED_REPORTS: readonly Described[] = [
  {
    name: 'DTMF',
    description: 'A key was pressed during a call.',
    whenMissing: 'The application never learns which key was pressed.',
  },
  {
    name: 'PlayPromptEnd',
    description: 'A prompt was played to its end.',
    whenMissing: 'The application never learns that the prompt has ended.',
  },
  {
    name: 'TrunkStatus',
    description: 'The state of a trunk changed.',
    whenMissing: 'The application never learns the state of the trunk.',
    family: 'System',
    dialog: null,
  },
  {
    name: 'Satisfaction',
    description: 'A caller gave his opinion after the call.',
    whenMissing: "The application never gets the caller's opinion.",
  },
  {
    name: 'CallStatus',
    description: 'The state of a call changed (second version of the interface).',
    whenMissing: 'The application never learns the state of the call.',
  },
  {
    name: 'Forward',
    description: 'A call was forwarded.',
    whenMissing: 'The application never learns that the call was forwarded.',
  },
  {
    name: 'Pause',
    description: 'An agent of a queue paused.',
    whenMissing: 'The application never learns that the agent paused.',
    family: 'System',
    dialog: null,
  },
];

function callFailed(rows: ReportRows, source: SourceTag): Method {
  const reason = field('reason', source, 'SIP answer with which the call failed, in words.', {
    presence: 'usual',
    values: {
      extent: 'examples',
      ignoreCase: true,
      values: [
        '404 NOT found',
        '480',
        '484',
        '486 Busy Here',
        '487 Request Terminated',
        '503 Service Unavailable',
        '603 Declined',
      ],
    },
  });
  return report(
    {
      name: 'CallFailed',
      description: 'The call did not come about.',
      whenMissing: 'The application never learns that the call failed, nor why.',
    },
    [...rows.head(source), reason, ...parties(source), serialNumber(source)],
    source,
  );
}

function newCdr(rows: ReportRows, source: SourceTag): Method {
  return report(
    {
      name: 'NewCdr',
      family: 'Records',
      description: 'Record of a call, after its end.',
      whenMissing: 'The application has no record of the call and cannot bill it.',
    },
    [
      ...rows.head(source),
      field('timestart', source, 'When the call began: date and time of the PBX.', { presence: 'usual' }),
      field('callfrom', source, 'Who called.', { ...partOf('caller'), presence: 'usual' }),
      field('callto', source, 'Who was called.', { ...partOf('callee'), presence: 'usual' }),
      field('callduraction', source, 'Seconds from the beginning to the end (spelt so by the vendor).', {
        ...COUNT,
        aliases: ['callduration'],
        presence: 'usual',
      }),
      field('talkduraction', source, 'Seconds of talk (spelt so by the vendor).', {
        ...COUNT,
        aliases: ['talkduration'],
        presence: 'usual',
      }),
      field('srctrunkname', source, 'Trunk through which the call came in.', PERSONAL),
      field('desttrunkname', source, 'Trunk through which the call went out.', {
        ...PERSONAL,
        aliases: ['dsttrunkname', 'dsttrcunkname'],
      }),
      field('pincode', source, 'PIN with which the call was allowed.', { secret: 'value' }),
      field('status', source, 'How the call ended.', {
        presence: 'usual',
        values: {
          extent: 'open',
          ignoreCase: true,
          values: ['ANSWERED', 'NO ANSWER', 'BUSY', 'FAILED', 'VOICEMAIL'],
        },
      }),
      field('type', source, 'Where the call came from and went to.', {
        presence: 'usual',
        values: { extent: 'open', ignoreCase: true, values: ['Internal', 'Inbound', 'Outbound'] },
      }),
      field('recording', source, 'Name of the recording.'),
      field('didnumber', source, 'Number that was dialled from outside.', partOf('other')),
      field('agentringtime', source, "Seconds for which the agent's telephone rang.", COUNT),
      serialNumber(source),
    ],
    source,
  );
}

function systemReports(rows: ReportRows, source: SourceTag): readonly Method[] {
  const system = { family: 'System', dialog: null } as const;
  return [
    report(
      {
        ...system,
        name: 'ExtensionStatus',
        description: 'The state of an extension changed.',
        whenMissing: 'The application shows extensions in a state that they are no longer in.',
      },
      [
        rows.action(source),
        field('extension', source, 'Number of the extension.', {
          ...COUNT,
          ...partOf('other'),
          presence: 'key',
        }),
        field('status', source, 'New state of the extension.', {
          presence: 'key',
          values: {
            extent: 'open',
            ignoreCase: true,
            values: ['Registered', 'Unregistered', 'Idle', 'Ringing', 'Busy', 'InUse', 'Unavailable', 'Hold'],
          },
        }),
        serialNumber(source),
      ],
      source,
    ),
    report(
      {
        ...system,
        name: 'BootUp',
        description: 'The PBX started.',
        whenMissing:
          'The application does not log in again after the PBX restarted, and gets no more reports.',
      },
      [rows.action(source), serialNumber(source)],
      source,
    ),
    report(
      {
        ...system,
        name: 'ConfigChange',
        description: 'An extension or a trunk was added, changed or removed.',
        whenMissing: 'The application goes on with extensions and trunks as they were.',
      },
      [
        rows.action(source),
        field('type', source, 'What was changed.', {
          presence: 'usual',
          values: { extent: 'open', ignoreCase: true, values: ['extension', 'trunk'] },
        }),
        field('extid', source, 'The extension that was changed.', {
          ...partOf('other'),
          types: ['string', 'array', 'integer'],
          items: ['string', 'integer'],
        }),
        field('trunkname', source, 'The trunk that was changed.', PERSONAL),
        field('operation', source, 'What was done.', {
          presence: 'usual',
          values: { extent: 'open', ignoreCase: true, values: ['add', 'del', 'update'] },
        }),
        serialNumber(source),
      ],
      source,
    ),
  ];
}

export interface ReportRows {
  readonly action: (source: SourceTag) => Parameter;
  readonly head: (source: SourceTag) => readonly Parameter[];
}

/** The reports that a system has beside the common ones, or in place of those with the same name. */
export type OwnReports = (rows: ReportRows) => readonly Method[];

/** All reports of a system. `actionAliases`: other members that may name the report. */
export function pbxReports(
  sources: ReportSources,
  actionAliases: readonly string[],
  ownReports: OwnReports = () => [],
): readonly Method[] {
  const rows: ReportRows = {
    action: (source) => action(source, actionAliases),
    head: (source) => [action(source, actionAliases), callid(source)],
  };
  const ofCall = (source: SourceTag, extensions?: readonly PartyRole[]): readonly Parameter[] => [
    ...rows.head(source),
    ...parties(source, extensions),
    serialNumber(source),
  ];
  const own = ownReports(rows);
  const common = [
    ...CALL_REPORTS.map(({ from, extensions, ...described }) =>
      report(described, ofCall(sources[from], extensions), sources[from]),
    ),
    callFailed(rows, sources.calls),
    newCdr(rows, sources.records),
    ...systemReports(rows, sources.system),
    ...NAMED_REPORTS.map((described) =>
      report(
        described,
        // Of their bodies only the word is known that names the report.
        [
          rows.action(sources.named),
          { ...callid(sources.named), presence: 'optional' },
          ...parties(sources.named),
          serialNumber(sources.named),
        ],
        sources.named,
      ),
    ),
  ];
  const taken = new Set(own.map(({ name }) => name));
  return [...common.filter(({ name }) => !taken.has(name)), ...own];
}
