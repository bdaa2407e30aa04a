import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import type { HookCall, Session } from '../../hooks/index.ts';
import { peopleOf } from '../../sessions/index.ts';
import { writeDialogMembers } from './dialog-members.ts';
import { type MaskedOutput, writeMasked } from './masked-text.ts';
import { writeSessionPeople } from './people-members.ts';

const COMMA = 0x2c;
const ID = bytesOf('"id":');
const APP_KEY = bytesOf(',"appKey":');
const CALLS = bytesOf(',"calls":[');
const DIALOGS = bytesOf('],"dialogs":[');
const DIALOG_END = bytesOf(']}');
const END = bytesOf(']');

/** Writes the members of a session. Its calls are their indexes. `calls`: of the analysis. */
export function writeSessionMembers(
  session: Session,
  calls: readonly HookCall[],
  output: MaskedOutput,
): void {
  const { out } = output;
  out.bytes(ID);
  writeMasked(output, session.id);
  out.bytes(APP_KEY);
  writeMasked(output, session.appKey);
  out.bytes(CALLS);
  writeIntegers(out, session.calls);
  out.bytes(DIALOGS);
  let isFirst = true;
  for (const dialog of session.dialogs) {
    if (!isFirst) out.byte(COMMA);
    isFirst = false;
    writeDialogMembers(dialog, output);
    out.bytes(CALLS);
    writeIntegers(out, dialog.calls);
    out.bytes(DIALOG_END);
  }
  out.bytes(END);
  writeSessionPeople(peopleOf(session.calls.map((position) => calls[position])), output);
}

/** Integers separated by commas. */
export function writeIntegers(out: ByteWriter, values: Iterable<number>): void {
  let isFirst = true;
  for (const value of values) {
    if (!isFirst) out.byte(COMMA);
    isFirst = false;
    out.integer(value);
  }
}
