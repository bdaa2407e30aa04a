/** What the backend does wrong. */
import { methodFacts } from '../methods.ts';
import {
  type Act,
  laterInFlow,
  MILLISECOND,
  type Plan,
  pickAct,
  SECOND,
  withAct,
  withoutActs,
} from '../plan.ts';
import {
  configured,
  delayed,
  type Fault,
  failed,
  flawed,
  idOf,
  isWcs,
  mustFind,
  named,
  newlyMissing,
  turnedDown,
} from './fault.ts';

const HTML = '<!DOCTYPE html><html><body><h1>It works</h1></body></html>\n';

const refusedConnect: Fault = {
  name: 'refused connect',
  apply(plan, random) {
    const connect = pickAct(plan, random, (act) => act.type === 1);
    if (connect === null) return null;
    const status = random.pick([403, 403, 401, 404, 500, 502]);
    const told = random.pick([
      ['FAILED', 'DISCONNECTED'],
      ['FAILED', 'DISCONNECTED'],
      ['FAILED'],
      [],
    ] as const);
    const changed = turnedDown(
      withAct(plan, {
        ...connect,
        answer: { kind: 'status', status, ...(status >= 500 ? { body: HTML } : {}) },
      }),
      connect,
      0,
      told,
    );
    return {
      plan: changed,
      told: `connect answered ${status}, then ${told.join(', ') || 'nothing'}: ${named(connect)}`,
      must: [mustFind(connect, 'answer/status'), ...newlyMissing(plan, changed)],
    };
  },
};

/** Direct invocations after which a dialog, or nothing but their own events, comes. */
const REFUSABLE = new Set(
  'call OnCallEvent publishStream playStream sendMessage sendData hangup unPublishStream stopStream transfer pauseStream snapshot subscribe sendXcapRequest sendBugReport sessionDebug sendDTMF OnDataEvent'.split(
    ' ',
  ),
);

export function isRefusable(plan: Plan, act: Act): boolean {
  return isWcs(plan, act) && REFUSABLE.has(methodFacts(act.method).name) && act.answer.kind === 'mirrored';
}

/** What does not come about where an invocation is stopped: the rest of what it began, or its own events. */
export function effectsOf(plan: Plan, act: Act): readonly Act[] {
  const later = laterInFlow(plan, act);
  const begins = !plan.acts.some((other) => other.flow === act.flow && other.id < act.id);
  if (begins) return later;
  const next = later.findIndex((other) => other.type !== 3 || other.method === 'StreamKeepAliveEvent');
  return next < 0 ? later : later.slice(0, next);
}

const refusedUnderFail: Fault = {
  name: '403 under FAIL',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isRefusable(plan, one));
    if (act === null) return null;
    const method = random.chance(0.8) ? act.method : methodFacts(act.method).name;
    const changed = configured(plan, act, method, { restOnError: 'FAIL' });
    if (changed === null) return null;
    const status = random.pick([403, 403, 500]);
    const stopped = withoutActs(changed, effectsOf(changed, act));
    return {
      plan: withAct(stopped, { ...act, answer: { kind: 'status', status } }),
      told: `answered ${status} under FAIL: ${named(act)}`,
      must: [mustFind(act, 'answer/status')],
    };
  },
};

const refusedUnderLog: Fault = {
  name: '403 under LOG',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isRefusable(plan, one));
    if (act === null) return null;
    const explicit = random.chance(0.4) ? configured(plan, act, act.method, { restOnError: 'LOG' }) : plan;
    if (explicit === null) return null;
    return {
      plan: withAct(explicit, {
        ...act,
        answer: { kind: 'status', status: random.pick([403, 401, 500, 503]) },
      }),
      told: `refused under LOG: ${named(act)}`,
      must: [mustFind(act, 'answer/status')],
    };
  },
};

/** The documented way to end a stream (vendor's page "Stopping the video stream on the server side"). */
const refusedKeepAlive: Fault = {
  name: '403 on a keep-alive under FAIL',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.method === 'StreamKeepAliveEvent');
    if (act === null) return null;
    const changed = configured(plan, act, 'StreamKeepAliveEvent', { restOnError: 'FAIL' });
    if (changed === null) return null;
    const later = laterInFlow(changed, act);
    const end = later.at(-1);
    if (end === undefined) return null;
    const stopped = withoutActs(
      changed,
      later.filter((one) => one !== end),
    );
    const ended = withAct(stopped, { ...end, at: act.at + 80 * MILLISECOND });
    return {
      plan: withAct(ended, { ...act, answer: { kind: 'status', status: 403 } }),
      told: `ended by 403: ${named(act)}`,
      must: [mustFind(act, 'answer/status')],
    };
  },
};

const failedEvent: Fault = {
  name: '500 on an event',
  apply(plan, random) {
    const act = pickAct(
      plan,
      random,
      (one) => one.type === 3 && isWcs(plan, one) && one.answer.kind === 'mirrored',
    );
    if (act === null) return null;
    const answer = { kind: 'status', status: 500, body: HTML, contentType: 'text/html' } as const;
    return {
      plan: withAct(plan, { ...act, answer }),
      told: `answered 500: ${named(act)}`,
      must: [{ rule: 'answer/status', method: act.method, session: idOf(act) }],
    };
  },
};

const noAnswer: Fault = {
  name: 'no answer',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => one.answer.kind === 'mirrored');
    if (act === null) return null;
    const end = random.pick(['server-closes', 'server-resets', 'client-closes', 'open'] as const);
    const waits = end === 'client-closes' || end === 'open';
    const delay = waits ? 15 * SECOND : random.between(50, 4000) * MILLISECOND;
    const silent = { ...act, answer: { kind: 'silence', delay, end } as const };
    return {
      plan: withAct(failed(plan, act, delay), silent),
      told: `no answer (${end}): ${named(act)}`,
      must: [mustFind(act, end === 'server-resets' ? 'transport/reset' : 'answer/none')],
    };
  },
};

const slowAnswer: Fault = {
  name: 'slow answer',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isWcs(plan, one) && one.answer.kind === 'mirrored');
    if (act === null) return null;
    const delay = random.pick([11, 16]) * SECOND;
    const after = delayed(plan, act, delay);
    return {
      plan: withAct(after, { ...act, answer: { ...act.answer, kind: 'mirrored', delay } }),
      told: `answered after ${delay / SECOND} s: ${named(act)}`,
      must: [mustFind(act, 'answer/slow')],
    };
  },
};

const answerNotJson: Fault = {
  name: 'answer that is not JSON',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isWcs(plan, one) && one.answer.kind === 'mirrored');
    if (act === null) return null;
    const [body, contentType] = random.pick([
      [HTML, 'text/html; charset=utf-8'],
      ['OK', 'text/plain'],
      ['', 'application/json'],
      ['[]', 'application/json'],
      ['<b>Notice</b>: Undefined index in /var/www/hook.php<br/>{"status":"ok"}', 'text/html'],
    ] as const);
    const answer = { kind: 'status', status: 200, body, contentType } as const;
    return {
      plan: withAct(plan, flawed(act, 'answer/not-json', 'warning', { answer })),
      told: `answered ${JSON.stringify(body.slice(0, 20))}: ${named(act)}`,
      must: [mustFind(act, 'answer/not-json')],
    };
  },
};

const contextChanged: Fault = {
  name: 'context changed in the answer',
  apply(plan, random) {
    const act = pickAct(plan, random, (one) => isWcs(plan, one) && one.answer.kind === 'mirrored');
    if (act === null) return null;
    const name = random.pick(['nodeId', 'sessionId', 'appKey']);
    const answer = { kind: 'mirrored', changes: { [name]: 'another' } } as const;
    return {
      plan: withAct(plan, flawed(act, 'answer/context-changed', 'warning', { answer })),
      told: `${name} changed in the answer: ${named(act)}`,
      must: [mustFind(act, 'answer/context-changed')],
    };
  },
};

/** The answer changes what the configuration does not let it change; or lets it, and then nothing is to be said. */
const mirrorChanged: Fault = {
  name: 'changes in the answer',
  apply(plan, random) {
    const act = pickAct(
      plan,
      random,
      (one) => isWcs(plan, one) && one.type !== 1 && one.answer.kind === 'mirrored',
    );
    if (act === null) return null;
    const answer = { kind: 'mirrored', changes: { caller: 'somebody else', bitrate: 500 } } as const;
    const names = 'caller, bitrate';
    const allowed = random.chance(0.4)
      ? configured(plan, act, act.method, { restPolicy: 'OVERWRITE', restOverwrite: names })
      : null;
    return allowed === null
      ? {
          plan: withAct(plan, { ...act, answer }),
          told: `changed in the answer: ${named(act)}`,
          must: [mustFind(act, 'answer/not-mirrored')],
        }
      : { plan: withAct(allowed, { ...act, answer }), told: `overwritten: ${named(act)}`, must: [] };
  },
};

export const ANSWER_FAULTS: readonly Fault[] = [
  refusedConnect,
  refusedUnderFail,
  refusedUnderLog,
  // Few plans have keep-alives.
  refusedKeepAlive,
  refusedKeepAlive,
  failedEvent,
  noAnswer,
  slowAnswer,
  answerNotJson,
  contextChanged,
  mirrorChanged,
];
