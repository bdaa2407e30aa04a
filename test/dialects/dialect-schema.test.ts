import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormSchema } from '../../src/dialects/custom/forms.ts';
import { dialectReader } from '../../src/dialects/custom/schema.ts';
import type { DialectProblem } from '../../src/dialects/custom/shape.ts';
import { dialectSchema, dialects } from '../../src/dialects/index.ts';
import { WHOLE_DIALECT } from './whole-dialect.ts';

const schema = dialectSchema();
const isValid = new Ajv2020({ strict: false }).compile(schema);
const reader = dialectReader([...dialects.keys()]);

function shapeProblems(file: unknown): readonly DialectProblem[] {
  const problems: DialectProblem[] = [];
  reader(file, '', problems);
  return problems;
}

/** Every object below a value, and every list, each with its place. */
function containers(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, each]) => containers(each, [...path, key]))];
}

type Container = Record<string | number, unknown>;

/** The object or list at a place; undefined where a change took it away. */
function at(value: unknown, path: readonly (string | number)[]): Container | undefined {
  const found = path.reduce<unknown>((inner, key) => (inner as Container | null | undefined)?.[key], value);
  return typeof found === 'object' && found !== null ? (found as Container) : undefined;
}

/** Names of all members that the schema has, as `/methods/*\/role`; those of `$defs` under their name. */
function membersOf(form: FormSchema, path: string): readonly string[] {
  return [
    ...Object.entries(form.properties ?? {}).flatMap(([name, each]) => [
      `${path}/${name}`,
      ...membersOf(each, `${path}/${name}`),
    ]),
    ...(form.items ? membersOf(form.items, path) : []),
    ...(typeof form.additionalProperties === 'object' ? membersOf(form.additionalProperties, path) : []),
    ...(form.anyOf ?? []).flatMap((each) => membersOf(each, path)),
  ];
}

describe('the JSON Schema of dialect files', () => {
  it('is what lies in docs/schema (npm run rules writes it)', () => {
    const path = fileURLToPath(new URL('../../docs/schema/hookscope-dialect-1.schema.json', import.meta.url));
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(schema);
  });

  it('has a description for each member of the file, of a method and of an expectation', () => {
    const { properties = {}, $defs = {} } = schema;
    const tables = [properties, $defs.parameter?.properties ?? {}];
    for (const name of ['methods', 'expectations']) {
      const entry = properties[name]?.additionalProperties;
      const row = typeof entry === 'object' ? entry.anyOf?.find(({ type }) => type === 'object') : undefined;
      tables.push(row?.properties ?? {});
    }
    for (const table of tables) {
      expect(Object.keys(table).length).toBeGreaterThan(8);
      const silent = Object.entries(table).filter(([, form]) => form.description === undefined);
      expect(silent.map(([name]) => name).filter((name) => name !== 'values')).toEqual([]);
    }
  });

  it('accepts a file with everything, as the reader does', () => {
    expect(isValid(WHOLE_DIALECT), JSON.stringify(isValid.errors)).toBe(true);
    expect(shapeProblems(WHOLE_DIALECT)).toEqual([]);
  });

  it('has no member that the file with everything leaves out, but for the other forms of a choice', () => {
    const text = JSON.stringify(WHOLE_DIALECT);
    const names = [schema, ...Object.values(schema.$defs ?? {})]
      .flatMap((form) => membersOf(form, ''))
      .map((path) => path.slice(path.lastIndexOf('/') + 1));
    const absent = [...new Set(names)].filter((name) => !text.includes(`"${name}":`));
    expect(absent.sort()).toEqual(
      ['bodyHashClaim', 'distinctiveEndings', 'extends', 'foreignPaths', 'keys', 'without'].sort(),
    );
  });

  it('says of a file that was changed anywhere whether its form is right, as the reader does', () => {
    const places = containers(WHOLE_DIALECT);
    const junk = fc.constantFrom<unknown>(
      null,
      '',
      'any',
      'x y',
      '2xx',
      '\u0007',
      0,
      -1,
      0.5,
      1e9,
      true,
      false,
      [],
      [''],
      [null],
      {},
      { kind: 'x' },
      'json',
      200,
    );
    const change = fc.record({
      place: fc.nat(places.length - 1),
      member: fc.nat(30),
      how: fc.constantFrom('replace', 'remove', 'add'),
      junk,
    });
    let wrong = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        const file: unknown = structuredClone(WHOLE_DIALECT);
        for (const { place, member, how, junk: value } of changes) {
          const path = places[place] ?? [];
          const target = at(file, path);
          if (target === undefined) continue;
          const keys = Object.keys(target);
          const key = keys[member % Math.max(1, keys.length)] ?? '0';
          if (how === 'replace') target[key] = structuredClone(value);
          else if (Array.isArray(target)) target.splice(Number(key), 1);
          else if (how === 'remove') delete target[key];
          else target.surplus = structuredClone(value);
        }
        const problems = shapeProblems(file);
        if (problems.length > 0) wrong += 1;
        expect(isValid(file), JSON.stringify([problems, isValid.errors])).toBe(problems.length === 0);
      }),
      { numRuns: 500 },
    );
    expect(wrong).toBeGreaterThan(100);
  });
});
