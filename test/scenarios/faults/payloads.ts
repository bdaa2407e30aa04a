/** Calls whose payload, or the form in which it is sent, is not as it should be. */
import { contextOf, hookPost, type JsonObject, type JsonValue } from '../../../samples/hooks/index.ts';
import { methodFacts } from '../methods.ts';
import { type Act, ActNumbers, type Plan, pickAct, withAct, withFurther } from '../plan.ts';
import { type Fault, flawed, isWcs, mustFind, named } from './fault.ts';

function hasMember(act: Act, name: string): boolean {
  return Object.hasOwn(act.payload, name);
}

function isFresh(plan: Plan, act: Act): boolean {
  return isWcs(plan, act) && act.answer.kind === 'mirrored' && act.body === undefined;
}

/** Calls that the vendor's table gives the parameters without which they are of no use. */
const TABLED = new Set(
  'connect ConnectionStatusEvent RegistrationStatusEvent call CallStatusEvent OnCallEvent answer hangup hold unhold transfer TransferStatusEvent publishStream playStream unPublishStream stopStream StreamStatusEvent StreamKeepAliveEvent sendMessage MessageStatusEvent OnMessageEvent sendData DataStatusEvent'.split(
    ' ',
  ),
);

const missingParameter: Fault = {
  name: 'missing parameter',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isFresh(plan, one) && TABLED.has(one.method));
    if (act === null) return null;
    const { dialog } = methodFacts(act.method);
    const isStatusEvent = act.method.endsWith('StatusEvent');
    const name = random.pick([
      ...(dialog === null ? [] : [dialog, dialog]),
      ...(isStatusEvent ? ['status', 'status'] : []),
      'sessionId',
      'appKey',
      'nodeId',
    ]);
    if (!hasMember(act, name)) return null;
    const { [name]: _gone, ...rest } = act.payload;
    const [how, payload] = random.pick<readonly [string, JsonObject]>([
      ['absent', rest],
      ['absent', rest],
      ['empty', { ...act.payload, [name]: '' }],
      ['null', { ...act.payload, [name]: null }],
    ]);
    const changed = flawed(act, 'payload/missing', 'error', { payload });
    return {
      plan: withAct(plan, changed),
      told: `${name} ${how}: ${named(act)}`,
      must: [{ rule: 'payload/missing', method: methodFacts(act.method).name }],
    };
  },
};

/** Values of another type than the vendor's table and all payloads have (domain facts 5.2). */
const WRONG_TYPES: readonly (readonly [name: string, value: JsonValue])[] = [
  ['hasVideo', 'false'],
  ['hasAudio', 1],
  ['incoming', 'true'],
  ['record', 'no'],
  ['published', 'yes'],
  ['sipRegisterRequired', 'true'],
  ['mediaProviders', 'WebRTC'],
  ['isMsrp', 0],
  ['sdp', {}],
  ['caller', ['1001']],
  ['status', 7],
  ['callId', 12_345],
  ['mediaSessionId', false],
  ['sipMessageRaw', {}],
];

const wrongType: Fault = {
  name: 'wrong type',
  apply(plan, random) {
    const [name, value] = random.pick(WRONG_TYPES);
    const act = pickAct(
      plan,
      random,
      (one) => isFresh(plan, one) && TABLED.has(one.method) && hasMember(one, name),
    );
    if (act === null) return null;
    const payload = { ...act.payload, [name]: value };
    return {
      plan: withAct(plan, flawed(act, 'payload/type', 'error', { payload })),
      told: `${name} is ${JSON.stringify(value)}: ${named(act)}`,
      must: [mustFind(act, 'payload/type')],
    };
  },
};

const brokenJson: Fault = {
  name: 'broken JSON',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isFresh(plan, one));
    if (act === null) return null;
    const members = Object.entries(act.payload);
    const kept = random.between(Math.min(4, members.length), members.length);
    const text = (part: typeof members): string =>
      part.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',');
    const readable = Object.fromEntries(members.slice(0, kept));
    const body = `{${text(members.slice(0, kept))},,${text(members.slice(kept))}`;
    const rejects = act.type !== 1 && random.chance(0.5);
    const broken = flawed(act, 'payload/not-json', 'error', { payload: readable, body });
    return {
      plan: withAct(
        plan,
        rejects
          ? { ...broken, answer: { kind: 'status', status: 400 } }
          : flawed(broken, 'answer/not-json', 'warning'),
      ),
      told: `JSON broken after ${kept} of ${members.length} members: ${named(act)}`,
      must: [{ rule: 'payload/not-json' }],
    };
  },
};

const unknownParameter: Fault = {
  name: 'unknown parameter',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isFresh(plan, one));
    if (act === null) return null;
    const payload = { ...act.payload, parameterOfTheFuture: random.pick([1, 'x', true, { a: [] }]) };
    return {
      plan: withAct(plan, flawed(act, 'payload/undocumented', 'note', { payload })),
      told: `a parameter of the future: ${named(act)}`,
      must: [mustFind(act, 'payload/undocumented')],
    };
  },
};

const unknownStatus: Fault = {
  name: 'unknown status',
  apply(plan, random) {
    const act = pickAct(
      plan,
      random,
      (one) => isFresh(plan, one) && /^(?:Call|Stream|Message|Data)StatusEvent$/.test(one.method),
    );
    if (act === null) return null;
    const payload = { ...act.payload, status: 'STATE_OF_THE_FUTURE' };
    return {
      plan: withAct(plan, flawed(act, 'payload/value', 'note', { payload })),
      told: `a status of the future: ${named(act)}`,
      must: [mustFind(act, 'payload/value')],
    };
  },
};

const unknownMethod: Fault = {
  name: 'unknown method',
  apply(plan, random) {
    const beside = pickAct(plan, random, (one) => isFresh(plan, one) && one.method !== 'connect');
    if (beside === null || beside.session === null) return null;
    const post = hookPost(beside.at + 21_000, 'HookOfTheFuture', {
      ...contextOf(beside.session),
      status: 'ANY',
    });
    const act = new ActNumbers().act(post, beside);
    return {
      plan: withFurther(plan, [flawed(act, 'hooks/unknown-method', 'note')]),
      told: `a method of the future beside ${named(beside)}`,
      must: [mustFind(act, 'hooks/unknown-method')],
    };
  },
};

const wrongHttpMethod: Fault = {
  name: 'wrong HTTP method',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isFresh(plan, one));
    if (act === null) return null;
    const httpMethod = random.pick(['PUT', 'GET', 'PATCH']);
    return {
      plan: withAct(plan, flawed(act, 'http/method', 'warning', { httpMethod })),
      told: `sent by ${httpMethod}: ${named(act)}`,
      must: [mustFind(act, 'http/method')],
    };
  },
};

const wrongContentType: Fault = {
  name: 'wrong content type',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isFresh(plan, one));
    if (act === null) return null;
    const contentType = random.pick(['text/plain', 'application/x-www-form-urlencoded', null]);
    return {
      plan: withAct(plan, flawed(act, 'http/content-type', 'warning', { contentType })),
      told: `sent as ${contentType}: ${named(act)}`,
      must: [mustFind(act, 'http/content-type')],
    };
  },
};

export const PAYLOAD_FAULTS: readonly Fault[] = [
  missingParameter,
  missingParameter,
  wrongType,
  brokenJson,
  unknownParameter,
  unknownStatus,
  unknownMethod,
  wrongHttpMethod,
  wrongContentType,
];
