/** Whether the tables of a dialect fit together: what the types cannot express. */
import type { Expectation } from './expectation.ts';
import { oneOf, pointerTo } from './json-pointer.ts';
import { findMethod } from './lookup.ts';
import type { Method } from './method.ts';
import { danglingReferences, type Inconsistency } from './references.ts';
import type { Dialect } from './types.ts';
import { unmeetableRules } from './unmeetable.ts';

export type { Inconsistency } from './references.ts';

/** Everything in which a dialect contradicts itself; empty where it does not. */
export function findInconsistencies(dialect: Dialect): readonly Inconsistency[] {
  return [
    ...clashingNames(dialect),
    ...dialect.methods.flatMap((method) => inMethod(method)),
    ...dialect.expectations.flatMap((row) => inExpectation(dialect, row)),
    ...danglingReferences(dialect),
    ...unmeetableRules(dialect),
  ];
}

function clashingNames(dialect: Dialect): readonly Inconsistency[] {
  const owners = new Map<string, string>();
  const problems: Inconsistency[] = [];
  for (const method of dialect.methods) {
    for (const spelling of [method.name, ...method.aliases]) {
      const owner = owners.get(spelling.toLowerCase());
      if (owner !== undefined && owner !== method.name) {
        problems.push({
          pointer: pointerTo('methods', method.name),
          found: `"${spelling}"`,
          expected: `a name that ${owner} does not have (upper and lower case are the same)`,
        });
      }
      owners.set(spelling.toLowerCase(), method.name);
    }
  }
  return problems;
}

function inMethod(method: Method): readonly Inconsistency[] {
  const problems: Inconsistency[] = [];
  const names = new Set<string>();
  for (const row of method.parameters) {
    for (const spelling of [row.name, ...(row.aliases ?? [])]) {
      if (names.has(spelling)) {
        problems.push({
          pointer: pointerTo('methods', method.name, 'parameters', row.name),
          found: `"${spelling}" a second time`,
          expected: 'each name and alias once in a method',
        });
      }
      names.add(spelling);
    }
    if (row.party !== undefined && (row.personal !== 'person' || row.secret !== undefined)) {
      problems.push({
        pointer: pointerTo('methods', method.name, 'parameters', row.name, 'party'),
        found: row.secret === undefined ? `"personal": "${row.personal ?? ''}"` : '"secret": true',
        expected: 'no party, or a parameter that is no secret, and "personal": "person"',
      });
    }
  }
  const keys = method.dialog?.parameters ?? [];
  for (const [index, name] of keys.entries()) {
    if (method.parameters.some((row) => row.name === name)) continue;
    const place = keys.length === 1 ? ['parameter'] : ['parameters', index];
    problems.push({
      pointer: pointerTo('methods', method.name, 'dialog', ...place),
      found: `"${name}"`,
      expected: 'the name of a parameter of the method',
    });
  }
  return problems;
}

function inExpectation(dialect: Dialect, row: Expectation): readonly Inconsistency[] {
  const base = ['expectations', row.id] as const;
  const remedies = new Set(dialect.remedies.map((remedy) => remedy.id));
  const places: readonly (readonly [pointer: string, method: string])[] = [
    ...row.after.methods.map((name, index) => [pointerTo(...base, 'after', 'methods', index), name] as const),
    ...row.after.earlier.map((name, index) => [pointerTo(...base, 'after', 'earlier', index), name] as const),
    ...row.expect.map(
      ({ method }, index) => [pointerTo(...base, 'expect', index, 'method'), method] as const,
    ),
    ...(row.goesOn ?? []).map(
      ({ method }, index) => [pointerTo(...base, 'goesOn', index, 'method'), method] as const,
    ),
    ...(row.closedBy ?? []).flatMap(({ methods }, index) =>
      methods.map((name, at) => [pointerTo(...base, 'closedBy', index, 'methods', at), name] as const),
    ),
  ];
  const unknown = places
    .filter(([, name]) => findMethod(dialect, name) === null)
    .map(([pointer, name]) => ({ pointer, found: `"${name}"`, expected: 'the name of a method' }));
  const foreign = row.remedies.flatMap((id, index) =>
    remedies.has(id)
      ? []
      : [
          {
            pointer: pointerTo(...base, 'remedies', index),
            found: `"${id}"`,
            expected: oneOf([...remedies]),
          },
        ],
  );
  return [...unknown, ...foreign, ...inKey(dialect, row, pointerTo(...base, 'key'))];
}

/** The trigger and the expected calls must all have the key. */
function inKey(dialect: Dialect, row: Expectation, pointer: string): readonly Inconsistency[] {
  if (row.key === 'session') {
    if (dialect.context !== null) return [];
    return [
      {
        pointer,
        found: '"session"',
        expected: `"dialog" or "call-numbers": ${dialect.name} has no sessions`,
      },
    ];
  }
  if (row.key === 'call-numbers') {
    if (dialect.numberParameters.length > 0) return [];
    return [
      { pointer, found: '"call-numbers"', expected: `"dialog" or "session": ${dialect.name} has no numbers` },
    ];
  }
  const methods = [...row.after.methods, ...row.expect.map(({ method }) => method)].flatMap(
    (name) => findMethod(dialect, name) ?? [],
  );
  const kinds = new Set(methods.map((method) => method.dialog?.kind ?? 'none'));
  if (kinds.size <= 1 && !kinds.has('none')) return [];
  const listed = methods.map((method) => `${method.name}: ${method.dialog?.kind ?? 'none'}`).join(', ');
  return [{ pointer, found: `"dialog" (${listed})`, expected: 'methods that all have dialogs of one kind' }];
}
