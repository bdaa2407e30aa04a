import { BytePieces, RecentPieces } from '../../base/byte-pieces.ts';
import { bytesOf } from '../../base/byte-writer.ts';
import { CallRow, type CommonFields, type HookCall, responseStatusOf } from '../../hooks/index.ts';
import { writeNumber, writeText } from '../escape/json-bytes.ts';
import { beginDialog } from './dialog-members.ts';
import { type MaskedOutput, writeMasked } from './masked-text.ts';

const METHOD = bytesOf('"method":');
const TYPE = bytesOf(',"type":');
const STREAM = bytesOf(',"stream":');
const TARGET = bytesOf(',"target":');
const HTTP_VERSION = bytesOf(',"httpVersion":');
const FRAMES = bytesOf(',"frames":{"request":[');
const APP_KEY = bytesOf(',"appKey":');
const NODE_ID = bytesOf(',"nodeId":');
const DIALOG = bytesOf(',"dialog":');
const NO_DIALOG = bytesOf(',"dialog":null');
const STATUS = bytesOf(',"status":');
const ANSWER = bytesOf(',"answer":{"status":');
const LATENCY = bytesOf(',"latencyMs":');
const NO_ANSWER = bytesOf(',"answer":null');
const CLIENT = bytesOf('","client":');
const SERVER = bytesOf(',"server":');

type PartWriter = (call: HookCall, output: MaskedOutput) => void;

/** Parts of a call's record that are the same for many calls: of those with the same {@link CommonFields}. */
const PARTS = {
  /** The method, up to the value of `stream`. */
  method(call, output) {
    output.out.bytes(METHOD);
    writeMasked(output, call.method);
    output.out.bytes(STREAM);
  },
  /** The same with the hook type, which the JSON report calls `type`. */
  typedMethod(call, output) {
    const { out } = output;
    out.bytes(METHOD);
    writeMasked(output, call.method);
    out.bytes(TYPE);
    writeNumber(out, call.hookType);
    out.bytes(STREAM);
  },
  /** The target, up to the first frame of the request. */
  target({ target, httpVersion, dialect }, output) {
    const { out, masker } = output;
    out.bytes(TARGET);
    writeText(out, masker.target(target, dialect));
    out.bytes(HTTP_VERSION);
    writeMasked(output, httpVersion);
    out.bytes(FRAMES);
  },
  /** The ids of what it is of, up to the id of its dialog. */
  idsBeforeDialog(call, output) {
    writeIds(call, output);
    output.out.bytes(DIALOG);
    beginDialog(output.out, call.dialog?.kind ?? '');
  },
  /** The same for a call without a dialog. */
  idsWithoutDialog(call, output) {
    writeIds(call, output);
    output.out.bytes(NO_DIALOG);
  },
  /** The statuses of the call and its answer, up to the latency. */
  answered(call, output) {
    const { out } = output;
    writeStatus(call, output);
    out.bytes(ANSWER);
    out.integer(responseStatusOf(call));
    out.bytes(LATENCY);
  },
  /** The same for a call without an answer. */
  unanswered(call, output) {
    writeStatus(call, output);
    output.out.bytes(NO_ANSWER);
  },
} as const satisfies Record<string, PartWriter>;

function writeIds({ appKey, nodeId }: HookCall, output: MaskedOutput): void {
  output.out.bytes(APP_KEY);
  writeMasked(output, appKey);
  output.out.bytes(NODE_ID);
  writeMasked(output, nodeId);
}

function writeStatus({ status }: HookCall, output: MaskedOutput): void {
  output.out.bytes(STATUS);
  writeMasked(output, status);
}

/** A part, by its name. Marks of secrets are numbered as they are met, so a part is made where it is first written. */
export type PartName = keyof typeof PARTS;

const NAMES = Object.keys(PARTS) as readonly PartName[];
/** By name: the place of the part among those of a combination of fields. */
const PLACES = Object.fromEntries(NAMES.map((name, place) => [name, place])) as Readonly<
  Record<PartName, number>
>;
const NOT_WRITTEN = -1;

/** Bytes of remembered parts. A call server has few combinations; where each call has one of its own, what is remembered is let go. */
const MAX_REMEMBERED_BYTES = 2 * 1024 * 1024;
/** End points that are remembered: a power of two. */
const REMEMBERED_WAYS = 1024;
/** Bytes of the members with both end points. */
const LONGEST_WAY = 160;

/** Writes the parts of calls that come again and again, and remembers them as they are written. */
export class CallPartWriter {
  readonly #output: MaskedOutput;
  readonly #pieces = new BytePieces();
  /** By combination the numbers of its pieces, by the places of the parts. */
  readonly #known = new Map<CommonFields, number[]>();
  #lastFields: CommonFields | null = null;
  #lastPieces: number[] = [];
  /** End points by the numbers of ways. */
  readonly #ways = new RecentPieces<CallPartWriter>(REMEMBERED_WAYS, LONGEST_WAY);

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
    const pieces = this.#piecesOf(call.commonFields());
    const place = PLACES[name];
    if (pieces[place] !== NOT_WRITTEN) {
      this.#pieces.write(out, pieces[place]);
      return;
    }
    const start = out.length;
    PARTS[name](call, this.#output);
    pieces[place] = this.#pieces.keep(out, start);
  }

  /** The end of the member `time`, and `client` and `server`. */
  endPoints(call: HookCall): void {
    const { out } = this.#output;
    const way = call instanceof CallRow ? call.wayNumber() : null;
    if (way !== null && this.#ways.write(out, this, way)) return;
    const start = out.length;
    out.bytes(CLIENT);
    writeText(out, call.client);
    out.bytes(SERVER);
    writeText(out, call.server);
    if (way !== null) this.#ways.keep(out, this, way, start);
  }

  #piecesOf(fields: CommonFields): number[] {
    if (fields === this.#lastFields) return this.#lastPieces;
    if (this.#pieces.size > MAX_REMEMBERED_BYTES) {
      this.#known.clear();
      this.#pieces.clear();
    }
    let pieces = this.#known.get(fields);
    if (pieces === undefined) {
      pieces = NAMES.map(() => NOT_WRITTEN);
      this.#known.set(fields, pieces);
    }
    this.#lastFields = fields;
    this.#lastPieces = pieces;
    return pieces;
  }
}
