import { bytesOf } from '../../base/byte-writer.ts';
import { CallRow, type CommonFields, type HookCall } from '../../hooks/index.ts';
import { writeText } from '../escape/json-bytes.ts';
import { type MaskedOutput, writeMasked } from './masked-text.ts';

const METHOD = bytesOf('"method":');
const TARGET = bytesOf(',"target":');
const HTTP_VERSION = bytesOf(',"httpVersion":');
const FRAMES = bytesOf(',"frames":{"request":[');
const APP_KEY = bytesOf(',"appKey":');
const NODE_ID = bytesOf(',"nodeId":');
const DIALOG = bytesOf(',"dialog":');
const STATUS = bytesOf(',"status":');
const ANSWER = bytesOf(',"answer":');
const CLIENT = bytesOf('","client":');
const SERVER = bytesOf(',"server":');

/** Parts of a call's record that are the same for many calls. */
const PARTS = {
  method({ method }, output) {
    output.out.bytes(METHOD);
    writeMasked(output, method);
  },
  target({ target, httpVersion, dialect }, output) {
    const { out, masker } = output;
    out.bytes(TARGET);
    writeText(out, masker.target(target, dialect));
    out.bytes(HTTP_VERSION);
    writeMasked(output, httpVersion);
    out.bytes(FRAMES);
  },
  ids({ appKey, nodeId }, output) {
    output.out.bytes(APP_KEY);
    writeMasked(output, appKey);
    output.out.bytes(NODE_ID);
    writeMasked(output, nodeId);
    output.out.bytes(DIALOG);
  },
  status({ status }, output) {
    output.out.bytes(STATUS);
    writeMasked(output, status);
    output.out.bytes(ANSWER);
  },
} as const satisfies Record<string, (call: HookCall | CommonFields, output: MaskedOutput) => void>;

/** A part, by its name. Marks of secrets are numbered as they are met, so a part is made where it is first written. */
export type PartName = keyof typeof PARTS;

/** null: not written yet. */
type WrittenParts = Record<PartName, Uint8Array | null>;

/** More combinations than a call server has; where each call has one of its own, what is remembered is let go. */
const MAX_REMEMBERED = 4096;
/** End points that are remembered. A power of two. */
const REMEMBERED_WAYS = 1024;
const NO_WAY = -1;

/** Writes the parts of calls that come again and again, and remembers them as they are written. */
export class CallPartWriter {
  readonly #output: MaskedOutput;
  readonly #parts = new Map<CommonFields, WrittenParts>();
  /** The remembered end points, each in the slot that the number of its way falls on. */
  readonly #ways = new Float64Array(REMEMBERED_WAYS).fill(NO_WAY);
  readonly #endPoints: Uint8Array[] = new Array<Uint8Array>(REMEMBERED_WAYS).fill(bytesOf(''));

  constructor(output: MaskedOutput) {
    this.#output = output;
  }

  write(name: PartName, call: HookCall): void {
    const { out, masker } = this.#output;
    // What is known of people may grow while the report is written.
    const isLasting = call instanceof CallRow && !masker.redactsPersonal;
    if (!isLasting) {
      PARTS[name](call, this.#output);
      return;
    }
    const written = this.#partsOf(call.commonFields());
    const known = written[name];
    if (known !== null) {
      out.bytes(known);
      return;
    }
    const start = out.length;
    PARTS[name](call, this.#output);
    written[name] = out.copyFrom(start);
  }

  /** The end of the member `time`, and `client` and `server`. */
  endPoints(call: HookCall): void {
    const { out } = this.#output;
    const way = call instanceof CallRow ? call.wayNumber() : NO_WAY;
    const slot = way % REMEMBERED_WAYS;
    if (way !== NO_WAY && this.#ways[slot] === way) {
      out.bytes(this.#endPoints[slot]);
      return;
    }
    const start = out.length;
    out.bytes(CLIENT);
    writeText(out, call.client);
    out.bytes(SERVER);
    writeText(out, call.server);
    if (way === NO_WAY) return;
    this.#ways[slot] = way;
    this.#endPoints[slot] = out.copyFrom(start);
  }

  #partsOf(common: CommonFields): WrittenParts {
    let written = this.#parts.get(common);
    if (written === undefined) {
      if (this.#parts.size >= MAX_REMEMBERED) this.#parts.clear();
      written = { method: null, target: null, ids: null, status: null };
      this.#parts.set(common, written);
    }
    return written;
  }
}
