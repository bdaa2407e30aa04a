/** The part of JSON Schema that the exported schemas use, checked without the product's code. */
import type { JsonSchema } from '../../src/dialects/index.ts';

/** Pointers of all violations. */
export function violations(value: unknown, schema: JsonSchema, pointer = ''): readonly string[] {
  const found: string[] = [];
  const types = schema.type === undefined ? null : [schema.type].flat();
  if (types !== null && !types.some((type) => hasType(value, type))) found.push(`${pointer} type`);
  if (schema.enum !== undefined && !schema.enum.includes(String(value))) found.push(`${pointer} enum`);
  if (typeof value === 'string' && value.length < (schema.minLength ?? 0)) found.push(`${pointer} minLength`);
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema;
    found.push(...value.flatMap((item, index) => violations(item, items, `${pointer}/${index}`)));
  }
  if (hasType(value, 'object')) {
    const members = value as Readonly<Record<string, unknown>>;
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(members, name)) found.push(`${pointer} required ${name}`);
    }
    for (const [name, below] of Object.entries(schema.properties ?? {})) {
      if (Object.hasOwn(members, name)) found.push(...violations(members[name], below, `${pointer}/${name}`));
    }
  }
  for (const part of schema.allOf ?? []) found.push(...violations(value, part, pointer));
  if (
    schema.anyOf !== undefined &&
    !schema.anyOf.some((part) => violations(value, part, pointer).length === 0)
  ) {
    found.push(`${pointer} anyOf`);
  }
  return found;
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
