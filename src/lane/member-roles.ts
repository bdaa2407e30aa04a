import type { Dialect, Method } from '../dialects/index.ts';
import { keyNames, memberNames, personMembers } from '../hooks/index.ts';
import type { MemberReading, MemberRole, ReadingOf } from './payload-shapes.ts';

/**
 * Which members of a method's payloads decide by their value what is found and noted, and not by their type alone: those that
 * name the application, the server or the status, those with known values, those that an expectation or a configuration
 * asks for, and those by which any of the dialects recognises its hooks. Besides, which members name people.
 */
export function memberReadings(
  dialects: readonly Dialect[],
  dialect: Dialect,
  method: Method | null,
): ReadingOf {
  const roles = new Map<string, MemberRole>();
  const keys = keyNames(dialect, method);
  for (const name of keys.session) roles.set(name, 'session');
  for (const name of keys.dialog) roles.set(name, roles.has(name) ? 'session-and-dialog' : 'dialog');
  const rows = [...(method?.parameters ?? []), ...dialect.contextParameters];
  const exact = [
    ...keys.others,
    ...rows.flatMap((row) => (row.values === undefined && row.paths === undefined ? [] : memberNames(row))),
    ...conditionsOf(dialect).flatMap((name) => {
      const row = rows.find((each) => each.name === name);
      return row === undefined ? [name] : memberNames(row);
    }),
    ...(dialect.clientConfig === null ? [] : [dialect.clientConfig.parameter]),
    ...(dialect.acceptance.body.kind === 'any' ? [] : dialect.acceptance.body.path.slice(0, 1)),
    ...dialects.flatMap(({ recognition }) => (recognition.by === 'body' ? recognition.keys : [])),
  ];
  for (const name of exact) roles.set(name, 'exact');
  const persons = personMembers(method);
  const readings = new Map<string, MemberReading>();
  for (const name of [...roles.keys(), ...persons.keys()]) {
    readings.set(name, { role: roles.get(name) ?? 'plain', person: persons.get(name) ?? -1 });
  }
  return (name) => readings.get(name) ?? PLAIN;
}

const PLAIN: MemberReading = { role: 'plain', person: -1 };

/** Names of the parameters that decide whether a call opens an expectation. */
function conditionsOf({ expectations }: Dialect): readonly string[] {
  return expectations.flatMap(({ after }) => after.parameters.map(({ parameter }) => parameter));
}

/** Whether a header field may differ between messages that are taken for the same: no dialect looks at its value. */
export function mayFieldChange(dialects: readonly Dialect[], name: string): boolean {
  return dialects.every(
    ({ marks, signature }) =>
      signature?.header !== name && marks.every((mark) => mark.sign !== 'header' || mark.name !== name),
  );
}
