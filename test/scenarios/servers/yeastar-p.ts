/** A Yeastar P-series PBX, by its documents: calls from ringing to their record, and states of extensions. */
import type { Random } from '../../../samples/builder/index.ts';
import { type JsonObject, yeastarPEvent, yeastarPRequest } from '../../../samples/hooks/index.ts';
import type { CourseHook, ServerHook, ServerProfile } from './server.ts';

const NAMES: Readonly<Record<number, string>> = {
  30008: '30008-extension-call-status',
  30011: '30011-call-status',
  30012: '30012-new-cdr',
};

function hook(
  type: number,
  message: JsonObject,
  call: string | null,
  status: string | null = null,
): ServerHook {
  return { method: NAMES[type] ?? '', payload: yeastarPEvent(type, message), keys: { call, status } };
}

export const YEASTAR_P: ServerProfile = {
  dialect: 'yeastar-p',
  port: 8260,
  connections: 'per-hook',
  write: ({ payload }, host) =>
    yeastarPRequest(host, '/pbx/events', payload, 'an invented secret of 32 letters'),
  accepted: () => ({ status: 200, body: '{"errcode":0}' }),
  bad: {
    refusal: [],
    body: [],
    status: [
      { status: 404, body: '' },
      { status: 500, body: '' },
      { status: 403, body: '' },
    ],
  },
  isJudged: () => true,
  timeoutSeconds: null,
  retry: null,
  isEvent: () => true,
  // The documents give no time from one event to another.
  pairs: [],
  course,
};

function course(random: Random, number: number): readonly CourseHook[] {
  const extension = String(1000 + number);
  if (random.chance(0.2)) return [{ at: 0, hook: hook(30008, { extension, status: 'Ringing' }, null) }];
  const call = `1700000${100 + number}.${random.below(1000)}`;
  const talk = random.between(2000, 60_000) / 1000;
  const member = (status: string): ServerHook =>
    hook(
      30011,
      {
        call_id: call,
        members: [
          {
            extension: {
              number: extension,
              channel_id: `PJSIP/${extension}-1`,
              member_status: status,
              call_path: '',
            },
          },
        ],
      },
      call,
      status,
    );
  const record = hook(
    30012,
    {
      call_id: call,
      time_start: '2026-11-30 12:00:00',
      call_from: extension,
      call_to: '2001',
      call_duration: Math.ceil(talk) + 5,
      talk_duration: Math.ceil(talk),
      src_trunk_name: ' ',
      dst_trunk_name: ' ',
      pin_code: ' ',
      status: 'ANSWERED',
      type: 'Internal',
      recording: ' ',
      did_number: ' ',
      agent_ring_time: 0,
      uid: `2026${number}`,
    },
    call,
  );
  return [
    { at: 0, hook: member('RING') },
    { at: 4, hook: member('ANSWER') },
    { at: 4 + talk, hook: member('BYE') },
    { at: 4.4 + talk, hook: record },
  ];
}
