import { createHash } from 'node:crypto';
import { flag, list, nullable, record, type Shape, text, whole } from '../../base/shape/index.ts';
import type { Dialect } from '../../dialects/index.ts';

/** A dialect by its name, and by what it said when the shard was made. */
export interface NamedDialect {
  readonly name: string;
  readonly digest: string;
}

/** What was asked for when the traffic was read: judging needs the same. */
export interface ShardHeader {
  /** Of the program. */
  readonly version: string;
  /** Those that were looked for, in their order. */
  readonly dialects: readonly NamedDialect[];
  readonly ports: readonly number[];
  readonly host: string | null;
  /** Findings repeat secrets: `--show-secrets`. */
  readonly showsSecrets: boolean;
  /** Secrets were masked in all texts, not only in what findings repeat. */
  readonly isMasked: boolean;
}

/** Characters that a message cannot show: controls, formats, separators of lines, halves of surrogate pairs. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A name that is told to people before the rest of the file is believed. */
const name: Shape<string> = {
  ...text,
  read: (from) => {
    const own = text.read(from);
    return UNSHOWN.test(own) ? from.fail('a name has a control character') : own;
  },
};

/** Ports and dialects that anybody would look for. */
const MOST_PORTS = 65_536;
const MOST_DIALECTS = 1000;

export const headerShape: Shape<ShardHeader> = record<ShardHeader>({
  version: name,
  dialects: list(record<NamedDialect>({ name, digest: text }), MOST_DIALECTS),
  ports: list(whole, MOST_PORTS),
  host: nullable(text),
  showsSecrets: flag,
  isMasked: flag,
});

const digests = new WeakMap<Dialect, string>();

/** Dialects are data: equal ones have equal digests. */
export function namedDialect(dialect: Dialect): NamedDialect {
  let digest = digests.get(dialect);
  if (digest === undefined) {
    digest = createHash('sha256').update(JSON.stringify(dialect)).digest('hex');
    digests.set(dialect, digest);
  }
  return { name: dialect.name, digest };
}

export type FoundDialects =
  | { readonly ok: true; readonly dialects: readonly Dialect[] }
  | { readonly ok: false; readonly message: string };

/** The dialects that a header names, among those at hand. */
export function dialectsOf({ dialects }: ShardHeader, known: readonly Dialect[]): FoundDialects {
  const found: Dialect[] = [];
  for (const { name, digest } of dialects) {
    const dialect = known.find((each) => each.name === name);
    if (dialect === undefined) {
      return {
        ok: false,
        message: `it was made with the dialect ${name}, which is not at hand; give it with --dialect`,
      };
    }
    if (namedDialect(dialect).digest !== digest) {
      return {
        ok: false,
        message: `it was made with another edition of the dialect ${name}; read the capture again, or give that edition with --dialect`,
      };
    }
    found.push(dialect);
  }
  return { ok: true, dialects: found };
}
