import {
  MAX_CONFIG_NAMES,
  MAX_CONFIG_PROBLEMS,
  MAX_CONFIGURED_METHODS,
  MAX_REMEMBERED_CONFIG_LENGTH,
  MAX_REMEMBERED_CONFIGS,
} from '../base/limits.ts';
import {
  type ClientConfigField,
  type ClientConfigTable,
  type Dialect,
  type ErrorPolicy,
  findMethod,
  methodNames,
} from '../dialects/index.ts';
import { escapePointer } from './parameter.ts';
import { isObject, type JsonObject, type JsonValue, member } from './payload.ts';

/** What a response configured for one method; where it says nothing, the defaults of the dialect's table hold. */
export interface MethodConfig {
  /** False where the method is switched off: the server does not call the backend. */
  readonly enabled: boolean;
  /** Whether the server takes over parameters of the response, those of `overwrite`. */
  readonly overwrites: boolean;
  /** What the server does after a refusal; null where the table has no field that decides it. */
  readonly onRefusal: ErrorPolicy | null;
  /** Whether the response itself says what a refusal leads to; otherwise it is the default. */
  readonly saysOnRefusal: boolean;
  /** Parameters that are not sent to the backend. */
  readonly exclude: ReadonlySet<string>;
  /** Parameters that the response may overwrite. */
  readonly overwrite: ReadonlySet<string>;
  /** The value of each field of the table, by name: its word, or its names in order with commas between. */
  readonly values: ReadonlyMap<string, string>;
}

/** Something in the configuration that the call server will not understand. */
export interface ConfigProblem {
  readonly kind:
    | 'not-an-object'
    | 'unknown-method'
    | 'unknown-field'
    | 'unknown-word'
    | 'wrong-type'
    /** There is more than is read of a configuration; the rest was left alone. */
    | 'too-much';
  /** JSON Pointer within the answer. */
  readonly pointer: string;
  /** What stands there: a name or a word; not safe to print as it is. */
  readonly found: string;
  /** Nearest thing that would be right, or the list of what may stand there. */
  readonly allowed: readonly string[];
}

/** The configuration of one session. Methods by name in lower case. */
export interface ClientConfig {
  readonly methods: ReadonlyMap<string, MethodConfig>;
  readonly problems: readonly ConfigProblem[];
}

const defaults = new WeakMap<Dialect, MethodConfig>();

/** What holds for a method in a session; the dialect's defaults where nothing was set. */
export function configFor(
  dialect: Dialect,
  config: ClientConfig | null | undefined,
  method: string,
): MethodConfig {
  return config?.methods.get(method.toLowerCase()) ?? defaultsOf(dialect);
}

function defaultsOf(dialect: Dialect): MethodConfig {
  let config = defaults.get(dialect);
  if (config === undefined) {
    config = methodConfig(dialect.clientConfig?.fields ?? [], new Map(), new Map());
    defaults.set(dialect, config);
  }
  return config;
}

/**
 * Reads the configuration out of the members of a response; null where there is none, and where the dialect has no
 * configuration.
 */
export function readClientConfig(dialect: Dialect, response: JsonObject): ClientConfig | null {
  const table = dialect.clientConfig;
  if (table === null) return null;
  const value = member(response, table.parameter);
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value);
  let ofDialect = remembered.get(dialect);
  if (ofDialect === undefined) {
    ofDialect = new Map();
    remembered.set(dialect, ofDialect);
  }
  let config = ofDialect.get(text);
  if (config === undefined) {
    config = configOf(dialect, table, value);
    if (ofDialect.size >= MAX_REMEMBERED_CONFIGS) ofDialect.clear();
    if (text.length <= MAX_REMEMBERED_CONFIG_LENGTH) ofDialect.set(text, config);
  }
  return config;
}

/** Configurations by their JSON text: a backend gives all sessions the same few, so that each is kept once. */
const remembered = new WeakMap<Dialect, Map<string, ClientConfig>>();

function configOf(dialect: Dialect, table: ClientConfigTable, value: JsonValue): ClientConfig {
  const base = `/${table.parameter}`;
  if (!isObject(value)) {
    const problem: ConfigProblem = {
      kind: 'not-an-object',
      pointer: base,
      found: typeName(value),
      allowed: ['object'],
    };
    return { methods: new Map(), problems: [problem] };
  }
  const allowed = methodNames(dialect);
  const methods = new Map<string, MethodConfig>();
  const problems: ConfigProblem[] = [];
  for (const [index, [name, fields]] of Object.entries(value).entries()) {
    if (index >= MAX_CONFIGURED_METHODS || problems.length >= MAX_CONFIG_PROBLEMS) {
      problems.push({ kind: 'too-much', pointer: base, found: typeName(value), allowed: [] });
      break;
    }
    const pointer = `${base}/${escapePointer(name)}`;
    const method = findMethod(dialect, name);
    if (method === null) problems.push({ kind: 'unknown-method', pointer, found: name, allowed });
    if (!isObject(fields)) {
      problems.push({ kind: 'wrong-type', pointer, found: typeName(fields), allowed: ['object'] });
      continue;
    }
    const config = readFields(table, fields, pointer, problems);
    for (const spelling of method === null ? [name] : [method.name, ...method.aliases]) {
      methods.set(spelling.toLowerCase(), config);
    }
  }
  return { methods, problems };
}

function readFields(
  table: ClientConfigTable,
  fields: JsonObject,
  pointer: string,
  problems: ConfigProblem[],
): MethodConfig {
  const words = new Map<string, string>();
  const lists = new Map<string, ReadonlySet<string>>();
  const allowed = table.fields.map((row) => row.name);
  for (const [name, value] of Object.entries(fields)) {
    if (problems.length >= MAX_CONFIG_PROBLEMS) {
      problems.push({ kind: 'too-much', pointer, found: typeName(fields), allowed: [] });
      break;
    }
    const at = `${pointer}/${escapePointer(name)}`;
    const field = table.fields.find((row) => row.name === name);
    if (field === undefined) {
      problems.push({ kind: 'unknown-field', pointer: at, found: name, allowed });
      continue;
    }
    if (value === null) continue;
    if (typeof value !== 'string') {
      problems.push({ kind: 'wrong-type', pointer: at, found: typeName(value), allowed: ['string'] });
      continue;
    }
    if (field.form === 'name-list') {
      const names = value.split(',', MAX_CONFIG_NAMES + 1).map((item) => item.trim());
      if (names.length > MAX_CONFIG_NAMES) {
        problems.push({ kind: 'too-much', pointer: at, found: 'string', allowed: [] });
      }
      lists.set(name, new Set(names.slice(0, MAX_CONFIG_NAMES).filter((item) => item !== '')));
      continue;
    }
    const word = field.words.find((row) => row.spellings.includes(value));
    if (word === undefined) {
      const spellings = field.words.flatMap((row) => row.spellings);
      problems.push({ kind: 'unknown-word', pointer: at, found: value, allowed: spellings });
    } else {
      words.set(name, word.word);
    }
  }
  return methodConfig(table.fields, words, lists);
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** Interprets what was read by what the fields and words of the table mean. Words and lists by field name. */
function methodConfig(
  fields: readonly ClientConfigField[],
  words: ReadonlyMap<string, string>,
  lists: ReadonlyMap<string, ReadonlySet<string>>,
): MethodConfig {
  let enabled = true;
  let overwrites = false;
  let onRefusal: ErrorPolicy | null = null;
  let saysOnRefusal = false;
  let exclude = NO_NAMES;
  let overwrite = NO_NAMES;
  const values = new Map<string, string>();
  for (const field of fields) {
    if (field.form === 'name-list') {
      const names = lists.get(field.name) ?? NO_NAMES;
      if (field.decides === 'excluded') exclude = names;
      if (field.decides === 'overwritten') overwrite = names;
      values.set(field.name, [...names].sort().join(', '));
      continue;
    }
    const value = words.get(field.name) ?? field.default;
    values.set(field.name, value);
    const effect = field.words.find(({ word }) => word === value)?.effect;
    if (effect === 'switches-off') enabled = false;
    if (effect === 'overwrites') overwrites = true;
    if (field.decides === 'refusal') {
      onRefusal = effect === 'stops' ? 'stop' : 'go-on';
      saysOnRefusal = words.has(field.name);
    }
  }
  return { enabled, overwrites, onRefusal, saysOnRefusal, exclude, overwrite, values };
}

function typeName(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
