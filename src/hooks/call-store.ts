import { placeInPage, ROWS_A_PAGE } from '../base/columns.ts';
import { TextArena } from '../base/text-arena.ts';
import type { Dialect, PartyRole } from '../dialects/index.ts';
import type { HookCall } from './call.ts';
import { CALL_FLAGS, type CallPage, type CallTables, newCallPage, type PartOffsets } from './call-page.ts';
import { CallRow, rareFieldsOf } from './call-row.ts';
import { type CommonFields, CommonTable, commonFieldsOf } from './common-fields.ts';
import { peopleRows } from './people.ts';
import { PeopleTable } from './people-table.ts';
import type { ExchangeOrigin } from './read.ts';

/**
 * Pages that share their tables where calls are forgotten. A table keeps all texts of its calls as long as there is one
 * of these: with tables for each span of time, those go when the calls of a long reading are forgotten.
 */
const PAGES_A_SPAN = 16;

/**
 * An answered call without any oddity, as the columns have it: times in seconds and nanoseconds since 1970, frames from 1. One
 * object is written over for one call after the other.
 */
export interface RepeatedCall {
  readonly stream: number;
  readonly requestDirection: 0 | 1;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly firstRequestFrame: number;
  readonly lastRequestFrame: number;
  readonly fingerprint: number;
  /** Where the ids stand; -1 where there is none. */
  readonly sessionStart: number;
  readonly sessionEnd: number;
  readonly dialogStart: number;
  readonly dialogEnd: number;
  readonly people: NamedPeople;
  readonly firstResponseFrame: number;
  readonly lastResponseFrame: number;
  readonly responseSeconds: number;
  readonly responseNanoseconds: number;
  /** Seconds from the last byte of the request to the first of the answer; below 0 where the answer is timed before. */
  readonly latencySeconds: number;
}

/** Where the texts of a payload stand that name people, each by its row: see `personMembers`. */
export interface NamedPeople {
  /** How many texts there are. */
  readonly count: number;
  /** The rows whose texts are there, in the order in which they are read: the first `count`. */
  readonly rows: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** What a text stands for, where that is not its bytes as ASCII; null elsewhere. */
  readonly meant: readonly (string | null)[];
}

/** Finds out whose exchange it was, by connection and by the direction of the requests. */
export type OriginOf = (connection: number, requestDirection: 0 | 1) => ExchangeOrigin;

/** Keeps calls in little space, each as long as the row is kept that it gives. */
export class CallStore {
  readonly #offsets: PartOffsets;
  readonly #forgets: boolean;
  #tables = newTables();
  #page: CallPage;
  #length = 0;

  /** `forgets`: calls may be forgotten, so that not all of them share their tables. */
  constructor(originOf: OriginOf, forgets = false) {
    this.#forgets = forgets;
    this.#offsets = { id: 0, frame: 0, connection: (connection) => connection, originOf };
    this.#page = newCallPage(this.#tables, 0, this.#offsets);
  }

  /** The same call as a row; its id is how many were kept before. */
  keep(call: HookCall, requestDirection: 0 | 1): CallRow {
    const at = this.#nextPlace();
    const page = this.#page;
    const { columns } = page;
    const { texts, common, people } = this.#tables;
    const { response } = call;
    columns.seconds[at] = call.seconds;
    columns.nanoseconds[at] = call.nanoseconds;
    columns.connection[at] = call.stream;
    columns.firstRequestFrame[at] = call.requestFrames[0];
    columns.lastRequestFrame[at] = call.requestFrames[1];
    columns.fingerprint[at] = call.fingerprint;
    columns.counter[at] = call.counter === null ? 0 : call.counter + 1;
    columns.sessionId[at] = texts.numberOf(call.sessionId);
    columns.dialogId[at] = texts.numberOf(call.dialog?.id ?? null);
    columns.people[at] = people.numberOf(call.people);
    columns.common[at] = common.numberOf(commonFieldsOf(call));
    let flags: number = requestDirection;
    if (call.cut) flags |= CALL_FLAGS.cut;
    if (call.methodCut) flags |= CALL_FLAGS.methodCut;
    if (call.unkeyed) flags |= CALL_FLAGS.unkeyed;
    if (response !== null) {
      flags |= CALL_FLAGS.answered;
      if (response.bodyFailure !== null) flags |= CALL_FLAGS.refusedInBody;
      if (response.bodyFailure === 'refusal') flags |= CALL_FLAGS.refusedOnPurpose;
      columns.firstResponseFrame[at] = response.frames[0];
      columns.lastResponseFrame[at] = response.frames[1];
      columns.responseSeconds[at] = response.seconds;
      columns.responseNanoseconds[at] = response.nanoseconds;
      columns.latencySeconds[at] = response.latencySeconds - response.aheadSeconds;
    }
    const rare = rareFieldsOf(call);
    if (rare !== null) {
      flags |= CALL_FLAGS.rare;
      page.rare.set(at, rare);
    }
    columns.flags[at] = flags;
    return new CallRow(page, at);
  }

  /**
   * Keeps a call that was told by its numbers. `shared`: what it has in common with others; the same object comes again. Its ids stand in the bytes of `view`.
   * The row is that which `keep` would make.
   */
  keepRepeated(shared: CommonFields, isUnkeyed: boolean, repeated: RepeatedCall, view: DataView): CallRow {
    const at = this.#nextPlace();
    const page = this.#page;
    const { columns } = page;
    const { texts, common } = this.#tables;
    columns.seconds[at] = repeated.seconds;
    columns.nanoseconds[at] = repeated.nanoseconds;
    columns.connection[at] = repeated.stream;
    columns.firstRequestFrame[at] = repeated.firstRequestFrame;
    columns.lastRequestFrame[at] = repeated.lastRequestFrame;
    columns.fingerprint[at] = repeated.fingerprint;
    const { sessionStart, sessionEnd, dialogStart, dialogEnd } = repeated;
    const session = sessionStart < 0 ? 0 : texts.numberOfAscii(view, sessionStart, sessionEnd);
    columns.sessionId[at] = session;
    columns.dialogId[at] =
      dialogStart < 0
        ? 0
        : dialogStart === sessionStart
          ? session
          : texts.numberOfAscii(view, dialogStart, dialogEnd);
    if (repeated.people.count > 0) {
      columns.people[at] = this.#peopleNumber(peopleRows(shared.methodSpec).roles, repeated.people, view);
    }
    columns.common[at] = common.numberOfKept(shared);
    columns.firstResponseFrame[at] = repeated.firstResponseFrame;
    columns.lastResponseFrame[at] = repeated.lastResponseFrame;
    columns.responseSeconds[at] = repeated.responseSeconds;
    columns.responseNanoseconds[at] = repeated.responseNanoseconds;
    columns.latencySeconds[at] = repeated.latencySeconds;
    columns.flags[at] =
      repeated.requestDirection | CALL_FLAGS.answered | (isUnkeyed ? CALL_FLAGS.unkeyed : 0);
    return new CallRow(page, at);
  }

  #peopleNumber(
    roles: readonly PartyRole[],
    { count, rows, starts, ends, meant }: NamedPeople,
    view: DataView,
  ): number {
    const { texts, people } = this.#tables;
    for (let index = 0; index < count; index++) {
      const row = rows[index];
      const text = meant[row];
      const number = text === null ? texts.numberOfAscii(view, starts[row], ends[row]) : texts.numberOf(text);
      people.add(roles[row], number);
    }
    return people.end();
  }

  /** The place in the present page of a call that is to be kept. */
  #nextPlace(): number {
    const id = this.#length;
    const at = placeInPage(id);
    if (at === 0 && id > 0) this.#turnPage(id);
    this.#length += 1;
    return at;
  }

  #turnPage(firstId: number): void {
    const isNewSpan = (firstId / ROWS_A_PAGE) % PAGES_A_SPAN === 0;
    if (this.#forgets && isNewSpan) this.#tables = newTables();
    this.#page = newCallPage(this.#tables, firstId, this.#offsets);
  }
}

/** Tables that still grow. */
interface GrowingTables extends CallTables {
  readonly common: CommonTable;
  readonly people: PeopleTable;
}

function newTables(): GrowingTables {
  const texts = new TextArena();
  const common = new CommonTable((text) => texts.numberOf(text));
  return { texts, common, people: new PeopleTable(texts) };
}

/** Where the rows of a part stand in a whole, and whose dialects they have there: those of the same names. */
export interface PartPlace extends Omit<PartOffsets, 'originOf'> {
  readonly dialects: readonly Dialect[];
}

/** Makes rows of a part those of a whole. Each page is made anew once, with its columns shared. */
export function callsWithin(place: PartPlace): (call: CallRow) => CallRow {
  const pages = new Map<CallPage, CallPage>();
  const tables = new Map<CallTables, CallTables>();
  const pageOf = (page: CallPage): CallPage => {
    let within = pages.get(page);
    if (within !== undefined) return within;
    let ownTables = tables.get(page.tables);
    if (ownTables === undefined) {
      ownTables = { ...page.tables, common: page.tables.common.withDialects(place.dialects) };
      tables.set(page.tables, ownTables);
    }
    const { offsets } = page;
    within = {
      ...page,
      tables: ownTables,
      offsets: {
        id: offsets.id + place.id,
        frame: offsets.frame + place.frame,
        connection: (connection) => place.connection(offsets.connection(connection)),
        originOf: offsets.originOf,
      },
    };
    pages.set(page, within);
    return within;
  };
  return (call) => call.within(pageOf);
}
