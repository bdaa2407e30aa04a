/** Events about calls. A name has the number of the event, by which the documents of the vendor speak of it. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import type { SourceTag } from '../sources.ts';
import { CALL_DIALOG, callId, INTEGER, members, OPTIONAL, PERSON, rows, told } from './parameters.ts';

type Described = Pick<Method, 'name' | 'description' | 'whenMissing'> & Partial<Method>;

function event(number: number, described: Described, own: readonly Parameter[], source: SourceTag): Method {
  return {
    aliases: [String(number)],
    role: 'event',
    family: 'Calls',
    refusal: 'no',
    dialog: CALL_DIALOG,
    parameters: rows([callId(source), ...own]),
    source,
    ...described,
  };
}

const SIDES = ['extension', 'inbound', 'outbound'] as const;
const OPEN = { openMembers: true } as const;

const FAILURES = [
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
  '603 Declined',
] as const;

const text = (name: string, description: string, further: Partial<Parameter> = {}): Parameter =>
  told(name, 'YP-CDR', description, further);

const oneOf = (...values: readonly string[]): Partial<Parameter> => ({
  values: { extent: 'open', ignoreCase: true, values },
});

const RECORD: readonly Parameter[] = [
  text('time_start', 'When the call began: date and time of the PBX.'),
  text('call_from', 'Who called.', { ...PERSON, party: 'caller' }),
  text('call_to', 'Who was called.', { ...PERSON, party: 'callee' }),
  text('call_duration', 'Seconds from the beginning to the end.', INTEGER),
  text('talk_duration', 'Seconds of talk.', INTEGER),
  text('src_trunk_name', 'Trunk through which the call came in.', PERSON),
  text('dst_trunk_name', 'Trunk through which the call went out.', PERSON),
  text('pin_code', 'PIN with which the call was allowed.', { secret: 'value' }),
  text('status', 'How the call ended.', oneOf('ANSWERED', 'NO ANSWER', 'BUSY', 'VOICEMAIL')),
  text('type', 'Where the call came from and went to.', {
    ...oneOf('Internal', 'Inbound', 'Outbound'),
    name: 'cdr_type',
    paths: [['msg', 'type']],
  }),
  text('recording', 'Name of the recording.'),
  text('did_number', 'Number that was dialled from outside.', { ...PERSON, party: 'other' }),
  text('did_name', 'Name of that number.', PERSON),
  text('agent_ring_time', "Seconds for which the agent's telephone rang.", INTEGER),
  text('uid', 'Tells the record from all others.'),
  text('call_note_id', 'Tells the note about the call from others.', OPTIONAL),
  text('enb_call_note', 'Whether the call has a note: 1 or 0.', { ...INTEGER, ...OPTIONAL }),
];

export const CALL_EVENTS: readonly Method[] = [
  event(
    30_011,
    {
      name: '30011-call-status',
      statusParameter: 'member_status',
      description: 'The state of a call changed. It comes only of extensions and trunks that are monitored.',
      whenMissing: 'The application never learns the state of the call.',
    },
    members('Y-P-SERIES', SIDES),
    'Y-P-SERIES',
  ),
  event(
    30_012,
    {
      name: '30012-new-cdr',
      family: 'Records',
      description: 'Record of a call, after its end.',
      whenMissing: 'The application has no record of the call and cannot bill it.',
    },
    RECORD,
    'YP-CDR',
  ),
  event(
    30_013,
    {
      ...OPEN,
      name: '30013-call-transfer',
      description: 'A call was transferred. Its members are not known from a document.',
      whenMissing: 'The application never learns that the call was transferred.',
    },
    members('YP-NAMED', SIDES),
    'YP-NAMED',
  ),
  event(
    30_014,
    {
      ...OPEN,
      name: '30014-call-forward',
      description: 'A call was forwarded. Its members are not known from a document.',
      whenMissing: 'The application never learns that the call was forwarded.',
    },
    members('YP-NAMED', SIDES),
    'YP-NAMED',
  ),
  event(
    30_015,
    {
      name: '30015-call-failed',
      description: 'A call did not come about.',
      whenMissing: 'The application never learns that the call failed, nor why.',
    },
    [
      told('reason', 'YP-FAILED', 'Why the call failed, in the words of the PBX.', {
        values: { extent: 'examples', ignoreCase: true, values: FAILURES },
      }),
      ...members('YP-FAILED', SIDES),
    ],
    'YP-FAILED',
  ),
  event(
    30_016,
    {
      name: '30016-invitation',
      description:
        'A call came in on a trunk whose calls the application is to direct ("control inbound call" is on for it).',
      whenMissing: 'The application cannot direct the incoming call.',
    },
    members('YP-INVITATION', ['inbound']),
    'YP-INVITATION',
  ),
  event(
    30_017,
    {
      name: '30017-dtmf',
      description: 'A key was pressed during a call.',
      whenMissing: 'The application never learns which key was pressed.',
    },
    [
      ...members('YP-DTMF', SIDES),
      told('info', 'YP-DTMF', 'The key that was pressed.', { personal: 'message' }),
      told('flag', 'YP-DTMF', 'Which key of the call it is, from 0.', INTEGER),
      told('infos', 'YP-DTMF', 'All keys of the call so far.', { personal: 'message' }),
    ],
    'YP-DTMF',
  ),
];
