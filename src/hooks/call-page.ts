import { newPage, type Page } from '../base/columns.ts';
import type { TextArena } from '../base/text-arena.ts';
import type { ExchangeEnd, Problem, StreamEnd } from '../http/index.ts';
import type { ClientConfig } from './client-config.ts';
import type { CommonLookup } from './common-fields.ts';
import type { PeopleLookup } from './people-table.ts';
import type { ExchangeOrigin } from './read.ts';

/**
 * What a call costs in columns. Times are seconds and nanoseconds since 1970, frames count from 1, texts are numbers of
 * the tables. Of a call that was not answered the columns of the response are 0. `counter` is one more than the counter's value, 0 where
 * there is none.
 */
export const CALL_SCHEMA = {
  latencySeconds: 'f64',
  seconds: 'u32',
  nanoseconds: 'u32',
  responseSeconds: 'u32',
  responseNanoseconds: 'u32',
  connection: 'u32',
  firstRequestFrame: 'u32',
  lastRequestFrame: 'u32',
  firstResponseFrame: 'u32',
  lastResponseFrame: 'u32',
  fingerprint: 'u32',
  counter: 'u32',
  common: 'u32',
  sessionId: 'u32',
  dialogId: 'u32',
  people: 'u32',
  flags: 'u8',
} as const;

/** Columns whose numbers are looked up in a table, and in which: numbers that were read from a file are checked by it. */
export const CALL_REFERENCES = {
  common: 'common',
  sessionId: 'texts',
  dialogId: 'texts',
  people: 'people',
  connection: 'connections',
} as const satisfies Partial<Record<keyof typeof CALL_SCHEMA, string>>;

/** Bits of the column `flags`. */
export const CALL_FLAGS = {
  requestDirection: 1,
  cut: 2,
  unkeyed: 4,
  answered: 8,
  rare: 16,
  refusedInBody: 32,
  methodCut: 64,
  /** Beside `refusedInBody`: the body refuses on purpose. */
  refusedOnPurpose: 128,
} as const;

/** What few calls have. */
export interface RareFields {
  readonly numbers: readonly string[];
  readonly clientConfig: ClientConfig | null;
  readonly problems: readonly Problem[];
  /** Of a call that was not answered in whole. */
  readonly end: ExchangeEnd;
  /** -1 where there is none. */
  readonly endFrame: number;
  readonly endSeconds: number;
  readonly streamEnd: StreamEnd | null;
}

/** What the numbers in the columns stand for. */
export interface CallTables {
  readonly texts: TextArena;
  readonly common: CommonLookup;
  readonly people: PeopleLookup;
}

/**
 * What is added to the numbers of a reading where it is one part of a whole: the calls of the second of two captures
 * have the frames behind those of the first.
 */
export interface PartOffsets {
  readonly id: number;
  readonly frame: number;
  /** The number in the whole of a connection of the part. */
  readonly connection: (connection: number) => number;
  /** End points of a connection of the part, by the direction of its requests. They never change. */
  readonly originOf: (connection: number, requestDirection: 0 | 1) => ExchangeOrigin;
}

/** Calls of one page. What was written there is never written again, so that snapshots may share it. */
export interface CallPage {
  readonly columns: Page<typeof CALL_SCHEMA>;
  /** By place in the page. */
  readonly rare: Map<number, RareFields>;
  readonly tables: CallTables;
  /** The id of the first call, before the offset is added. */
  readonly firstId: number;
  readonly offsets: PartOffsets;
}

export function newCallPage(tables: CallTables, firstId: number, offsets: PartOffsets): CallPage {
  return { columns: newPage(CALL_SCHEMA), rare: new Map(), tables, firstId, offsets };
}
