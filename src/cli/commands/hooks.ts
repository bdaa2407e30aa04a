import {
  type Dialect,
  describeMethod,
  findMethod,
  type JsonSchema,
  type Method,
  type MethodDescription,
  methodNames,
  toJsonSchema,
} from '../../dialects/index.ts';
import { stringifyJsonLines } from '../../report/index.ts';
import { methodLines, methodListLines, type TextPage } from '../../report/reference/index.ts';
import { type ExitStatus, failure, type Result, reportFailure, success } from '../failure.ts';
import { ended, pageFor } from '../output/page.ts';
import { write } from '../output/write.ts';
import { dialectsFor } from '../settings/dialect-setting.ts';
import { suggestionText } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';

export interface HooksFlags {
  readonly format: string;
  readonly dialect?: string;
  readonly color: boolean;
}

/** What is shown: one method of a dialect, or all methods. */
interface Subject {
  readonly dialect: Dialect;
  readonly method: Method | null;
}

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

const FORMATS: Readonly<Record<string, (subject: Subject, page: TextPage) => Iterable<string>>> = {
  text: textLines,
  json: (subject) => [stringifyJsonLines(description(subject))],
  schema: (subject) => [stringifyJsonLines(schema(subject))],
};

/** `hookscope hooks [METHOD]`. */
export async function runHooks(
  name: string | null,
  flags: HooksFlags,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const format = Object.hasOwn(FORMATS, flags.format) ? FORMATS[flags.format] : undefined;
  if (format === undefined) {
    const names = Object.keys(FORMATS);
    const hint = suggestionText(flags.format, names);
    const message = `--format: there is no format ${flags.format}; expected ${names.join(', ')}${hint}`;
    return reportFailure(surroundings, message);
  }
  const dialects = await dialectsFor(flags.dialect, surroundings);
  if (!dialects.ok) return reportFailure(surroundings, dialects.message);
  const subject = find(name, dialects.value);
  if (!subject.ok) return reportFailure(surroundings, subject.message);
  const lines = format(subject.value, pageFor(surroundings, flags.color));
  const written = await write(ended(lines), null, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}

/** The first dialect that knows the method. */
function find(name: string | null, dialects: readonly Dialect[]): Result<Subject> {
  const [first] = dialects;
  if (name === null)
    return first === undefined
      ? failure('hooks: there is no dialect')
      : success({ dialect: first, method: null });
  for (const dialect of dialects) {
    const method = findMethod(dialect, name);
    if (method !== null) return success({ dialect, method });
  }
  const hint = suggestionText(name, dialects.flatMap(methodNames)) || '; hookscope hooks lists them';
  return failure(`hooks: there is no method ${name}${hint}`);
}

function textLines({ dialect, method }: Subject, page: TextPage): Iterable<string> {
  const described = method === null ? null : describeMethod(dialect, method.name);
  return described === null ? methodListLines(dialect, page) : methodLines(described, page);
}

function description({ dialect, method }: Subject): unknown {
  const describe = (name: string): MethodDescription | null => describeMethod(dialect, name);
  if (method !== null) return describe(method.name);
  const { name, title, ports } = dialect;
  return {
    name,
    title,
    description: dialect.description,
    ports,
    methods: methodNames(dialect).map(describe),
  };
}

/** The JSON Schema of one method; for all methods an object with one schema a member. */
function schema({
  dialect,
  method,
}: Subject): JsonSchema | { readonly $defs: Readonly<Record<string, JsonSchema>> } {
  if (method !== null) return toJsonSchema(method);
  const $defs = Object.fromEntries(dialect.methods.map((each) => [each.name, toJsonSchema(each)]));
  return { $schema: DRAFT, title: dialect.title, $defs };
}
