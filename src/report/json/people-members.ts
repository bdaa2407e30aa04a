import { RecentPieces } from '../../base/byte-pieces.ts';
import { bytesOf } from '../../base/byte-writer.ts';
import { CallRow, type HookCall, type PeopleLookup, type Person } from '../../hooks/index.ts';
import type { SessionPeople } from '../../sessions/index.ts';
import { writeText } from '../escape/json-bytes.ts';
import { type MaskedOutput, writeMasked } from './masked-text.ts';

const COMMA = 0x2c;
const BRACE = 0x7d;
const PEOPLE = bytesOf(',"people":[');
const ROLE = bytesOf('{"role":');
const TEXT = bytesOf(',"text":');
const SESSION_PEOPLE = bytesOf(',"people":{"login":');
const NAME = bytesOf(',"name":');
const PAIRS = bytesOf(',"pairs":[');
const CALLER = bytesOf('{"caller":');
const CALLEE = bytesOf(',"callee":');
const OTHERS = bytesOf('],"others":[');
const LIST_END = bytesOf(']');
const PEOPLE_END = bytesOf(']}');

/** Lists of people that are remembered in the form in which they are written: a power of two. */
const REMEMBERED_LISTS = 1024;
/** Bytes of such a list. */
const LONGEST_LIST = 256;

/** Writes the people whom calls name: those of a session name the same ones again and again. */
export class PeopleWriter {
  readonly #output: MaskedOutput;
  /** The lists by their numbers in tables. */
  readonly #recent = new RecentPieces<PeopleLookup>(REMEMBERED_LISTS, LONGEST_LIST);

  constructor(output: MaskedOutput) {
    this.#output = output;
  }

  /** Writes the member `people` of a call that names somebody; nothing for one that names nobody. */
  write(call: HookCall): void {
    // What is known of people may grow while the report is written.
    if (!(call instanceof CallRow) || this.#output.masker.redactsPersonal) {
      writePeople(call.people, this.#output);
      return;
    }
    const { lists, number } = call.peopleKey();
    const { out } = this.#output;
    if (number === 0 || this.#recent.write(out, lists, number)) return;
    const start = out.length;
    writePeople(call.people, this.#output);
    this.#recent.keep(out, lists, number, start);
  }
}

function writePeople(people: readonly Person[], output: MaskedOutput): void {
  if (people.length === 0) return;
  const { out } = output;
  out.bytes(PEOPLE);
  for (const [index, { role, text }] of people.entries()) {
    if (index > 0) out.byte(COMMA);
    out.bytes(ROLE);
    writeText(out, role);
    out.bytes(TEXT);
    writeMasked(output, text);
    out.byte(BRACE);
  }
  out.bytes(LIST_END);
}

/** Writes the member `people` of a session that names somebody. */
export function writeSessionPeople(
  { login, name, pairs, others }: SessionPeople,
  output: MaskedOutput,
): void {
  if (login === null && name === null && pairs.length === 0 && others.length === 0) return;
  const { out } = output;
  out.bytes(SESSION_PEOPLE);
  writeMasked(output, login);
  out.bytes(NAME);
  writeMasked(output, name);
  out.bytes(PAIRS);
  for (const [index, { caller, callee }] of pairs.entries()) {
    if (index > 0) out.byte(COMMA);
    out.bytes(CALLER);
    writeMasked(output, caller);
    out.bytes(CALLEE);
    writeMasked(output, callee);
    out.byte(BRACE);
  }
  out.bytes(OTHERS);
  for (const [index, other] of others.entries()) {
    if (index > 0) out.byte(COMMA);
    writeMasked(output, other);
  }
  out.bytes(PEOPLE_END);
}
