import type { Dialect, Method, Parameter } from '../../dialects/index.ts';
import type { JsonValue } from '../../hooks/index.ts';
import { personMark } from '../personal/person.ts';
import { type PersonalKind, personalKindOf } from '../personal/personal-names.ts';
import { holdsNamedValue, nameOfPair, pairedName } from '../secret/paired-name.ts';
import { isSecretAmong } from '../secret/secret-names.ts';
import { isMark, type Mark, withMarks } from '../span.ts';
import { spanOfValue } from '../text/personal-text.ts';
import { NO_NAMES, type SearchScope, spansOfCaptured } from '../text/text-spans.ts';
import { queryValueSpans } from '../uri/query-values.ts';
import {
  type DialectNames,
  hiddenNames,
  type ParameterPaths,
  parameterPaths,
  pathBelow,
} from './parameter-paths.ts';

/** A number that has the form of a telephone number and that no table describes. */
const TELEPHONE = /^\+?\d[\d ().-]{5,18}\d$/;
/** Names of values that are other numbers than telephone numbers. */
const NO_TELEPHONE =
  /id$|time|date|stamp|size|length|bytes|port|duration|count|rate|version|seq|serial|^sn$|code|status/i;

/**
 * How the value of a member is shown. `hide`: a mark stands for it, or it stays where it is empty. `search`: what is in its
 * strings is searched. `compare`: that depends on more than its place.
 */
export type MemberTreatment = 'hide' | 'search' | 'compare';

/** A member of a payload by its place. */
export interface MemberPlace {
  readonly dialect: Dialect;
  /** null stands for a method that the dialect does not know. */
  readonly method: Method | null;
  /** As {@link pathBelow} makes it. */
  readonly path: string;
  /** Its name; of an item of a list, that of the list. */
  readonly name: string;
}

/** Masks JSON: values that tables and names call secret or personal, and what is found within strings. */
export class PayloadMask {
  readonly #sought: SearchScope;
  readonly #mark: Mark;

  constructor(sought: SearchScope, mark: Mark) {
    this.#sought = sought;
    this.#mark = mark;
  }

  /** Masks a payload of a method; null stands for a method that the dialect does not know. */
  payload(dialect: Dialect, method: Method | null, value: JsonValue): JsonValue {
    const place = { rows: parameterPaths(dialect, method), names: hiddenNames(dialect) };
    return this.#value(value, '', null, place);
  }

  /** Masks the value of a parameter that any method may have. */
  value(dialect: Dialect, name: string, value: JsonValue): JsonValue {
    return this.#value(value, '', name, { rows: NO_ROWS, names: hiddenNames(dialect) });
  }

  /** The same, member by member: how the value of one is shown. Masks nothing, so that no mark is numbered. */
  treatment({ dialect, method, path, name }: MemberPlace): MemberTreatment {
    const place = { rows: parameterPaths(dialect, method), names: hiddenNames(dialect) };
    if (this.#sought.personal || holdsNamedValue(name)) return 'compare';
    if (!this.#sought.secrets) return 'search';
    // The name itself is to be masked.
    for (const _ of spansOfCaptured(name, NO_NAMES, this.#sought)) return 'compare';
    const row = place.rows.get(path) ?? null;
    if (holdsQuery(name, row, place)) return 'compare';
    return isSecret(name, row, place) ? 'hide' : 'search';
  }

  /** A string of a member that is to be searched. */
  string({ dialect, method, path, name }: MemberPlace, text: string): string {
    const place = { rows: parameterPaths(dialect, method), names: hiddenNames(dialect) };
    return this.#string(text, name, place.rows.get(path) ?? null, null, place);
  }

  /** A string that names somebody, wherever it stands. */
  person(dialect: Dialect, text: string): string {
    const place = { rows: NO_ROWS, names: hiddenNames(dialect) };
    return this.#string(text, null, null, this.#sought.personal ? 'person' : null, place);
  }

  /** A string of a member that is to be hidden. */
  hidden(text: string): JsonValue {
    return this.#whole('secret', text);
  }

  #value(value: JsonValue, path: string, name: string | null, place: MaskedMethod): JsonValue {
    const row = place.rows.get(path) ?? null;
    if (name !== null && this.#sought.secrets && isSecret(name, row, place))
      return this.#whole('secret', value);
    const kind = this.#sought.personal && name !== null ? personalKind(name, row, place) : null;
    if (kind === 'message') return this.#whole('message', value);
    if (typeof value === 'string') return this.#string(value, name, row, kind, place);
    if (typeof value === 'number')
      return kind === 'person' ? this.#mark('number', String(value)) : this.#number(value);
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => this.#item(item, pathBelow(path, '*'), name, place));
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        this.#memberName(key),
        this.#value(member, pathBelow(path, key), pairedName(value, key) ?? key, place),
      ]),
    );
  }

  /** Masks an item of a list. The item may be a pair of a name and a value, as some programs write header fields. */
  #item(item: JsonValue, path: string, name: string | null, place: MaskedMethod): JsonValue {
    const paired = nameOfPair(item);
    if (paired === null || !isList(item)) return this.#value(item, path, name, place);
    return [item[0] ?? null, this.#value(item[1] ?? null, pathBelow(path, '*'), paired, place)];
  }

  #string(
    text: string,
    name: string | null,
    row: Parameter | null,
    kind: PersonalKind | null,
    place: MaskedMethod,
  ): string {
    if (
      isMark(text) ||
      (row?.values !== undefined && row.values.extent !== 'examples' && row.values.values.includes(text))
    )
      return text;
    const inner = this.#innerJson(text, place);
    if (inner !== null) return inner;
    if (kind === 'person' && !/@|\b(?:sips?|tel):/i.test(text)) return this.#people(text);
    const whole = kind === null ? null : spanOfValue(0, text, kind);
    const spans = [...spansOfCaptured(text, place.names, this.#sought), ...(whole === null ? [] : [whole])];
    if (this.#sought.secrets && holdsQuery(name, row, place)) spans.push(...queryValueSpans(text));
    if (this.#sought.personal && row === null && TELEPHONE.test(text) && !NO_TELEPHONE.test(name ?? ''))
      spans.push({ start: 0, end: text.length, ...personMark(text) });
    return withMarks(text, spans, this.#mark);
  }

  /** Masks one person, several separated by commas, or a name with a number in angle brackets. */
  #people(text: string): string {
    return text
      .split(/(\s*[,;<>"]+\s*)/)
      .map((part, index) => {
        if (index % 2 === 1 || part.trim() === '' || isMark(part)) return part;
        const { kind, value } = personMark(part);
        return this.#mark(kind, value);
      })
      .join('');
  }

  /** Masks JSON within a string as JSON. null where the string holds no JSON, or nothing to mask. */
  #innerJson(text: string, place: MaskedMethod): string | null {
    if (!/^\s*[{[][\s\S]*[}\]]\s*$/.test(text)) return null;
    try {
      const value = JSON.parse(text) as JsonValue;
      const written = JSON.stringify(value);
      const shown = JSON.stringify(this.#value(value, '', null, { ...place, rows: NO_ROWS }));
      return shown === written ? null : shown;
    } catch {
      return null;
    }
  }

  /** Masks a number that was hidden as a person's number elsewhere. */
  #number(value: number): JsonValue {
    const written = String(value);
    if (!this.#sought.personal) return value;
    const [span] = this.#sought.known.spans(written, 'sentence');
    return span?.end === written.length ? this.#mark(span.kind, span.value) : value;
  }

  /** Masks the name of a member: it may be a person's name, or something that should be a value. */
  #memberName(name: string): string {
    return withMarks(name, [...spansOfCaptured(name, NO_NAMES, this.#sought)], this.#mark);
  }

  /** Masks a whole value. null, empty texts and truth values stay: they show nothing, and seeing them helps. */
  #whole(kind: 'secret' | 'message', value: JsonValue): JsonValue {
    if (value === null || value === '' || typeof value === 'boolean') return value;
    if (typeof value !== 'string') return this.#mark(kind, JSON.stringify(value));
    return isMark(value) ? value : this.#mark(kind, value);
  }
}

interface MaskedMethod {
  readonly rows: ParameterPaths;
  readonly names: DialectNames;
}

const NO_ROWS: ParameterPaths = new Map();
/** True where a value is secret: by the table where a table describes it, otherwise by its name. */
function isSecret(name: string, row: Parameter | null, { names }: MaskedMethod): boolean {
  if (row !== null) return row.secret === 'value';
  return isSecretAmong(name, names.secret);
}

/** True where a value is a query, or a URL with one, whose values are secret. */
function holdsQuery(name: string | null, row: Parameter | null, { names }: MaskedMethod): boolean {
  if (row !== null) return row.secret === 'query';
  return name !== null && names.queries.has(name.toLowerCase());
}

function personalKind(name: string, row: Parameter | null, { names }: MaskedMethod): PersonalKind | null {
  if (row !== null) return row.personal ?? null;
  return names.personal.get(name.toLowerCase()) ?? personalKindOf(name);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
