import {
  MAX_CONFIG_NAMES,
  MAX_CONFIG_PROBLEMS,
  MAX_CONFIGURED_METHODS,
  MAX_REMEMBERED_CONFIG_LENGTH,
  MAX_REMEMBERED_CONFIGS,
} from '../base/limits.ts';
import {
  type ClientConfig as ClientConfigTable,
  type Dialect,
  findMethod,
  methodNames,
} from '../dialects/index.ts';
import { escapePointer } from './parameter.ts';
import { isObject, type JsonObject, type JsonValue, member } from './payload.ts';

/** What the answer to `connect` set for one method; absent fields have the table's defaults. */
export interface MethodConfig {
  /** False where the method is switched off (`restPolicy: DISABLE`). */
  readonly enabled: boolean;
  readonly policy: string;
  readonly onError: string;
  /** Parameters that are not sent to the backend. */
  readonly exclude: ReadonlySet<string>;
  /** Parameters that the answer overwrites. */
  readonly overwrite: ReadonlySet<string>;
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

/** `restClientConfig` of one session. Methods by name in lower case. */
export interface ClientConfig {
  readonly methods: ReadonlyMap<string, MethodConfig>;
  readonly problems: readonly ConfigProblem[];
}

const DEFAULTS: MethodConfig = {
  enabled: true,
  policy: 'NOTIFY',
  onError: 'LOG',
  exclude: new Set(),
  overwrite: new Set(),
};

/** What holds for a method in a session; the defaults where nothing was set. */
export function configFor(config: ClientConfig | null | undefined, method: string): MethodConfig {
  return config?.methods.get(method.toLowerCase()) ?? DEFAULTS;
}

/**
 * Reads the configuration out of the members of `connect`'s answer; null where there is none.
 * Source: vendor's page "restClientConfig object description".
 */
export function readClientConfig(dialect: Dialect, answer: JsonObject): ClientConfig | null {
  const table = dialect.clientConfig;
  if (table === null) return null;
  const value = member(answer, table.parameter);
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

/** A backend gives all sessions the same few configurations: one of each serves them all. By what is written there. */
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
  const policy = words.get('restPolicy') ?? DEFAULTS.policy;
  return {
    enabled: !policy.startsWith('DISABLE'),
    policy,
    onError: words.get('restOnError') ?? DEFAULTS.onError,
    exclude: lists.get('restExclude') ?? DEFAULTS.exclude,
    overwrite: lists.get('restOverwrite') ?? DEFAULTS.overwrite,
  };
}

function typeName(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
