import { type ByteWriter, bytesOf } from '../../base/byte-writer.ts';
import type { TextArena } from '../../base/text-arena.ts';
import type { TextKey } from '../../hooks/index.ts';
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

/** Texts that are remembered in the form in which they are written. A power of two. */
const REMEMBERED = 4096;
const NONE = bytesOf('');

/** Writes ids of sessions and dialogs: calls that come close together carry the same ones again and again. */
export class IdWriter {
  readonly #output: MaskedOutput;
  /** The remembered ids, each in the slot that its number falls on, by arena and number. */
  readonly #arenas: (TextArena | null)[] = new Array<TextArena | null>(REMEMBERED).fill(null);
  readonly #numbers = new Int32Array(REMEMBERED);
  readonly #written: Uint8Array[] = new Array<Uint8Array>(REMEMBERED).fill(NONE);

  constructor(output: MaskedOutput) {
    this.#output = output;
  }

  write({ texts, number }: TextKey): void {
    const { out, masker } = this.#output;
    const slot = number & (REMEMBERED - 1);
    if (this.#arenas[slot] === texts && this.#numbers[slot] === number) {
      out.bytes(this.#written[slot]);
      return;
    }
    const start = out.length;
    writeMasked(this.#output, texts.text(number));
    // What is known of people may grow while the report is written.
    if (masker.redactsPersonal) return;
    this.#arenas[slot] = texts;
    this.#numbers[slot] = number;
    this.#written[slot] = out.copyFrom(start);
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
