/** Expectations of a dialect file, joined to those of the base. */

import type { ClosingSign, Expectation, ExpectedCall, TriggerRule } from '../expectation.ts';
import { pointerTo } from '../json-pointer.ts';
import type { Dialect } from '../types.ts';
import type { CustomExpectation } from './expectation-schema.ts';
import { given, joinRows, noMember } from './given.ts';
import type { CustomFile } from './schema.ts';
import type { DialectProblem } from './shape.ts';

/** The expectations of the base with those of the file. */
export function joinExpectations(
  base: Dialect,
  file: CustomFile,
  problems: DialectProblem[],
): readonly Expectation[] {
  return joinRows(
    new Map(base.expectations.map((row) => [row.id, row])),
    file.expectations,
    pointerTo('expectations'),
    `an expectation of ${base.name}`,
    problems,
    (id, known, custom, pointer) => joinExpectation(id, known, custom, pointer, problems),
  );
}

function joinExpectation(
  id: string,
  known: Expectation | undefined,
  custom: CustomExpectation,
  pointer: string,
  problems: DialectProblem[],
): Expectation | null {
  const { after, expect, goesOn, closedBy, windowSeconds: window, ...fields } = custom;
  const trigger = after ? triggerOf(after) : known?.after;
  const ways = expect?.map(wayOf) ?? known?.expect;
  // null: nobody knows how long it may take.
  const windowSeconds = window === null ? Number.POSITIVE_INFINITY : (window ?? known?.windowSeconds);
  const key = fields.key ?? known?.key;
  if (trigger === undefined) problems.push(noMember(pointer, 'after'));
  if (ways === undefined) problems.push(noMember(pointer, 'expect'));
  if (key === undefined) problems.push(noMember(pointer, 'key'));
  if (windowSeconds === undefined) problems.push(noMember(pointer, 'windowSeconds'));
  if (trigger === undefined || ways === undefined || key === undefined || windowSeconds === undefined)
    return null;
  const missing = ways.map((way) => way.method).join(' or ');
  const defaults = {
    direction: 'forward',
    metBefore: 'tolerance',
    severity: 'error',
    excusedBy: ['policy-disabled', 'refused-under-fail', 'session-ended'],
    consequence: `The backend does not get ${missing}.`,
    remedies: [],
  } as const satisfies Partial<Expectation>;
  const { closedBy: wasClosedBy, ...rest } = known ?? {};
  const signs = closedBy === undefined ? wasClosedBy : closedBy?.map(closingSignOf);
  return {
    ...defaults,
    ...rest,
    ...given(fields),
    ...(goesOn === undefined ? {} : { goesOn: goesOn.map(wayOf) }),
    ...(signs !== undefined && { closedBy: signs }),
    id,
    after: trigger,
    expect: ways,
    key,
    windowSeconds,
    source: 'CUSTOM',
  };
}

function triggerOf(after: NonNullable<CustomExpectation['after']>): TriggerRule {
  const { methods, answer, statuses, parameters, firstOfKey, earlier, earlierWithin, earlierAnswer } = after;
  return {
    methods,
    answer: answer ?? 'any',
    statuses: statuses ?? 'any',
    parameters: (parameters ?? []).map((condition) => ({
      test: 'is' as const,
      within: 'request' as const,
      ...given(condition),
    })),
    firstOfKey: firstOfKey ?? false,
    earlier: earlier ?? [],
    ...(earlierWithin === 'session' && { earlierWithin }),
    ...(earlierAnswer === 'ok' && { earlierAnswer }),
  };
}

function closingSignOf(sign: NonNullable<CustomExpectation['closedBy']>[number]): ClosingSign {
  return { ...sign, statuses: sign.statuses ?? 'any' };
}

function wayOf({ method, statuses }: NonNullable<CustomExpectation['expect']>[number]): ExpectedCall {
  return { method, statuses: statuses ?? 'any' };
}
