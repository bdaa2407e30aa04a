/** A method's parameter table as JSON Schema, draft 2020-12. */
import { acceptedTypes } from './lookup.ts';
import type { JsonType, Method, Parameter } from './types.ts';

export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly examples?: readonly string[];
  readonly minLength?: number;
  readonly additionalProperties?: boolean;
  /** An annotation of our own: the value is not to be shown. */
  readonly 'x-secret'?: boolean;
  /** Another: what the value tells of people. */
  readonly 'x-personal'?: NonNullable<Parameter['personal']>;
}

/** A schema under construction: what lies below it is added as rows turn up. */
interface Place {
  own: JsonSchema;
  readonly members: Map<string, Place>;
  items: Place | null;
}

/**
 * The schema of the payload of a method. What the tables treat as an error is an error here: a missing key, a wrong
 * type, a value outside a closed set. Other members are allowed: the vendors' tables are known to be incomplete.
 */
export function toJsonSchema(method: Method): JsonSchema {
  const root = emptyPlace();
  for (const row of method.parameters) {
    for (const path of pathsOf(row)) placeAt(root, path).own = schemaOf(row);
  }
  const required = method.parameters.filter((row) => isRequired(row) && row.paths === undefined);
  const plain = required.filter((row) => spellings(row).length === 1).map((row) => row.name);
  const choices = required
    .filter((row) => spellings(row).length > 1)
    .map((row) => ({ anyOf: spellings(row).map((name) => ({ required: [name] })) }));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: method.name,
    description: method.description,
    type: 'object',
    ...build(root),
    ...(plain.length > 0 && { required: plain }),
    ...(choices.length > 0 && { allOf: choices }),
    additionalProperties: true,
  };
}

function isRequired(row: Parameter): boolean {
  return row.presence === 'key' && row.excusedWhen === undefined;
}

function spellings(row: Parameter): readonly string[] {
  return [row.name, ...(row.aliases ?? [])];
}

function pathsOf(row: Parameter): readonly (readonly string[])[] {
  return row.paths ?? spellings(row).map((name) => [name]);
}

function schemaOf(row: Parameter): JsonSchema {
  const types = acceptedTypes(row);
  const [first] = types;
  const set = row.values;
  const values: JsonSchema =
    set === undefined
      ? {}
      : set.extent === 'closed' && !set.ignoreCase
        ? { enum: set.values }
        : { examples: set.values };
  const ofItems = types.includes('array');
  return {
    description: row.description,
    ...(types.length === 1 && first !== undefined ? { type: first } : { type: types }),
    ...(ofItems ? {} : values),
    ...(row.presence === 'key' && types.includes('string') && { minLength: 1 }),
    ...(ofItems && (row.items !== undefined || set !== undefined)
      ? { items: { ...(row.items && { type: row.items }), ...values } }
      : {}),
    ...(row.secret !== undefined && { 'x-secret': true }),
    ...(row.personal !== undefined && { 'x-personal': row.personal }),
  };
}

function emptyPlace(): Place {
  return { own: {}, members: new Map(), items: null };
}

function placeAt(root: Place, path: readonly string[]): Place {
  let place = root;
  for (const step of path) {
    if (step === '*') {
      place.items ??= emptyPlace();
      place = place.items;
    } else {
      const next = place.members.get(step) ?? emptyPlace();
      place.members.set(step, next);
      place = next;
    }
  }
  return place;
}

function build({ own, members, items }: Place): JsonSchema {
  return {
    ...own,
    ...(members.size > 0 && {
      properties: Object.fromEntries([...members].map(([name, place]) => [name, build(place)])),
    }),
    ...(items !== null && { items: { ...own.items, ...build(items) } }),
  };
}
