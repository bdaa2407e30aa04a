import type { HookCall } from './call.ts';
import { CallRow } from './call-row.ts';
import type { KeyNumbers } from './key-numbers.ts';

/** No session, or no dialog. */
export const NO_KEY = -1;

/** The number of a call's session among those that were numbered; {@link NO_KEY} where it names none. */
export function sessionNumber(call: HookCall, numbers: KeyNumbers): number {
  if (call instanceof CallRow) return call.sessionAmong(numbers);
  return call.sessionId === null ? NO_KEY : numbers.ofText(call.sessionId);
}

/** The same of its dialog's id, whatever the kind of the dialog. */
export function dialogNumber(call: HookCall, numbers: KeyNumbers): number {
  if (call instanceof CallRow) return call.dialogAmong(numbers);
  return call.dialog === null ? NO_KEY : numbers.ofText(call.dialog.id);
}

/** Whether a call names a session. */
export function hasSession(call: HookCall): boolean {
  return call instanceof CallRow ? call.hasSession() : call.sessionId !== null;
}

/** Whether a call names a dialog. */
export function hasDialog(call: HookCall): boolean {
  return call instanceof CallRow ? call.hasDialog() : call.dialog !== null;
}

/** Whether a call names people. */
export function hasPeople(call: HookCall): boolean {
  return call instanceof CallRow ? call.peopleKey().number !== 0 : call.people.length > 0;
}
