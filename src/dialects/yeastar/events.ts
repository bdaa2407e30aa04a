/**
 * Events of the second version of the interface (S-series v2, K2 and Cloud PBX v2), which are named by `event` and have the parties
 * of a call in the array `members`; and the report DTMF of the first. Where the tables say Integer, their examples print strings:
 * both are taken.
 */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { COUNT, field, PERSONAL, parties, partOf, serialNumber } from '../pbx/parameters.ts';
import { type OwnReports, type ReportRows, report } from '../pbx/reports.ts';
import type { SourceTag } from '../sources.ts';

type Side = 'ext' | 'inbound' | 'outbound';

/** The parties of a call in the second version: objects with one member each, which says what kind of party it is. */
function members(source: SourceTag, sides: readonly Side[]): readonly Parameter[] {
  const within = (side: Side, member: string, description: string, further: Partial<Parameter>): Parameter =>
    field(`members.${side}.${member}`, source, description, {
      paths: [['members', '*', side, member]],
      ...further,
    });
  return [
    field('members', source, 'The parties: objects with one member each.', {
      types: ['array', 'object'],
      items: ['object'],
      presence: 'usual',
    }),
    ...sides.flatMap((side) => [
      ...(side === 'ext'
        ? [within(side, 'number', 'Number of the extension.', { ...COUNT, ...partOf('other') })]
        : [
            within(side, 'from', 'Number of the caller.', { ...COUNT, ...partOf('caller') }),
            within(side, 'to', 'Number that is called.', { ...COUNT, ...partOf('callee') }),
            within(side, 'trunkname', 'Trunk through which the call goes.', PERSONAL),
          ]),
      within(side, 'channelid', 'Tells the channel from others.', COUNT),
      within(side, 'memberstatus', 'State of the party in the call.', {
        values: {
          extent: 'examples',
          ignoreCase: true,
          values: ['ALERT', 'RING', 'ANSWERED', 'ANSWER', 'HOLD', 'BYE'],
        },
      }),
      ...(side === 'ext' ? [within(side, 'callpath', 'Way that the call has taken.', {})] : []),
    ]),
  ];
}

const ALL_SIDES = ['ext', 'inbound', 'outbound'] as const;

const DIGITS = { personal: 'message' } as const satisfies Partial<Parameter>;

/** Reasons of both versions; the first has 487 too. */
const REASONS = [
  'NO Dial Permission',
  'NO Outbound Restrictin',
  'Circuit/channel congestion',
  'DND',
  'Line Unreachable',
  'User Busy',
  '410 Gone',
  '404 NOT found',
  '408 Request Time',
  '480 Temporatily Unavailable',
  '484 Address incomplete',
  '486 Busy here',
  '487 Request Terminated',
  '503 Service Unavailable',
  '603 Declined',
] as const;

const callStatus = ({ head }: ReportRows): Method =>
  report(
    {
      name: 'CallStatus',
      description:
        'The state of a call changed (second version of the interface). It comes only where the status monitor of the extension or trunk is on.',
      whenMissing: 'The application never learns the state of the call.',
    },
    [...head('Y2-CALL-STATUS'), ...members('Y2-CALL-STATUS', ALL_SIDES), serialNumber('Y2-CALL-STATUS')],
    'Y2-CALL-STATUS',
  );

/** The first version calls it Incoming, the second Invite: the same purpose, with other members. */
const invitation = ({ head }: ReportRows): Method =>
  report(
    {
      name: 'Incoming',
      aliases: ['Invite'],
      description:
        'A call came in on a trunk whose calls the application is to direct; the second version calls it Invite.',
      whenMissing: 'The application cannot direct the incoming call.',
    },
    [
      ...head('Y-CALLS'),
      ...parties('Y-CALLS'),
      ...members('Y2-INVITE', ['inbound']).map(optional),
      serialNumber('Y-CALLS'),
    ],
    'Y-CALLS',
  );

const promptEnd = ({ head }: ReportRows): Method =>
  report(
    {
      name: 'PlayPromptEnd',
      description: 'A prompt was played to its end.',
      whenMissing: 'The application never learns that the prompt has ended.',
    },
    [
      ...head('Y2-PROMPT-END'),
      ...members('Y2-PROMPT-END', ALL_SIDES),
      field('prompt', 'Y2-PROMPT-END', 'The prompt that was played.', { types: ['object', 'string'] }),
      field('ivr', 'Y2-PROMPT-END', 'The voice menu that was played.', { types: ['object', 'string'] }),
      serialNumber('Y2-PROMPT-END'),
    ],
    'Y2-PROMPT-END',
  );

const satisfaction = ({ head }: ReportRows): Method =>
  report(
    {
      name: 'Satisfaction',
      description: 'A caller gave his opinion after the call; the event is written in small letters.',
      whenMissing: "The application never gets the caller's opinion.",
    },
    [
      ...head('Y2-SATISFACTION'),
      field('surveyresult', 'Y2-SATISFACTION', 'The opinion: the key that was pressed.', {
        ...COUNT,
        presence: 'usual',
      }),
      serialNumber('Y2-SATISFACTION'),
    ],
    'Y2-SATISFACTION',
  );

const callFailed = ({ head }: ReportRows): Method =>
  report(
    {
      name: 'CallFailed',
      description: 'The call did not come about. A call that went to voice mail does not count.',
      whenMissing: 'The application never learns that the call failed, nor why.',
    },
    [
      ...head('Y-CALL-FAILURE'),
      field('reason', 'Y-CALL-FAILURE', 'Why the call failed, in the words of the PBX.', {
        presence: 'usual',
        values: { extent: 'examples', ignoreCase: true, values: REASONS },
      }),
      ...parties('Y-CALL-FAILURE'),
      ...members('Y2-CALL-FAILED', ['ext']).map(optional),
      serialNumber('Y-CALL-FAILURE'),
    ],
    'Y-CALL-FAILURE',
  );

const dtmf = ({ head }: ReportRows): Method =>
  report(
    {
      name: 'DTMF',
      description: 'A key was pressed during a call.',
      whenMissing: 'The application never learns which key was pressed.',
    },
    [
      ...head('Y-DTMF'),
      ...parties('Y-DTMF'),
      field('info', 'Y-DTMF', 'The key that was pressed.', { ...COUNT, ...DIGITS, presence: 'usual' }),
      field('flag', 'Y-DTMF', 'Which key of the call it is, from 0.', { ...COUNT, presence: 'usual' }),
      field('infos', 'Y-DTMF', 'All keys of the call so far.', { ...COUNT, ...DIGITS, presence: 'usual' }),
      serialNumber('Y-DTMF'),
    ],
    'Y-DTMF',
  );

/** Of a report that both versions have, only one of them has the row. */
function optional(row: Parameter): Parameter {
  return { ...row, presence: 'optional' };
}

export const YEASTAR_EVENTS: OwnReports = (rows) => [
  callStatus(rows),
  invitation(rows),
  promptEnd(rows),
  satisfaction(rows),
  callFailed(rows),
  dtmf(rows),
];
