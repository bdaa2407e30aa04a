import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/checks/index.ts';
import type { Analysis } from '../../src/engine/index.ts';
import { NoticeQueue, ProblemWatch, type WatchedProblem } from '../../src/watch/index.ts';

function problem(rule: string, count: number, more: Partial<Problem> = {}): Problem {
  return {
    rule,
    severity: 'error',
    method: 'connect',
    parameter: null,
    status: null,
    server: null,
    message: `${count} times`,
    count,
    sessions: count,
    first: { seconds: 100, nanoseconds: 0 },
    last: { seconds: 100 + count, nanoseconds: 0 },
    findings: [],
    cause: null,
    effects: [],
    ...more,
  };
}

/** What a watch reads of a model. */
function model(...problems: Problem[]): Pick<Analysis, 'problems' | 'findings'> {
  return { problems, findings: [] };
}

function watch(level: 'error' | 'warning' = 'warning'): ProblemWatch {
  return new ProblemWatch({ level, known: new Set(), againSeconds: 60 });
}

const told = (events: ReturnType<ProblemWatch['take']>): readonly string[] =>
  events.map(({ type, problem }) => `${type} ${problem.number} ${problem.rule} ${problem.count}`);

describe('a watch', () => {
  it('tells a problem once, and again when it has grown and some time has passed', () => {
    const watching = watch();
    expect(told(watching.take(model(problem('a/b', 1)), 0, false))).toEqual(['problem 1 a/b 1']);
    expect(told(watching.take(model(problem('a/b', 2)), 59, false))).toEqual([]);
    expect(told(watching.take(model(problem('a/b', 3)), 60, false))).toEqual(['grown 1 a/b 3']);
    expect(told(watching.take(model(problem('a/b', 3)), 600, false))).toEqual([]);
  });

  it('withdraws what turned out to be none', () => {
    const watching = watch();
    watching.take(model(problem('a/b', 1)), 0, false);
    expect(told(watching.take(model(), 1, false))).toEqual(['withdrawn 1 a/b 1']);
    expect(told(watching.take(model(problem('a/b', 1)), 2, false))).toEqual(['problem 2 a/b 1']);
  });

  it('takes problems that differ in words only for one', () => {
    const events = watch().take(
      model(problem('a/b', 1), problem('a/b', 4, { message: 'other words' })),
      0,
      false,
    );
    expect(told(events)).toEqual(['problem 1 a/b 5']);
  });

  it('leaves out what is below the level', () => {
    const events = watch('error').take(model(problem('a/b', 1, { severity: 'warning' })), 0, false);
    expect(events).toEqual([]);
  });

  it('does not say that a capture lacks something before it is over', () => {
    const watching = watch();
    const none = model(problem('capture/no-rest-traffic', 1));
    expect(watching.take(none, 0, false)).toEqual([]);
    expect(told(watching.take(none, 1, true))).toEqual(['problem 1 capture/no-rest-traffic 1']);
  });

  it('keeps no more than so many apart', () => {
    const watching = watch();
    const many = Array.from({ length: 10_050 }, (_, index) => problem('a/b', 1, { method: `m${index}` }));
    expect(watching.take(model(...many), 0, false)).toHaveLength(10_000);
    expect(watching.isFull).toBe(true);
  });
});

describe('notices', () => {
  const one = { number: 1 } as WatchedProblem;

  it('come at once, then together and not too often', () => {
    const queue = new NoticeQueue(60);
    queue.add(one);
    expect(queue.due(0)?.problems).toHaveLength(1);
    queue.add(one);
    queue.add(one);
    expect(queue.due(59)).toBeNull();
    expect(queue.due(60)?.problems).toHaveLength(2);
    expect(queue.due(1000)).toBeNull();
  });

  it('count what they do not list', () => {
    const queue = new NoticeQueue(60);
    for (let times = 0; times < 130; times++) queue.add(one);
    expect(queue.due(0)).toMatchObject({ left: 30 });
  });
});
