import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import type { DialogKey } from '../../hooks/index.ts';
import { writeText } from '../escape/json-bytes.ts';
import { type MaskedOutput, writeMasked } from './masked-text.ts';

const KIND = bytesOf('{"kind":');
const ID = bytesOf(',"id":');

/** Begins the object of a dialog, up to the value of its member `id`. */
export function beginDialog(out: ByteWriter, kind: string): void {
  out.bytes(KIND);
  writeText(out, kind);
  out.bytes(ID);
}

/** Writes the object of a dialog, whose closing brace is left to the caller. */
export function writeDialogMembers({ kind, id }: DialogKey, output: MaskedOutput): void {
  beginDialog(output.out, kind);
  writeMasked(output, id);
}
