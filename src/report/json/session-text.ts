import type { Dialog, Session } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { stringifyText } from '../escape/json.ts';
import { dialogText } from './text.ts';

/** A session as JSON text. Its calls are their indexes. */
export function sessionText(session: Session, masker: Masker): string {
  return (
    `{"id":${stringifyText(masker.id(session.id))},"appKey":${stringifyText(masker.id(session.appKey))}` +
    `,"calls":[${session.calls.join(',')}]` +
    `,"dialogs":[${session.dialogs.map((dialog) => sessionDialog(dialog, masker)).join(',')}]}`
  );
}

function sessionDialog(dialog: Dialog, masker: Masker): string {
  return `{${dialogText(dialog, masker)},"calls":[${dialog.calls.join(',')}]}`;
}
