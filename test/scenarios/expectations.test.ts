import { describe, expect, it } from 'vitest';
import { defaultDialect, dialects, type Expectation } from '../../src/dialects/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import {
  CONNECT,
  type Course,
  DISCONNECTED,
  ESTABLISHED,
  type Hook,
  PBX_COURSES,
  SESSION,
  WCS_COURSES,
} from './courses.ts';
import type { Act, MethodSetting } from './plan.ts';
import { type Cue, type Staging, staged } from './stage.ts';

/** Each row of the expectation tables at work: hand-made hooks through the whole program. */

interface Case {
  readonly row: Expectation;
  readonly course: Course;
}

const casesOf = (rows: readonly Expectation[], courses: Readonly<Record<string, Course>>) =>
  rows.map((row): [string, Case] => {
    const course = courses[row.id];
    if (course === undefined) throw new Error(`no course for the row ${row.id}`);
    return [row.id, { row, course }];
  });

const WCS = casesOf(defaultDialect.expectations, WCS_COURSES);
const forward = WCS.filter(([, { row }]) => row.direction === 'forward');
const predecessors = WCS.filter(([, { row }]) => row.direction === 'predecessor');
const direct = WCS.filter(([, { course }]) => course.direct === true);

const LOST = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [index, 'uncaptured' as const]));
const ERRAND: Hook = [
  'pushLogs',
  { nodeId: SESSION.nodeId, sessionId: SESSION.sessionId, appKey: SESSION.appKey },
];

/** The session comes about a minute before the trigger, configured as told. */
function opening(course: Course, config: Record<string, MethodSetting> = {}): readonly Cue[] {
  if (course.ownConnect === true) return [];
  return [
    [-60, CONNECT, { config }],
    [-59.9, ESTABLISHED],
  ];
}

/** The trigger with what belongs to it, and nothing that meets it. */
function lonely(
  course: Course,
  config: Record<string, MethodSetting> = {},
  special: Partial<Act> = {},
): readonly Cue[] {
  const { trigger, answered, before = [], unfit = [] } = course;
  const refused = answered === undefined ? {} : { answer: { kind: 'status', status: answered } as const };
  const own = course.ownConnect === true && Object.keys(config).length > 0 ? { config } : {};
  return [
    ...opening(course, config),
    ...before,
    [0, trigger, { ...refused, ...own, ...special }],
    ...unfit.map((hook): Cue => [1, hook]),
  ];
}

/** Where what meets a row comes by, in seconds from the trigger. */
function usual({ row }: Case): number {
  return row.direction === 'forward' ? 2 : -2;
}

function verdictOf(analysis: Analysis, row: Expectation): string {
  const expected = [...analysis.expectations].filter((one) => one.expectation.id === row.id);
  if (expected.length !== 1) return `${expected.length} expectations`;
  const [{ verdict, cause } = { verdict: 'none', cause: null }] = expected;
  return cause === null || verdict === 'missing' ? verdict : `${verdict}: ${cause}`;
}

/** What is told to be missing after (or before) the row's trigger. */
function missingOf(analysis: Analysis, row: Expectation): readonly (readonly [string | null, string])[] {
  return analysis.findings
    .filter(
      ({ rule, call }) => rule === 'flow/missing-call' && row.after.methods.includes(call?.method ?? ''),
    )
    .map(({ method, severity }) => [method, severity] as const);
}

async function judged(row: Expectation, cues: readonly Cue[], staging: Staging = {}): Promise<string> {
  const analysis = await staged(cues, staging);
  const verdict = verdictOf(analysis, row);
  const told = missingOf(analysis, row);
  expect(told.length > 0).toBe(verdict === 'missing');
  return verdict;
}

describe.each([
  ['flashphoner-wcs', 'wcs', WCS],
  ['openvox', 'openvox', casesOf(dialects.get('openvox')?.expectations ?? [], PBX_COURSES.openvox)],
  ['yeastar', 'yeastar', casesOf(dialects.get('yeastar')?.expectations ?? [], PBX_COURSES.yeastar)],
] as const)('a row of %s', (_, system, cases) => {
  const cuesOf = ({ course }: Case): readonly Cue[] =>
    system === 'wcs' ? lonely(course) : [...(course.before ?? []), [0, course.trigger]];

  /** A session or call that begins with what is expected was under way when the trigger came: nothing is asked. */
  const metBefore = ({ row }: Case): string => (row.after.firstOfKey ? '0 expectations' : 'met');

  it.each(cases)('%s is met by what it expects', async (_id, one) => {
    const { row, course } = one;
    expect(await judged(row, [...cuesOf(one), [usual(one), course.met]], { system })).toBe(metBefore(one));
  });

  it.each(cases)('%s is met at the last moment, and by what was overtaken', async (_id, one) => {
    const { row, course } = one;
    const forwards = row.direction === 'forward';
    const latest = forwards ? row.windowSeconds - 0.1 : -row.windowSeconds + 0.1;
    expect(await judged(row, [...cuesOf(one), [latest, course.met]], { system })).toBe(metBefore(one));
    // What a state has become before it was asked for is no answer, unless it says so itself.
    const early = row.earlyStatuses === undefined || row.id === 'pause-status';
    const overtaken = forwards ? -0.4 : 0.4;
    expect(await judged(row, [...cuesOf(one), [overtaken, course.met]], { system })).toBe(
      early ? 'met' : 'missing',
    );
  });

  it.each(cases)('%s is missing where nothing comes', async (_id, one) => {
    const analysis = await staged(cuesOf(one), { system });
    expect(verdictOf(analysis, one.row)).toBe('missing');
    expect(missingOf(analysis, one.row)).toEqual([[one.row.expect[0]?.method, one.row.severity]]);
  });

  it.each(cases)(
    '%s is late where it comes after its window, and missing where it comes too early',
    async (_id, one) => {
      const { row, course } = one;
      const forwards = row.direction === 'forward';
      const tooLate = forwards ? row.windowSeconds + 1 : 1;
      const analysis = await staged([...cuesOf(one), [tooLate, course.met]], { system });
      expect(verdictOf(analysis, row)).toBe(forwards ? 'late: came-late' : 'missing');
      expect(analysis.findings.some(({ rule }) => rule === 'flow/late-call')).toBe(forwards);
      if (!forwards) return;
      const longBefore = await judged(row, [...cuesOf(one), [-8, course.met]], { system });
      expect(longBefore).toBe(course.metLongBefore === true ? 'met' : 'missing');
    },
  );

  it.each(cases)('%s is inconclusive where the capture ends before its window', async (_id, one) => {
    const to = one.row.direction === 'forward' ? one.row.windowSeconds - 1 : 0.3;
    expect(await judged(one.row, cuesOf(one), { system, to })).toBe('inconclusive: capture-ended');
  });
});

describe('an absence is excused', () => {
  const disabling = WCS.filter(
    ([id]) => !['connect-refused-status', 'connect-before-established'].includes(id),
  );

  it.each(disabling)('%s: by restPolicy, in either spelling', async (_id, { row, course }) => {
    const method = row.expect[0]?.method ?? '';
    for (const restPolicy of ['DISABLE', 'DISABLED']) {
      const cues = lonely(course, { [method]: { restPolicy } });
      expect(await judged(row, cues)).toBe('excused: policy-disabled');
    }
    const others = lonely(course, { [method]: { restPolicy: 'NOTIFY' }, playHLS: { restPolicy: 'DISABLE' } });
    expect(await judged(row, others)).toBe('missing');
  });

  it.each(direct)('%s: by a refusal under FAIL, and not under LOG', async (_id, { row, course }) => {
    const [method] = course.trigger;
    const refused = { answer: { kind: 'status', status: 403 } as const };
    const silent = { answer: { kind: 'silence', delay: 100_000, end: 'server-closes' } as const };
    for (const special of [refused, silent]) {
      const fail = lonely(course, { [method]: { restOnError: 'FAIL' } }, special);
      expect(await judged(row, fail)).toBe('excused: refused-under-fail');
      expect(await judged(row, lonely(course, { [method]: { restOnError: 'LOG' } }, special))).toBe(
        'missing',
      );
      expect(await judged(row, lonely(course, {}, special))).toBe('missing');
    }
    const accepted = lonely(course, { [method]: { restOnError: 'FAIL' } });
    expect(await judged(row, accepted)).toBe('missing');
  });

  // DISCONNECTED is itself what a connect that was accepted leads to.
  const ending = forward.filter(([id]) => id !== 'connect-status');
  it.each(ending)('%s: by the end of the session, within the window only', async (_id, { row, course }) => {
    const within: Cue = [row.windowSeconds - 1, DISCONNECTED];
    expect(await judged(row, [...lonely(course), within])).toBe('excused: session-ended');
    const after: Cue = [row.windowSeconds + 1, DISCONNECTED];
    expect(await judged(row, [...lonely(course), after])).toBe('missing');
  });

  it('not by the end of another session', async () => {
    const { row, course } = casesById('call-status');
    const other: Hook = [DISCONNECTED[0], { ...DISCONNECTED[1], sessionId: 'another' }];
    expect(await judged(row, [...lonely(course), [5, other]])).toBe('missing');
  });
});

describe('an absence is inconclusive', () => {
  it.each(WCS)('%s: where the capture lost packets within the window', async (_id, one) => {
    const { row, course } = one;
    const lost: Cue = [usual(one), ERRAND, { requestMishaps: LOST }];
    const awake: Cue = [row.direction === 'forward' ? row.windowSeconds + 20 : 20, ERRAND];
    expect(await judged(row, [...lonely(course), lost, awake])).toBe('inconclusive: lost-packets');
  });

  it.each(WCS)('%s: and not where it lost them at another time', async (_id, { row, course }) => {
    const lost: Cue = [row.windowSeconds + 20, ERRAND, { requestMishaps: LOST }];
    expect(await judged(row, [...lonely(course), lost])).toBe('missing');
  });

  it.each(WCS)('%s: where the capture counted packets that it lost', async (_id, { row, course }) => {
    expect(await judged(row, lonely(course), { drops: 3 })).toBe('inconclusive: lost-packets');
  });

  it.each(WCS)('%s: where a call was cut before what tells whose it is', async (_id, one) => {
    const { row, course } = one;
    const [method, payload] = course.met;
    const cut: Cue = [usual(one), [method, { padding: 'x'.repeat(6000), ...payload }]];
    expect(await judged(row, [...lonely(course), cut], { snapLength: 4096 })).toBe(
      'inconclusive: unkeyed-call',
    );
  });

  const needStatus = WCS.filter(([, { row }]) => row.expect.every((way) => way.statuses !== 'any'));
  it.each(needStatus)('%s: where the status of a call is not known', async (_id, one) => {
    const { status: _gone, ...payload } = one.course.met[1];
    const cues: readonly Cue[] = [...lonely(one.course), [usual(one), [one.course.met[0], payload]]];
    expect(await judged(one.row, cues)).toBe('inconclusive: unknown-status');
  });

  it.each(predecessors)('%s: where the capture began within the window', async (_id, { row, course }) => {
    const late: Course = { ...course, ownConnect: true };
    expect(await judged(row, lonely(late), { from: -9 })).toBe('inconclusive: capture-began-late');
    expect(await judged(row, lonely(late), { from: -11 })).toBe('missing');
  });
});

describe('a predecessor is not asked for', () => {
  it.each(predecessors)('%s: where the dialog was under way', async (_id, { row, course }) => {
    const earlier: Hook =
      row.key === 'session' ? ERRAND : ['hangup', { ...course.trigger[1], status: 'ESTABLISHED' }];
    const cues: readonly Cue[] = [[-20, earlier], ...lonely({ ...course, ownConnect: true })];
    expect(await judged(row, cues)).toBe('0 expectations');
  });

  it.each(predecessors)(
    '%s: but it is where only hooks overtook its trigger',
    async (_id, { row, course }) => {
      const overtaking: Hook =
        row.key === 'session' ? ERRAND : ['CallStatusEvent', { ...course.trigger[1], status: 'ESTABLISHED' }];
      const cues: readonly Cue[] = [[-0.4, overtaking], ...lonely({ ...course, ownConnect: true })];
      expect(await judged(row, cues)).toBe('missing');
      // Several triggers ask for one predecessor.
      expect(await judged(row, [...cues, [0.2, course.trigger]])).toBe('missing');
    },
  );

  it('where the first state seen is one that a long call shows', async () => {
    const { row, course } = casesById('call-before-status');
    for (const status of ['HOLD', 'ESTABLISHED', 'FINISH', 'SESSION_PROGRESS']) {
      const trigger: Hook = ['CallStatusEvent', { ...course.trigger[1], status }];
      expect(await judged(row, lonely({ ...course, trigger }))).toBe('0 expectations');
    }
  });
});

describe('an expectation that is repeated', () => {
  it('is met by what the first attempt led to', async () => {
    const one = casesOf(dialects.get('yeastar')?.expectations ?? [], PBX_COURSES.yeastar);
    for (const [, { row, course }] of one.filter(([id]) => id !== 'bye-before-record')) {
      const failing = { answer: { kind: 'status', status: 500 } as const };
      const resends: readonly Cue[] = [
        [-3, course.trigger, failing],
        [-1.5, course.trigger, failing],
        [0, course.trigger],
      ];
      const soon = row.direction === 'forward' ? -2.9 : -3.1;
      expect(await judged(row, [...resends, [soon, course.met]], { system: 'yeastar' })).toBe('met');
      expect(await judged(row, resends, { system: 'yeastar' })).toBe('missing');
    }
  });

  it('is asked for once', async () => {
    const { row, course } = casesById('connect-before-established');
    const silent = { answer: { kind: 'silence', delay: 50_000, end: 'server-closes' } as const };
    const cues: readonly Cue[] = [
      [-0.4, course.trigger, silent],
      [0, course.trigger],
    ];
    expect(await judged(row, cues)).toBe('missing');
  });
});

function casesById(id: string): Case {
  const found = WCS.find(([name]) => name === id)?.[1];
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
}
