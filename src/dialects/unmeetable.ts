/** Rules of a dialect that can never hold, or that contradict each other. */
import type { BodyRule, StatusRange } from './delivery.ts';
import { pointerTo } from './json-pointer.ts';
import type { Inconsistency } from './references.ts';
import type { Dialect } from './types.ts';

/** What the tables say and what can never be so. */
export function unmeetableRules(dialect: Dialect): readonly Inconsistency[] {
  return [
    ...inRecognition(dialect),
    ...inHookPaths(dialect),
    ...inAcceptance(dialect),
    ...inRetry(dialect),
    ...inErrors(dialect),
    ...inPeriodic(dialect),
    ...inUnsupported(dialect),
    ...inWindows(dialect),
  ];
}

function inRecognition({ recognition, hookPaths }: Dialect): readonly Inconsistency[] {
  if (recognition.by === 'target') return [];
  const { places, shapes, beside } = recognition;
  const problems: Inconsistency[] = [];
  if (places.length === 0 && shapes.length === 0 && hookPaths.length === 0) {
    problems.push({
      pointer: pointerTo('recognition', 'places'),
      found: 'an empty list, no shapes and no "hookPaths"',
      expected: 'at least one of these: nothing would ever be recognised',
    });
  }
  if (places.length === 0 && beside.length > 0) {
    problems.push({
      pointer: pointerTo('recognition', 'beside'),
      found: 'members beside a word',
      expected: 'no members, or a place at which the word stands',
    });
  }
  for (const [index, { has, lacks }] of shapes.entries()) {
    for (const [at, path] of lacks.entries()) {
      if (!has.some((row) => isWithin(row.path, path))) continue;
      problems.push({
        pointer: pointerTo('recognition', 'shapes', index, 'lacks', at),
        found: `"${path.join('.')}"`,
        expected: 'a member that the shape does not have: no payload can both have it and lack it',
      });
    }
  }
  return problems;
}

/** Whether a member is another one or lies below it. */
function isWithin(path: readonly string[], other: readonly string[]): boolean {
  return other.every((name, index) => path[index] === name);
}

/** One path cannot be that of two methods. */
function inHookPaths({ hookPaths }: Dialect): readonly Inconsistency[] {
  return hookPaths.flatMap(({ path, method }, index) => {
    const earlier = hookPaths.slice(0, index).find((row) => row.path === path);
    if (earlier === undefined || earlier.method === method) return [];
    return [
      {
        pointer: pointerTo('hookPaths', index, 'path'),
        found: `"${path}" a second time`,
        expected: `a path that is not yet that of ${earlier.method}`,
      },
    ];
  });
}

function inAcceptance({ acceptance, methods }: Dialect): readonly Inconsistency[] {
  const all = [
    [pointerTo('acceptance'), acceptance] as const,
    ...methods.flatMap(({ name, acceptance: own }) =>
      own === undefined ? [] : [[pointerTo('methods', name, 'acceptance'), own] as const],
    ),
  ];
  return all.flatMap(([pointer, { statuses, refusals, body }]) => [
    ...backwards(statuses, `${pointer}/statuses`),
    ...backwards(refusals ?? [], `${pointer}/refusals`),
    ...inBody(body, `${pointer}/body`),
  ]);
}

/** A range that ends before it begins holds no status. */
function backwards(statuses: readonly StatusRange[], pointer: string): readonly Inconsistency[] {
  return statuses.flatMap(({ from, to }, index) =>
    from <= to
      ? []
      : [
          {
            pointer: pointer + pointerTo(index),
            found: `"${from}-${to}"`,
            expected: 'a range whose first status is not above its last',
          },
        ],
  );
}

/** A type by which the backend refuses on purpose, but that no other value can have. */
function inBody(rule: BodyRule, pointer: string): readonly Inconsistency[] {
  if (rule.kind === 'either') {
    return rule.rules.flatMap((each, index) => inBody(each, pointer + pointerTo('either', index)));
  }
  if (rule.kind !== 'member' || rule.refusedBy === undefined) return [];
  const { equals, refusedBy } = rule;
  return refusedBy.flatMap((type, index) =>
    type === 'boolean' && equals.includes(true) && equals.includes(false)
      ? [
          {
            pointer: pointer + pointerTo('refusedBy', index),
            found: '"boolean"',
            expected: 'a type of which "equals" leaves a value: true and false are both accepted',
          },
        ]
      : [],
  );
}

function inRetry({ delivery: { retry } }: Dialect): readonly Inconsistency[] {
  if (retry?.statuses === undefined) return [];
  const pointer = pointerTo('delivery', 'retry', 'statuses');
  if (retry.after.some((cause) => cause === 'status' || cause === 'refused')) {
    return backwards(retry.statuses, pointer);
  }
  const expected = 'no statuses, or "status" or "refused" in "after": no failure by status is repeated';
  return [{ pointer, found: 'statuses', expected }];
}

function inErrors({ errorMatrix }: Dialect): readonly Inconsistency[] {
  return errorMatrix.flatMap(({ after, statuses }, index) => {
    if (statuses === undefined) return [];
    const pointer = pointerTo('errors', index, 'statuses');
    if (after === undefined || after.some((kind) => kind !== 'no-response'))
      return backwards(statuses, pointer);
    return [
      { pointer, found: 'statuses', expected: 'no statuses: "after" has only failures without a response' },
    ];
  });
}

/** What a beat is for must be something that its calls belong to. */
function inPeriodic({ periodic, methods, context, name }: Dialect): readonly Inconsistency[] {
  return periodic.flatMap((row, index) => {
    const pointer = pointerTo('periodic', index, 'per');
    if (row.per === 'session' && context === null) {
      return [{ pointer, found: '"session"', expected: `"node" or "dialog": ${name} has no sessions` }];
    }
    const method = methods.find((each) => each.name === row.method);
    if (row.per === 'dialog' && method !== undefined && method.dialog === null) {
      return [{ pointer, found: '"dialog"', expected: `another word: ${row.method} belongs to no dialog` }];
    }
    return [];
  });
}

function inUnsupported({ unsupported }: Dialect): readonly Inconsistency[] {
  return unsupported.flatMap(({ sign: { from, to } }, index) =>
    from <= to
      ? []
      : [
          {
            pointer: pointerTo('unsupported', index, 'sign', 'to'),
            found: String(to),
            expected: `a number of at least ${from}`,
          },
        ],
  );
}

/** Signs that an end is due have a meaning only where no window says when it is. */
function inWindows({ expectations, context, name }: Dialect): readonly Inconsistency[] {
  return expectations.flatMap(({ id, closedBy, windowSeconds, direction }) => {
    if (closedBy === undefined) return [];
    const pointer = pointerTo('expectations', id, 'closedBy');
    if (direction === 'predecessor' || Number.isFinite(windowSeconds)) {
      const expected = 'none, or "windowSeconds": null and the direction "forward"';
      return [{ pointer, found: 'signs that the end is due', expected }];
    }
    return closedBy.flatMap((sign, index) =>
      sign.within === 'session' && context === null
        ? [
            {
              pointer: pointer + pointerTo(index, 'within'),
              found: '"session"',
              expected: `"dialog" or "node": ${name} has no sessions`,
            },
          ]
        : [],
    );
  });
}
