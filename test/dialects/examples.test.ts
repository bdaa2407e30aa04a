import { describe, expect, it } from 'vitest';
import {
  acceptedTypes,
  dialects,
  findMethod,
  type Parameter,
  toJsonSchema,
} from '../../src/dialects/index.ts';
import { documentedExamples } from './examples.ts';
import { violations } from './schema-oracle.ts';

type Json = Readonly<Record<string, unknown>>;

/** All values of a parameter in a payload, found without the product's code. */
function valuesOf(payload: Json, row: Parameter): readonly unknown[] {
  const paths = row.paths ?? [row.name, ...(row.aliases ?? [])].map((name) => [name]);
  return paths.flatMap((path) =>
    path.reduce<readonly unknown[]>(
      (values, step) =>
        values.flatMap((value) => {
          if (step === '*') return Array.isArray(value) ? value : [];
          const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
          return isObject && step in value ? [(value as Json)[step]] : [];
        }),
      [payload],
    ),
  );
}

function typesOf(value: unknown): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}

describe('documented examples', () => {
  it.each(documentedExamples)('$name: no key absent, no wrong type, nothing undocumented', (example) => {
    const dialect = dialects.get(example.dialect);
    const method = dialect ? findMethod(dialect, example.method) : null;
    if (method === null) throw new Error(`${example.method} is not known`);
    const payload = JSON.parse(example.text) as Json;
    for (const row of method.parameters) {
      const values = valuesOf(payload, row);
      if (row.presence === 'key' && row.excusedWhen === undefined) expect(values, row.name).not.toEqual([]);
      for (const value of values) {
        expect(
          acceptedTypes(row).some((type) => typesOf(value).includes(type)),
          `${row.name}: ${value}`,
        ).toBe(true);
      }
    }
    const known = new Set(method.parameters.flatMap((row) => [row.name, ...(row.aliases ?? [])]));
    expect(Object.keys(payload).filter((name) => !known.has(name))).toEqual([]);
    expect(violations(payload, toJsonSchema(method))).toEqual([]);
  });

  it('have the lengths that the OpenVox document prints', () => {
    const printed = documentedExamples.filter((example) => example.contentLength !== undefined);
    expect(printed.map((example) => Buffer.byteLength(example.text))).toEqual([89, 94, 67, 155, 152, 173]);
  });
});
