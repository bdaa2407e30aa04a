/** A method's parameter table as JSON Schema, draft 2020-12. */
import { acceptedTypes } from './lookup.ts';
import type { Method } from './method.ts';
import type { JsonType, Parameter } from './parameter.ts';
import { TEXT_PATTERNS } from './written-text.ts';

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
  readonly pattern?: string;
  readonly contentMediaType?: string;
  readonly additionalProperties?: boolean;
  /** hookscope's own annotation: the value is not to be shown. */
  readonly 'x-secret'?: boolean;
  /** hookscope's own annotation: what the absent member stands for. */
  readonly 'x-absent-means'?: string;
  /** hookscope's own annotation: what the value tells about people. */
  readonly 'x-personal'?: NonNullable<Parameter['personal']>;
  /** hookscope's own annotation: which part the person has in the call whom it names. */
  readonly 'x-party'?: NonNullable<Parameter['party']>;
}

/** A schema that is being built: rows add to it what is at their paths. */
interface SchemaNode {
  own: JsonSchema;
  readonly members: Map<string, SchemaNode>;
  items: SchemaNode | null;
}

/**
 * The schema of the payload of a method. What the tables treat as an error is an error here: a missing key, a wrong
 * type, a value outside a closed set. Other members are allowed: the vendors' tables are known to be incomplete.
 */
export function toJsonSchema(method: Method): JsonSchema {
  const root = emptyNode();
  for (const row of method.parameters) {
    for (const path of pathsOf(row)) nodeAt(root, path).own = schemaOf(row);
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
    ...textKeywords(row),
    ...(row.absentMeans !== undefined && { 'x-absent-means': row.absentMeans }),
    ...(row.secret !== undefined && { 'x-secret': true }),
    ...(row.personal !== undefined && { 'x-personal': row.personal }),
    ...(row.party !== undefined && { 'x-party': row.party }),
  };
}

/** What holds of strings alone; an empty one is as good as none. */
function textKeywords({ text, presence }: Parameter): Pick<JsonSchema, 'pattern' | 'contentMediaType'> {
  if (text === undefined) return {};
  if (text === 'json') return { contentMediaType: 'application/json' };
  const pattern = TEXT_PATTERNS[text];
  return { pattern: presence === 'key' ? `^${pattern}$` : `^(?:${pattern})?$` };
}

function emptyNode(): SchemaNode {
  return { own: {}, members: new Map(), items: null };
}

function nodeAt(root: SchemaNode, path: readonly string[]): SchemaNode {
  let node = root;
  for (const step of path) {
    if (step === '*') {
      node.items ??= emptyNode();
      node = node.items;
    } else {
      const next = node.members.get(step) ?? emptyNode();
      node.members.set(step, next);
      node = next;
    }
  }
  return node;
}

function build({ own, members, items }: SchemaNode): JsonSchema {
  return {
    ...own,
    ...(members.size > 0 && {
      properties: Object.fromEntries([...members].map(([name, node]) => [name, build(node)])),
    }),
    ...(items !== null && { items: { ...own.items, ...build(items) } }),
  };
}
