import { resolve } from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import {
  type Dialect,
  defaultDialect,
  dialects,
  type HookMapping,
  parseDialect,
  withHookPaths,
} from '../../dialects/index.ts';
import { failure, type Result, success } from '../failure.ts';
import { statOf } from '../output/file.ts';
import { suggestionText } from '../suggestion.ts';
import type { SettingsFolder } from '../surroundings.ts';
import { brokenJson, whyTooDeep } from './json-text.ts';
import { readText } from './text-file.ts';

/** Loads a dialect by its name, or from a user's file. */
export async function loadDialect(
  setting: string,
  { directory, files }: SettingsFolder,
): Promise<Result<Dialect>> {
  const known = dialects.get(setting);
  if (known !== undefined) return success(known);
  const path = resolve(directory, setting);
  if (statOf(path) === null) {
    const names = [...dialects.keys()];
    return failure(
      `--dialect ${setting}: neither a dialect (${names.join(', ')}) nor a file${suggestionText(setting, names)}`,
    );
  }
  const file = await readDialectFile(setting, { directory, files });
  if (!file.ok) return file;
  const read = parseDialect(file.value.value);
  if (read.ok) return success(read.dialect);
  const [first, ...more] = read.problems;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const pointer = first === undefined || first.pointer === '' ? '' : ` ${first.pointer}:`;
  return failure(`${setting}:${pointer} found ${first?.found}, expected ${first?.expected}${others}`);
}

/** A dialect file as text and as the value that it is. */
export interface DialectFile {
  readonly source: string;
  readonly value: unknown;
}

/** Reads a dialect file, whatever it holds. Comments and trailing commas are allowed in it. */
export async function readDialectFile(
  name: string,
  { directory, files }: SettingsFolder,
): Promise<Result<DialectFile>> {
  const path = resolve(directory, name);
  files.note('dialect', path);
  const source = await readText(path, 'dialect');
  if (!source.ok) return source;
  const tooDeep = whyTooDeep(name, source.value);
  if (tooDeep !== null) return tooDeep;
  const errors: ParseError[] = [];
  const value: unknown = parse(source.value, errors, { allowTrailingComma: true });
  const [broken] = errors;
  return broken === undefined
    ? success({ source: source.value, value })
    : brokenJson(name, source.value, broken);
}

/** The dialects to look for: the chosen one, or all with the default first; with the user's own paths of hooks. */
export async function dialectsFor(
  setting: string | undefined,
  folder: SettingsFolder,
  hooks: readonly HookMapping[] = [],
): Promise<Result<readonly Dialect[]>> {
  const chosen = await chosenDialects(setting, folder);
  if (!chosen.ok) return chosen;
  const mapped = withHookPaths(chosen.value, hooks);
  if (mapped.ok) return success(mapped.dialects);
  const { mapping, known } = mapped;
  const { path, method } = mapping;
  const [only] = chosen.value;
  const knows =
    setting === undefined || only === undefined ? 'no dialect knows' : `${only.name} does not know`;
  const listing = setting === undefined ? 'hookscope hooks' : `hookscope hooks --dialect ${setting}`;
  return failure(
    `--hook ${path}=${method}: ${knows} the method ${method}${suggestionText(method, known)}; ${listing} lists the methods`,
  );
}

async function chosenDialects(
  setting: string | undefined,
  folder: SettingsFolder,
): Promise<Result<readonly Dialect[]>> {
  if (setting === undefined) {
    return success([
      defaultDialect,
      ...[...dialects.values()].filter((dialect) => dialect !== defaultDialect),
    ]);
  }
  const loaded = await loadDialect(setting, folder);
  return loaded.ok ? success([loaded.value]) : loaded;
}
