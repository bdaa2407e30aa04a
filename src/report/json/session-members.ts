import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import { CallRow, type HookCall, type Session } from '../../hooks/index.ts';
import { peopleOf } from '../../sessions/index.ts';
import { beginDialog } from './dialog-members.ts';
import { type IdWriter, type MaskedOutput, writeMasked } from './masked-text.ts';
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
  context: MaskedOutput & { readonly ids: IdWriter },
): void {
  const { out, ids } = context;
  const own = session.calls;
  const first = calls[own[0]];
  out.bytes(ID);
  if (first instanceof CallRow) ids.session(first);
  else writeMasked(context, session.id);
  out.bytes(APP_KEY);
  writeMasked(context, session.appKey);
  out.bytes(CALLS);
  writeIntegers(out, own);
  out.bytes(DIALOGS);
  let isFirst = true;
  for (const dialog of session.dialogs) {
    if (!isFirst) out.byte(COMMA);
    isFirst = false;
    beginDialog(out, dialog.kind);
    const firstOfDialog = calls[dialog.calls[0]];
    if (firstOfDialog instanceof CallRow) ids.dialog(firstOfDialog);
    else writeMasked(context, dialog.id);
    out.bytes(CALLS);
    writeIntegers(out, dialog.calls);
    out.bytes(DIALOG_END);
  }
  out.bytes(END);
  writeSessionPeople(peopleOf(own.map((position) => calls[position])), context);
}

/** Integers separated by commas. */
export function writeIntegers(out: ByteWriter, values: readonly number[]): void {
  for (let index = 0; index < values.length; index++) {
    if (index > 0) out.byte(COMMA);
    out.integer(values[index]);
  }
}
