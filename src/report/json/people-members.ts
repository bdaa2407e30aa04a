import { bytesOf } from '../../base/byte-writer.ts';
import type { Person } from '../../hooks/index.ts';
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

/** Writes the member `people` of a call that names somebody; nothing for one that names nobody. */
export function writePeople(people: readonly Person[], output: MaskedOutput): void {
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

/** The same of a session. */
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
