import { placeInPage, ROWS_A_PAGE, type Rows } from '../base/columns.ts';
import {
  checkColumn,
  columns,
  list,
  nullable,
  type Packer,
  record,
  type Shape,
  type ShownTexts,
  type Unpacker,
  whole,
} from '../base/shape/index.ts';
import { TextArena } from '../base/text-arena.ts';
import { type Dialect, findMethod } from '../dialects/index.ts';
import type { HookCall } from './call.ts';
import {
  CALL_REFERENCES,
  CALL_SCHEMA,
  type CallPage,
  type CallTables,
  type RareFields,
} from './call-page.ts';
import { CallRow } from './call-row.ts';
import type { OriginOf } from './call-store.ts';
import { type CommonFields, type CommonLookup, commonLookupOf } from './common-fields.ts';
import { peopleForm, readPeopleLists, writePeople } from './people-table.ts';
import { rareFieldsShape } from './rare-shape.ts';

/** What calls are read with. */
export interface CallsContext {
  /** Those by whose names dialects are known. */
  readonly dialects: readonly Dialect[];
  readonly shown: ShownCallTexts;
}

/** Texts of calls as they are shown. */
export interface ShownCallTexts extends ShownTexts {
  /** The target of a request as it may stand in the file; it is read as other texts are. */
  readonly shownTarget: (target: string, dialect: Dialect | null) => string;
}

/** What calls refer to: their connections, and whose they were. Known only once the connections were read. */
export interface CallsPlace {
  readonly connections: number;
  readonly originOf: OriginOf;
}

const rows = columns(CALL_SCHEMA);

/**
 * All calls of a reading, in the order of their ids, as `CallStore` keeps them. Columns are written as they are, whatever they
 * are called: what is new in the schema is in the file as well, and in the form, so that older files are told from it.
 */
export function callsShape(
  { dialects, shown }: CallsContext,
  place: () => CallsPlace,
): Shape<readonly HookCall[]> {
  const rare = rareFieldsShape(shown);
  const common = list(commonShape(dialects, shown));
  return {
    form: `calls: ${shown.text.form}; ${common.form}; ${peopleForm}; ${rows.form}; ${rare.form}`,
    write: (calls, to) => {
      const pages = pagesOf(calls);
      to.whole(pages.length);
      if (pages.length === 0) return;
      const { tables } = pages[0];
      writeTexts(tables, shown, to);
      common.write(tables.common.all(), to);
      writePeople(tables.people, to);
      const all = {
        length: calls.length,
        page: (row: number) => pages[Math.floor(row / ROWS_A_PAGE)].columns,
      };
      rows.write(all, to);
      for (const page of pages) {
        to.whole(page.rare.size);
        for (const [at, fields] of page.rare) {
          to.whole(at);
          rare.write(fields, to);
        }
      }
    },
    read: (from) => {
      const pages = from.count();
      return pages === 0 ? [] : readCalls(from, pages, { common, rare, shown }, place());
    },
  };
}

interface PartShapes {
  readonly common: Shape<readonly CommonFields[]>;
  readonly rare: Shape<RareFields>;
  readonly shown: ShownCallTexts;
}

function readCalls(
  from: Unpacker,
  pageCount: number,
  { common, rare, shown }: PartShapes,
  { connections, originOf }: CallsPlace,
): readonly HookCall[] {
  const texts = readTexts(shown, from);
  const fields: CommonLookup = commonLookupOf(common.read(from));
  const { people, count } = readPeopleLists(texts, from);
  const all = rows.read(from);
  if (Math.ceil(all.length / ROWS_A_PAGE) !== pageCount) from.fail('calls lack a page');
  const counts = { common: fields.all().length, texts: texts.count, people: count, connections };
  for (const [name, table] of Object.entries(CALL_REFERENCES)) {
    checkColumn(all, name as keyof typeof CALL_REFERENCES, counts[table], from);
  }
  const tables: CallTables = { texts, common: fields, people };
  const offsets = { id: 0, frame: 0, connection: (connection: number) => connection, originOf };
  const calls: HookCall[] = [];
  for (let firstId = 0; firstId < all.length; firstId += ROWS_A_PAGE) {
    const count = Math.min(ROWS_A_PAGE, all.length - firstId);
    const page: CallPage = {
      columns: writablePage(all, firstId),
      rare: readRare(rare, count, from),
      tables,
      firstId,
      offsets,
    };
    for (let at = 0; at < count; at++) calls.push(new CallRow(page, at));
  }
  return calls;
}

/** What was read is nobody else's, so that it may be taken for a page of a store. */
function writablePage(all: Rows<typeof CALL_SCHEMA>, row: number): CallPage['columns'] {
  return all.page(row) as CallPage['columns'];
}

function readRare(rare: Shape<RareFields>, rowCount: number, from: Unpacker): Map<number, RareFields> {
  const fields = new Map<number, RareFields>();
  const count = from.count(rowCount);
  for (let number = 0; number < count; number++) {
    const at = from.whole();
    if (at >= rowCount) from.fail(`there is no call ${at}`);
    fields.set(at, rare.read(from));
  }
  return fields;
}

/** The pages of calls. They have to be all calls that a store keeps. */
function pagesOf(calls: readonly HookCall[]): readonly CallPage[] {
  const pages: CallPage[] = [];
  for (const [id, call] of calls.entries()) {
    if (!(call instanceof CallRow) || call.id !== id) throw new Error('these calls are not all of a store');
    if (placeInPage(id) === 0) pages.push(call.ownPage());
  }
  if (pages.some(({ tables }) => tables !== pages[0].tables)) throw new Error('calls were forgotten');
  return pages;
}

/** Texts by their numbers; the first one stands for null. Targets are among them. */
function writeTexts({ texts, common }: CallTables, shown: ShownCallTexts, to: Packer): void {
  const targets = new Map(common.all().map(({ target, dialect }) => [target, dialect] as const));
  to.whole(texts.count - 1);
  for (let number = 1; number < texts.count; number++) {
    const text = texts.text(number) ?? '';
    const dialect = targets.get(text);
    if (dialect === undefined) shown.text.write(text, to);
    else to.text(shown.shownTarget(text, dialect));
  }
}

function readTexts(shown: ShownTexts, from: Unpacker): TextArena {
  const texts = new TextArena();
  const count = from.count();
  for (let number = 0; number < count; number++) texts.append(shown.text.read(from));
  return texts;
}

function commonShape(
  dialects: readonly Dialect[],
  { text: shown, shownTarget }: ShownCallTexts,
): Shape<CommonFields> {
  const named = record<Omit<CommonFields, 'dialect' | 'methodSpec' | 'target'>>({
    method: shown,
    httpMethod: shown,
    httpVersion: shown,
    appKey: nullable(shown),
    nodeId: nullable(shown),
    status: nullable(shown),
    responseStatus: whole,
    reason: shown,
  });
  const method = methodShape(dialects);
  return {
    form: `${method.form}; target; ${named.form}`,
    write: (fields, to) => {
      method.write(fields, to);
      to.text(shownTarget(fields.target, fields.dialect));
      named.write(fields, to);
    },
    read: (from) => ({ ...method.read(from), target: shown.read(from), ...named.read(from) }),
  };
}

/** A dialect and one of its methods, by their names; null for a method that it does not know. */
export function methodShape(
  dialects: readonly Dialect[],
): Shape<Pick<CommonFields, 'dialect' | 'methodSpec'>> {
  return {
    form: 'dialect and method by name',
    write: ({ dialect, methodSpec }, to) => {
      to.text(dialect.name);
      to.byte(methodSpec === null ? 0 : 1);
      if (methodSpec !== null) to.text(methodSpec.name);
    },
    read: (from) => {
      const name = from.text();
      const dialect =
        dialects.find((each) => each.name === name) ?? from.fail('a dialect that is not at hand');
      if (from.byte() === 0) return { dialect, methodSpec: null };
      const methodSpec = findMethod(dialect, from.text()) ?? from.fail(`no method of ${dialect.name}`);
      return { dialect, methodSpec };
    },
  };
}
