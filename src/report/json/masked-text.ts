import { RecentPieces } from '../../base/byte-pieces.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { TextArena } from '../../base/text-arena.ts';
import { CallRow, type HookCall, type TextKey } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { writePlainText, writeText } from '../escape/json-bytes.ts';

/** Where a report is written, and what masks it. */
export interface MaskedOutput {
  readonly out: ByteWriter;
  readonly masker: Masker;
}

/** Writes a text as a JSON string, with its secrets masked; null for null. */
export function writeMasked({ out, masker }: MaskedOutput, text: string | null): void {
  const start = out.length;
  if (writePlainText(out, text)) {
    // The text stands between its quotation marks.
    if (text === null || masker.leaves(out.memory, start + 1, out.length - 1)) return;
    out.cutBack(start);
  }
  writeText(out, masker.id(text));
}

/** Ids that are remembered in the form in which they are written: a power of two. */
const REMEMBERED_IDS = 4096;
/** Bytes of such an id, with its quotation marks. */
const LONGEST_ID = 128;

/** Writes ids of sessions and dialogs: calls that come close together carry the same ones again and again. */
export class IdWriter {
  readonly #output: MaskedOutput;
  /** The ids by their numbers in an arena. */
  readonly #recent = new RecentPieces<TextArena>(REMEMBERED_IDS, LONGEST_ID);

  constructor(output: MaskedOutput) {
    this.#output = output;
  }

  /** Writes the id of a call's session. */
  session(call: HookCall): void {
    if (call instanceof CallRow) this.#write(call.sessionKey());
    else writeMasked(this.#output, call.sessionId);
  }

  /** Writes the id of a call's dialog; null where it is of none. */
  dialog(call: HookCall): void {
    if (call instanceof CallRow) this.#write(call.dialogKey());
    else writeMasked(this.#output, call.dialog?.id ?? null);
  }

  #write({ texts, number }: TextKey): void {
    const { out, masker } = this.#output;
    if (this.#recent.write(out, texts, number)) return;
    const start = out.length;
    writeMasked(this.#output, texts.text(number));
    // What is known of people may grow while the report is written.
    if (!masker.redactsPersonal) this.#recent.keep(out, texts, number, start);
  }
}

/** More texts than the rules have words for. */
const MAX_TEXTS = 1024;

/** Writes texts of which there are few, each for many findings: what follows, what to do, names of methods and parameters. */
export class RepeatedTextWriter {
  readonly #output: MaskedOutput;
  /** The remembered texts as they are written. */
  readonly #written = new Map<string, Uint8Array>();

  constructor(output: MaskedOutput) {
    this.#output = output;
  }

  write(text: string | null): void {
    const { out, masker } = this.#output;
    const known = text === null ? undefined : this.#written.get(text);
    if (known !== undefined) {
      out.bytes(known);
      return;
    }
    const start = out.length;
    writeMasked(this.#output, text);
    if (text === null || masker.redactsPersonal) return;
    if (this.#written.size >= MAX_TEXTS) this.#written.clear();
    this.#written.set(text, out.copyFrom(start));
  }
}
