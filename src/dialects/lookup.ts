/** Looks things up in a dialect's tables. Names are compared without regard to case. */
import { isWithin } from './acceptance.ts';
import type { ErrorPolicy } from './client-config.ts';
import type { CallFailure } from './delivery.ts';
import type { Method, MethodRole } from './method.ts';
import type { JsonType, Parameter } from './parameter.ts';
import type { ContextRule, Dialect, Ending, ErrorConsequence, InfoHint, Remedy } from './types.ts';

/** Maps, made once for each dialect and method: tables never change. */
const methodsOf = new WeakMap<Dialect, ReadonlyMap<string, Method>>();
const parametersOf = new WeakMap<Method, ReadonlyMap<string, Parameter>>();

/** The row of a method, by its name or an alias, in any case; null where the dialect does not know it. */
export function findMethod(dialect: Dialect, name: string): Method | null {
  let methods = methodsOf.get(dialect);
  if (methods === undefined) {
    methods = new Map(
      dialect.methods.flatMap((method) =>
        [method.name, ...method.aliases].flatMap((spelling) => [
          [spelling, method] as const,
          [spelling.toLowerCase(), method] as const,
        ]),
      ),
    );
    methodsOf.set(dialect, methods);
  }
  // Nearly all names are spelled as in the tables.
  return methods.get(name) ?? methods.get(name.toLowerCase()) ?? null;
}

/** The row of a parameter, by its name or an alias, with regard to case; null where there is none. */
export function findParameter(method: Method, name: string): Parameter | null {
  let parameters = parametersOf.get(method);
  if (parameters === undefined) {
    parameters = new Map(
      method.parameters.flatMap((row) =>
        [row.name, ...(row.aliases ?? [])].map((spelling) => [spelling, row] as const),
      ),
    );
    parametersOf.set(method, parameters);
  }
  return parameters.get(name) ?? null;
}

/** Names of all methods, in the order of the tables, without aliases. */
export function methodNames(dialect: Dialect): readonly string[] {
  return dialect.methods.map((method) => method.name);
}

/** The JSON types that a value may have: those of the row, and null where the parameter may be absent. */
export function acceptedTypes(parameter: Parameter): readonly JsonType[] {
  const { presence, types } = parameter;
  return presence === 'key' || types.includes('null') ? types : [...types, 'null'];
}

/** True where a value is one of the known values, where the set holds examples only, and where there is no set. */
export function isKnownValue(parameter: Parameter, value: string): boolean {
  const set = parameter.values;
  if (set === undefined || set.extent === 'examples') return true;
  if (!set.ignoreCase) return set.values.includes(value);
  const sought = value.toLowerCase();
  return set.values.some((known) => known.toLowerCase() === sought);
}

/**
 * What the server does after a call of this method failed so, under this policy. Rows for the status go before all others, then those
 * for the method, then those for the kind of failure. `failure` null: whatever has no row of its own. null where the dialect does
 * not say.
 */
export function errorConsequence(
  dialect: Dialect,
  method: string,
  role: MethodRole,
  policy: ErrorPolicy,
  failure: CallFailure | null,
): ErrorConsequence | null {
  let best: ErrorConsequence | null = null;
  for (const row of dialect.errorMatrix) {
    if (row.role !== role || (row.policy !== 'any' && row.policy !== policy)) continue;
    if (row.method !== undefined && row.method.toLowerCase() !== method.toLowerCase()) continue;
    if (!holdsAfter(row, failure)) continue;
    if (best === null || narrownessOf(row) > narrownessOf(best)) best = row;
  }
  return best;
}

function holdsAfter({ after, statuses }: ErrorConsequence, failure: CallFailure | null): boolean {
  if (failure === null) return after === undefined && statuses === undefined;
  return (
    (after?.includes(failure.kind) ?? true) && (statuses === undefined || isWithin(statuses, failure.status))
  );
}

function narrownessOf({ method, after, statuses }: ErrorConsequence): number {
  return (statuses === undefined ? 0 : 4) + (method === undefined ? 0 : 2) + (after === undefined ? 0 : 1);
}

/** Names of the parameters whose values together are the session's id. */
export function sessionParameters({ session }: ContextRule): readonly [string, ...string[]] {
  return typeof session === 'string' ? [session] : session;
}

/** Name of the parameter that holds the status of a method's calls. null stands for a method that the dialect does not know. */
export function statusParameter(dialect: Dialect, method: Method | null): string {
  return method?.statusParameter ?? dialect.statusParameter;
}

const contextNamesOf = new WeakMap<Dialect, readonly string[]>();

/** Names of the parameters that name session, application and server; empty where the dialect has no sessions. */
export function contextNames(dialect: Dialect): readonly string[] {
  let names = contextNamesOf.get(dialect);
  if (names === undefined) {
    const { context } = dialect;
    const all = context === null ? [] : [...sessionParameters(context), context.application, context.node];
    names = all.filter((name) => name !== null);
    contextNamesOf.set(dialect, names);
  }
  return names;
}

/** What an `info` text means: the hint with the longest text that it begins with; null where none is known. */
export function hintFor(dialect: Dialect, info: string): InfoHint | null {
  const sought = info.trim().toLowerCase();
  let best: InfoHint | null = null;
  for (const hint of dialect.infoHints) {
    if (sought.startsWith(hint.text.toLowerCase()) && hint.text.length > (best?.text.length ?? 0))
      best = hint;
  }
  return best;
}

/** When a session (`session`) or a dialog of some kind begins and ends; undefined where the dialect does not say. */
export function endingOf(dialect: Dialect, kind: string): Ending | undefined {
  return dialect.endings.find((ending) => ending.kind === kind);
}

/** What a call says about a session or dialog: that its state changed, that it begins, or that it has begun before. */
export type EndingRole = 'event' | 'beginning' | 'sign';

/** Maps, made once for each ending: there are far more calls than endings. */
const rolesIn = new WeakMap<Ending, ReadonlyMap<string, EndingRole>>();

/** What methods say about an ending, by their names as in the table; one that says nothing is not there. */
export function endingRoles(ending: Ending): ReadonlyMap<string, EndingRole> {
  let roles = rolesIn.get(ending);
  if (roles === undefined) {
    roles = new Map<string, EndingRole>([
      ...ending.underWay.methods.map((name) => [name, 'sign'] as const),
      ...ending.begins.map((name) => [name, 'beginning'] as const),
      [ending.method, 'event'],
    ]);
    rolesIn.set(ending, roles);
  }
  return roles;
}

export function findRemedy(dialect: Dialect, id: string): Remedy | null {
  return dialect.remedies.find((remedy) => remedy.id === id) ?? null;
}

/** Values for the placeholders of a remedy's commands. */
export type RemedyValues = Readonly<
  Partial<Record<'appKey' | 'method' | 'url' | 'name' | 'server' | 'host', string>>
>;

/** Only characters that a shell, a command line and a terminal take literally; never an option. */
const SAFE_WORD = /^[A-Za-z0-9_/][A-Za-z0-9_.:/@-]*$/;

/**
 * The commands of a remedy with the values filled in. Values come from the capture, and people type the commands:
 * where a value is not a plain word, its placeholder stays.
 */
export function remedyCommands(remedy: Remedy, values: RemedyValues): readonly string[] {
  const known = new Map(Object.entries(values));
  return remedy.commands.map((command) =>
    command.replaceAll(/<(\w+)>/g, (placeholder: string, name: string) => {
      const value = known.get(name);
      return value !== undefined && SAFE_WORD.test(value) ? value : placeholder;
    }),
  );
}
