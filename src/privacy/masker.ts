import type { Dialect, Method, Parameter } from '../dialects/index.ts';
import type { JsonValue } from '../hooks/index.ts';
import { hideFieldSecrets } from './header-field.ts';
import { below, type ParameterPaths, parameterPaths, secretNames } from './parameter-paths.ts';
import { isSecretName } from './secret-names.ts';
import { hideSecrets } from './secret-text.ts';

/** Most targets are a plain path. */
const PLAIN_TARGET = /^[\w/.-]*$/;

/**
 * Puts marks in place of secrets in everything that is shown. Within a run the same secret always has the same mark,
 * `[secret 1]`, numbered in order of first appearance, so that one can see where it comes up again; the mark tells
 * nothing of the secret, its length neither. One masker serves all outputs of a run.
 */
export class Masker {
  readonly showSecrets: boolean;
  readonly #numbers = new Map<string, number>();
  readonly #hide = (secret: string): string => this.#mark(secret);

  constructor(options: { readonly showSecrets: boolean }) {
    this.showSecrets = options.showSecrets;
  }

  /** A JSON payload (of request or answer) of a method: values the tables call secret, and those whose name looks it. */
  payload(dialect: Dialect, method: Method | null, value: JsonValue): JsonValue {
    if (this.showSecrets) return value;
    const place: Place = { rows: parameterPaths(dialect, method), secret: secretNames(dialect) };
    return this.#value(value, '', null, place);
  }

  /** A body that is no JSON, or any other text of the capture: what looks like a secret in it. */
  text(text: string): string {
    return this.showSecrets ? text : hideSecrets(text, this.#hide);
  }

  /** The value of an HTTP header field. */
  headerField(name: string, value: string): string {
    return this.showSecrets ? value : hideFieldSecrets(name, value, this.#hide);
  }

  /** A request target: passwords and secret parameters of its query. */
  target(target: string): string {
    return PLAIN_TARGET.test(target) ? target : this.text(target);
  }

  #mark(secret: string): string {
    let number = this.#numbers.get(secret);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(secret, number);
    }
    return `[secret ${number}]`;
  }

  #value(value: JsonValue, path: string, name: string | null, place: Place): JsonValue {
    const row = place.rows.get(path) ?? null;
    if (name !== null && isSecret(name, row, place)) return this.#secret(value);
    if (typeof value === 'string') return hideSecrets(value, this.#hide);
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => this.#value(item, below(path, '*'), name, place));
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, this.#value(member, below(path, key), key, place)]),
    );
  }

  /** Absence, emptiness and truth values are no secrets, and telling them helps. */
  #secret(value: JsonValue): JsonValue {
    if (value === null || value === '' || typeof value === 'boolean') return value;
    return this.#mark(typeof value === 'string' ? value : JSON.stringify(value));
  }
}

interface Place {
  readonly rows: ParameterPaths;
  readonly secret: ReadonlySet<string>;
}

/** What a table describes is secret where the table says so; anything else by its name. */
function isSecret(name: string, row: Parameter | null, place: Place): boolean {
  if (row !== null) return row.secret === 'value';
  return place.secret.has(name) || isSecretName(name);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
