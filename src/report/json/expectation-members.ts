import { BytePieces } from '../../base/byte-pieces.ts';
import { bytesOf } from '../../base/byte-writer.ts';
import type { ExpectationResult } from '../../checks/index.ts';
import type { Expectation } from '../../dialects/index.ts';
import { type CallPositions, CallRow, hasDialog } from '../../hooks/index.ts';
import { writeNumber, writeText } from '../escape/json-bytes.ts';
import { type IdWriter, type MaskedOutput, writeMasked } from './masked-text.ts';

const TRIGGER = bytesOf('"trigger":');
const METHOD = bytesOf(',"method":');
const KEY = bytesOf(',"key":');
const WINDOW = bytesOf(',"window":');
const VERDICT = bytesOf(',"verdict":');
const MET_BY = bytesOf(',"metBy":');
const REASON = bytesOf(',"reason":');
const CAUSE = bytesOf(',"cause":');
const EXPECTATION = bytesOf(',"expectation":');

/** What the records of all expectations of one row that were met have in common, between what differs: numbers of pieces. */
interface MetPieces {
  readonly beforeKey: number;
  readonly beforeMetBy: number;
  readonly behind: number;
}

/** Writes expectations. Most are met, and differ in little. */
export class ExpectationWriter {
  readonly #pieces = new BytePieces();
  readonly #met = new Map<Expectation, MetPieces>();
  readonly #output: MaskedOutput;
  readonly #ids: IdWriter;
  readonly #positions: CallPositions;

  /** `positions`: where the calls of the analysis stand. */
  constructor(output: MaskedOutput, ids: IdWriter, positions: CallPositions) {
    this.#output = output;
    this.#ids = ids;
    this.#positions = positions;
  }

  /** Writes the members of an expectation. */
  write(expected: ExpectationResult): void {
    const { out } = this.#output;
    const positions = this.#positions;
    const { expectation, verdict, metBy } = expected;
    out.bytes(TRIGGER);
    out.integer(positions.of(expected.trigger));
    const known = verdict === 'met' ? this.#met.get(expectation) : undefined;
    if (known !== undefined && metBy !== null && expected.reason === null && expected.cause === null) {
      this.#pieces.write(out, known.beforeKey);
      this.#writeKey(expected);
      this.#pieces.write(out, known.beforeMetBy);
      out.integer(positions.of(metBy));
      this.#pieces.write(out, known.behind);
      return;
    }
    const begin = out.length;
    out.bytes(METHOD);
    writeText(out, expected.method);
    out.bytes(KEY);
    const beginOfKey = out.length;
    this.#writeKey(expected);
    const endOfKey = out.length;
    out.bytes(WINDOW);
    writeNumber(out, expected.windowSeconds);
    out.bytes(VERDICT);
    writeText(out, verdict);
    out.bytes(MET_BY);
    const beginOfMetBy = out.length;
    writeNumber(out, metBy === null ? null : positions.of(metBy));
    const endOfMetBy = out.length;
    out.bytes(REASON);
    writeMasked(this.#output, expected.reason);
    out.bytes(CAUSE);
    writeText(out, expected.cause);
    out.bytes(EXPECTATION);
    writeText(out, expectation.id);
    if (verdict !== 'met' || expected.reason !== null || expected.cause !== null) return;
    this.#met.set(expectation, {
      beforeKey: this.#pieces.keep(out, begin, beginOfKey),
      beforeMetBy: this.#pieces.keep(out, endOfKey, beginOfMetBy),
      behind: this.#pieces.keep(out, endOfMetBy),
    });
  }

  /** The id that an expectation is keyed by. That of a row is written by its number. */
  #writeKey(expected: ExpectationResult): void {
    const { expectation, trigger } = expected;
    if (!(trigger instanceof CallRow)) writeMasked(this.#output, expected.key);
    else if (expectation.key === 'session') this.#ids.session(trigger);
    else if (hasDialog(trigger)) this.#ids.dialog(trigger);
    else writeMasked(this.#output, expected.key);
  }
}
