/** Methods and parameters of a dialect file, joined to those of the base. */
import { pointerTo } from '../json-pointer.ts';
import { findMethod } from '../lookup.ts';
import { HOOK_TYPES, type Method, type MethodRole } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import type { Dialect } from '../types.ts';
import { acceptanceOf } from './delivery.ts';
import { given, joinRows, noMember, nothingToRemove } from './given.ts';
import type { CustomMethod, CustomParameter } from './method-schema.ts';
import type { CustomFile } from './schema.ts';
import type { DialectProblem } from './shape.ts';

/**
 * The methods of the base with those of the file. A name of the file is any name of a method, in any case. New methods
 * get the base's context parameters.
 */
export function joinMethods(base: Dialect, file: CustomFile, problems: DialectProblem[]): readonly Method[] {
  const joined = new Map(base.methods.map((method) => [method.name, method]));
  for (const [name, custom] of file.methods ?? []) {
    const known = findMethod(base, name);
    const pointer = pointerTo('methods', name);
    if (custom === null) {
      if (known === null) problems.push(nothingToRemove(pointer, `a method of ${base.name}`));
      else joined.delete(known.name);
    } else if (known !== null) {
      joined.set(known.name, changedMethod(base, known, custom, pointer, problems));
    } else {
      const added = newMethod(base, name, custom, pointer, problems);
      if (added !== null) joined.set(name, added);
    }
  }
  return [...joined.values()];
}

function changedMethod(
  base: Dialect,
  known: Method,
  custom: CustomMethod,
  pointer: string,
  problems: DialectProblem[],
): Method {
  const { description, family, refusal, whenMissing, aliases, parameters, context } = custom;
  const contextNames = new Set(base.contextParameters.map((row) => row.name));
  const rows =
    context === false ? known.parameters.filter((row) => !contextNames.has(row.name)) : known.parameters;
  return {
    ...withoutNulls(known, custom),
    ...given({ description, family, refusal, whenMissing }),
    ...dialogOf(custom),
    ...ownRules(base, known, custom),
    role: roleOf(custom, pointer, problems) ?? known.role,
    aliases: [...new Set([...known.aliases, ...(aliases ?? [])])],
    parameters: joinParameters(rows, parameters, pointer, problems),
  };
}

function newMethod(
  base: Dialect,
  name: string,
  custom: CustomMethod,
  pointer: string,
  problems: DialectProblem[],
): Method | null {
  const { description, family, refusal, whenMissing, aliases, parameters, context } = custom;
  const role = roleOf(custom, pointer, problems);
  if (role === undefined) problems.push(noMember(pointer, 'role'));
  if (description === undefined) problems.push(noMember(pointer, 'description'));
  const rows = joinParameters(context === false ? [] : base.contextParameters, parameters, pointer, problems);
  if (role === undefined || description === undefined) return null;
  return {
    aliases: aliases ?? [],
    family: family ?? 'Custom',
    refusal: refusal ?? (role === 'event' ? 'no' : 'yes'),
    dialog: null,
    whenMissing: whenMissing ?? `The backend does not get ${name}.`,
    ...dialogOf(custom),
    ...ownRules(base, null, custom),
    name,
    role,
    description,
    parameters: rows,
    source: 'CUSTOM',
  };
}

function dialogOf({ dialog }: CustomMethod): Partial<Pick<Method, 'dialog'>> {
  if (dialog === undefined || dialog === null) return dialog === null ? { dialog } : {};
  if ('parameter' in dialog) return { dialog: { kind: dialog.kind, parameters: [dialog.parameter] } };
  const [first, ...more] = dialog.parameters;
  return first === undefined ? {} : { dialog: { kind: dialog.kind, parameters: [first, ...more] } };
}

type OwnRules = Pick<
  Method,
  'outsideSessions' | 'recurs' | 'openMembers' | 'statusParameter' | 'acceptance' | 'timeoutSeconds'
>;

/** What the file says of one method that is otherwise as the dialect says. */
function ownRules(
  base: Dialect,
  known: Method | null,
  { outsideSessions, recurs, openMembers, statusParameter, acceptance, timeoutSeconds }: CustomMethod,
): Partial<OwnRules> {
  return {
    ...(outsideSessions === true && { outsideSessions }),
    ...(recurs === true && { recurs }),
    ...(openMembers === true && { openMembers }),
    ...(statusParameter != null && { statusParameter }),
    ...(timeoutSeconds != null && { timeoutSeconds }),
    ...(acceptance != null && { acceptance: acceptanceOf(known?.acceptance ?? base.acceptance, acceptance) }),
  };
}

/** The method without what the file takes away by null, or by false: then it is as the dialect says. */
function withoutNulls(known: Method, custom: CustomMethod): Method {
  const { outsideSessions, recurs, openMembers, statusParameter, acceptance, timeoutSeconds, ...rest } =
    known;
  return {
    ...rest,
    ...(outsideSessions && custom.outsideSessions !== false && { outsideSessions }),
    ...(recurs && custom.recurs !== false && { recurs }),
    ...(openMembers && custom.openMembers !== false && { openMembers }),
    ...(statusParameter !== undefined && custom.statusParameter !== null && { statusParameter }),
    ...(acceptance && custom.acceptance !== null && { acceptance }),
    ...(timeoutSeconds !== undefined && custom.timeoutSeconds !== null && { timeoutSeconds }),
  };
}

/** The role that a method of the file has, named or by its number; undefined where the file gives neither. */
function roleOf(
  { role, hookType }: CustomMethod,
  pointer: string,
  problems: DialectProblem[],
): MethodRole | undefined {
  if (hookType === undefined) return role;
  if (role !== undefined && HOOK_TYPES[role] !== hookType) {
    problems.push({
      pointer: pointer + pointerTo('hookType'),
      found: String(hookType),
      expected: `${HOOK_TYPES[role]}, the number of the role "${role}"`,
    });
  }
  return ROLES.find((each) => HOOK_TYPES[each] === hookType);
}

const ROLES: readonly MethodRole[] = ['opener', 'ask', 'event', 'incoming'];

function joinParameters(
  rows: readonly Parameter[],
  customs: ReadonlyMap<string, CustomParameter | null> | undefined,
  methodPointer: string,
  problems: DialectProblem[],
): readonly Parameter[] {
  const pointer = methodPointer + pointerTo('parameters');
  return joinParameterRows(rows, customs, pointer, 'a parameter of the method', problems);
}

/** The rows of a table of parameters with those of the file, at a place of the file. */
export function joinParameterRows(
  rows: readonly Parameter[],
  customs: ReadonlyMap<string, CustomParameter | null> | undefined,
  tablePointer: string,
  what: string,
  problems: DialectProblem[],
): readonly Parameter[] {
  const base = new Map(rows.map((row) => [row.name, row]));
  return joinRows(base, customs, tablePointer, what, problems, (name, known, custom, pointer) => {
    const { secret, values, text, absentMeans, excusedWhen, ...fields } = custom;
    const description = fields.description ?? known?.description;
    const types = fields.types ?? known?.types;
    if (description === undefined) problems.push(noMember(pointer, 'description'));
    if (types === undefined) problems.push(noMember(pointer, 'types'));
    if (description === undefined || types === undefined) return null;
    const {
      secret: wasSecret,
      text: wasText,
      absentMeans: hadMeant,
      excusedWhen: wasExcused,
      ...rest
    }: Partial<Parameter> & Pick<Parameter, 'name' | 'presence'> = known ?? { name, presence: 'optional' };
    return {
      ...rest,
      // Whoever has a part in a call is a person.
      ...(fields.party !== undefined && { personal: 'person' as const }),
      ...given(fields),
      description,
      types,
      ...(values && { values: { extent: 'open', ignoreCase: false, ...given(values) } }),
      // null takes away what the base says; what the file leaves out stays.
      ...given({
        secret: secretOf(secret, wasSecret),
        text: text === undefined ? wasText : (text ?? undefined),
        absentMeans: absentMeans === undefined ? hadMeant : (absentMeans ?? undefined),
        excusedWhen: excusedWhen === undefined ? wasExcused : (excusedWhen ?? undefined),
      }),
      source: 'CUSTOM',
    };
  });
}

function secretOf(
  secret: CustomParameter['secret'],
  wasSecret: Parameter['secret'],
): Parameter['secret'] | undefined {
  if (secret === undefined) return wasSecret;
  if (typeof secret === 'string') return secret;
  return secret ? (wasSecret ?? 'value') : undefined;
}
