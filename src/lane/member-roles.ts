import {
  acceptanceOf,
  type BodyRule,
  type Dialect,
  type JsonType,
  type Method,
  type Recognition,
  type WordRecognition,
} from '../dialects/index.ts';
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
    ...rows.flatMap((row) =>
      row.values === undefined && row.paths === undefined && row.text === undefined ? [] : memberNames(row),
    ),
    ...conditionsOf(dialect).flatMap((name) => {
      const row = rows.find((each) => each.name === name);
      return row === undefined ? [name] : memberNames(row);
    }),
    ...(dialect.clientConfig === null ? [] : [dialect.clientConfig.parameter]),
    ...namesIn(acceptanceOf(dialect, method).body),
    // What other dialects find within the texts of these members decides whether it is a hook of theirs.
    ...dialects.flatMap(({ embedded }) => embedded.flatMap((path) => path.slice(0, 1))),
    ...dialects.flatMap(({ recognition }) => (recognition.by === 'word' ? wordNames(recognition) : [])),
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

/** Names of members that a rule about bodies asks for. */
function namesIn(rule: BodyRule): readonly string[] {
  if (rule.kind === 'either') return rule.rules.flatMap(namesIn);
  return rule.kind === 'member' ? rule.path.slice(0, 1) : [];
}

/**
 * Names of the payload's own members by whose values a dialect recognises its hooks. Of a member that only has to be there, or to be a
 * text, the shape of the payload says all; not of one within it, and not whether a number is an integer.
 */
function wordNames({ places, shapes, beside }: WordRecognition): readonly string[] {
  const words = places.flatMap((place) => (place.in === 'payload' ? [place.path] : []));
  const numbers = shapes.flatMap(({ has }) =>
    has.filter(({ types }) => types.some((type) => NUMBERS.has(type))).map(({ path }) => path),
  );
  const others = [
    ...shapes.flatMap(({ has, lacks }) => [...has.map(({ path }) => path), ...lacks]),
    ...beside,
  ];
  const inner = others.filter(({ length }) => length > 1);
  return [...words, ...numbers, ...inner].flatMap((path) => path.slice(0, 1));
}

const NUMBERS: ReadonlySet<JsonType> = new Set(['integer', 'number']);

/** Names of the parameters that decide whether a call opens an expectation. */
function conditionsOf({ expectations }: Dialect): readonly string[] {
  return expectations.flatMap(({ after }) => after.parameters.map(({ parameter }) => parameter));
}

/** Whether a header field may name the method. */
function isNamedBy(recognition: Recognition, field: string): boolean {
  if (recognition.by !== 'word') return false;
  return recognition.places.some((place) => place.in === 'header' && place.name === field);
}

/** Whether a header field may differ between messages that are taken for the same: no dialect looks at its value. */
export function mayFieldChange(dialects: readonly Dialect[], name: string): boolean {
  return dialects.every(
    ({ marks, signature, recognition }) =>
      !isNamedBy(recognition, name) &&
      (signature === null || signature.kind === 'checksum' || signature.header !== name) &&
      marks.every((mark) => (mark.sign !== 'header' && mark.sign !== 'header-begin') || mark.name !== name),
  );
}
