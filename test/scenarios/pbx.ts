/** Reports of OpenVox and Yeastar PBXs about sound calls (domain facts 7). */
import type { Random } from '../../samples/builder/index.ts';
import { type HookPost, hookPost, type JsonObject } from '../../samples/hooks/index.ts';
import { type Act, type ActNumbers, MILLISECOND, type Party, SECOND } from './plan.ts';

type Kind = 'internal' | 'outgoing' | 'incoming';

interface PbxCall {
  readonly kind: Kind;
  readonly callid: string;
  readonly caller: string;
  readonly callee: string;
  readonly trunk: string;
  readonly leg: string;
}

/** The acts of a few calls of one PBX. Numbers do not come again within a capture. */
export function pbxCalls(
  random: Random,
  system: Party['system'],
  party: number,
  numbers: ActNumbers,
): readonly Act[] {
  const acts: Act[] = [];
  const noTarget = system === 'openvox' && random.chance(0.5);
  let at = random.between(12, 60) * SECOND;
  for (let count = random.between(1, 4), index = 0; index < count; index += 1) {
    const id = 1_700_000_000 + Math.round(at / SECOND);
    const call: PbxCall = {
      kind: random.pick(['internal', 'outgoing', 'incoming'] as const),
      callid: `${id}.${1000 + index * 7}`,
      leg: `${id}.${1001 + index * 7}`,
      caller: String(1000 + index * 20 + random.below(9)),
      callee: String(1010 + index * 20 + random.below(9)),
      trunk: 'trunk-1',
    };
    const posts = course(at, random, system === 'yeastar' ? 'yeastar' : 'openvox', call);
    const flow = numbers.flow();
    for (const post of posts) {
      const act = numbers.act(post, { party, session: null, flow });
      acts.push(noTarget ? { ...act, noTarget, flaws: [{ rule: 'http/no-target', severity: 'note' }] } : act);
    }
    at = (posts.at(-1)?.at ?? at) + random.between(3, 90) * SECOND;
  }
  return acts;
}

function course(
  at: number,
  random: Random,
  system: 'openvox' | 'yeastar',
  call: PbxCall,
): readonly HookPost[] {
  const version2 = system === 'yeastar' && random.chance(0.3);
  const report = (time: number, action: string, body: JsonObject): HookPost =>
    hookPost(time, action, {
      [version2 ? 'event' : 'action']: action,
      ...body,
      // OpenVox leaves it out of the reports of an outgoing call.
      ...(system === 'openvox' && call.kind === 'outgoing' ? {} : { sn: '369192285002' }),
    });
  const callid = { callid: call.callid };
  const [alerted, rung] = random.chance(0.7) ? [at, at + 80 * MILLISECOND] : [at + 60 * MILLISECOND, at];
  const answered = at + random.between(1500, 15_000) * MILLISECOND;
  const over = answered + random.between(2, 40) * SECOND;
  const posts = [
    report(alerted, 'ALERT', { ...callid, ...shape(system, [callerOf(call)]) }),
    report(rung, 'RING', { ...callid, ...shape(system, [calleeOf(call), callerOf(call)]) }),
  ];
  const record = (time: number, status: string): HookPost =>
    report(time, 'NewCdr', {
      ...callid,
      timestart: '2023-11-14 22:13:20',
      callfrom: call.caller,
      callto: call.callee,
      callduraction: '30',
      talkduraction: status === 'ANSWERED' ? '20' : '0',
      status,
      type: { internal: 'Internal', outgoing: 'Outbound', incoming: 'Inbound' }[call.kind],
    });
  if (random.chance(0.25)) {
    const failed = { ...callid, reason: '486 Busy Here', ...shape('openvox', [calleeOf(call)]) };
    return [
      ...posts,
      report(answered, 'CallFailed', failed),
      ...(random.chance(0.5) ? [record(answered + SECOND, 'BUSY')] : []),
    ];
  }
  const both = shape(system, [calleeOf(call), callerOf(call)]);
  posts.push(
    report(answered, 'ANSWER', { ...callid, ...both }),
    report(answered + 30 * MILLISECOND, 'ANSWERED', {
      ...callid,
      ...shape(system, [callerOf(call), calleeOf(call)]),
    }),
    report(over, 'BYE', { ...callid, ...both }),
    report(over + 50 * MILLISECOND, 'BYE', {
      ...(system === 'openvox' && call.kind === 'internal' ? { callid: call.leg } : callid),
      ...shape(system, [callerOf(call), calleeOf(call)]),
    }),
  );
  if (random.chance(0.6)) posts.push(record(over + random.between(300, 4000) * MILLISECOND, 'ANSWERED'));
  if (random.chance(0.3)) {
    posts.push(report(over + 5 * SECOND, 'ExtensionStatus', { extension: call.caller, status: 'Idle' }));
  }
  return posts;
}

interface CallParty {
  readonly name: 'ext' | 'inbound' | 'outbound';
  readonly body: JsonObject;
}

function callerOf(call: PbxCall): CallParty {
  if (call.kind !== 'incoming') return { name: 'ext', body: { extid: call.caller } };
  const { caller, callee, trunk, leg } = call;
  return { name: 'inbound', body: { from: caller, to: callee, trunk, inboundid: leg } };
}

function calleeOf(call: PbxCall): CallParty {
  if (call.kind !== 'outgoing') return { name: 'ext', body: { extid: call.callee } };
  const { caller, callee, trunk, callid } = call;
  return { name: 'outbound', body: { from: caller, to: callee, trunk, outboundid: callid } };
}

/** Yeastar lists the parties in an array; OpenVox writes them as members, two extensions as one list. */
function shape(system: 'openvox' | 'yeastar', parties: readonly CallParty[]): JsonObject {
  if (system === 'yeastar') return { call: parties.map(({ name, body }) => ({ [name]: body })) };
  const extensions = parties.flatMap(({ name, body }) => (name === 'ext' ? [body.extid ?? null] : []));
  const members: Record<string, JsonObject> = {};
  for (const { name, body } of parties) {
    members[name] = name === 'ext' && extensions.length > 1 ? { extid: extensions } : body;
  }
  return members;
}
