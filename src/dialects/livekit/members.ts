/**
 * Builders of rows. Payloads are protobuf messages in JSON (https://protobuf.dev/programming-guides/json/): a member that has
 * its default value is left out, integers of 64 bits are strings, values of enumerations are names. A row is named by the path
 * of its member: `room.sid`, and `*` for every item of a list.
 */
import type { JsonType, Parameter } from '../parameter.ts';

type Further = Partial<Parameter>;

function row(path: string, types: readonly JsonType[], description: string, further: Further): Parameter {
  const steps = path.split('.');
  return {
    name: path,
    ...(steps.length > 1 ? { paths: [steps] } : {}),
    types,
    presence: 'optional',
    description,
    source: 'LK-PROTO',
    ...further,
  };
}

export function text(path: string, description: string, further: Further = {}): Parameter {
  return row(path, ['string'], description, { absentMeans: '""', ...further });
}

/** An integer of 32 bits. */
export function count(path: string, description: string, further: Further = {}): Parameter {
  return row(path, ['integer'], description, { absentMeans: '0', ...further });
}

/** An integer of 64 bits: digits within a string. */
export function long(path: string, description: string, further: Further = {}): Parameter {
  return row(path, ['string'], description, { text: 'integer', absentMeans: '0', ...further });
}

export function flag(path: string, description: string, further: Further = {}): Parameter {
  return row(path, ['boolean'], description, { absentMeans: 'false', ...further });
}

/** A value of an enumeration. The first of the names is the default; a value that the server has no name for is a number. */
export function choice(
  path: string,
  names: readonly [string, ...string[]],
  description: string,
  further: Further = {},
): Parameter {
  return row(path, ['string', 'integer'], description, {
    values: { extent: 'open', ignoreCase: false, values: names },
    absentMeans: names[0],
    ...further,
  });
}

export function list(
  path: string,
  items: readonly JsonType[],
  description: string,
  further: Further = {},
): Parameter {
  return row(path, ['array'], description, { items, absentMeans: '[]', ...further });
}

/** A message within the message. */
export function message(path: string, description: string, further: Further = {}): Parameter {
  return row(path, ['object'], description, further);
}

/** What applications write for themselves; it may hold anything, also about people. */
export const OF_APPLICATION = { personal: 'message' } as const satisfies Further;
