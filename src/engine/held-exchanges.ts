import { Columns, placeInPage, ROWS_A_PAGE } from '../base/columns.ts';
import type { Exchange, ExchangeEnd, RequestMessage, ResponseMessage } from '../http/index.ts';
import type { Masker } from '../privacy/index.ts';
import type { ListedBody, ListedExchange, ListedRequest, ListedResponse } from './options.ts';
import type { OriginBook } from './origin.ts';
import { OwnTexts } from './own-texts.ts';

/** Frames and lengths are 0 where a message is absent; `FLAGS` says so. */
const HELD = {
  requestBytes: 'f64',
  responseBytes: 'f64',
  connection: 'u32',
  firstRequestFrame: 'u32',
  lastRequestFrame: 'u32',
  firstResponseFrame: 'u32',
  lastResponseFrame: 'u32',
  status: 'u16',
  flags: 'u16',
} as const;

/** The lowest bit is the direction of the requests. Those of bodies are shifted by `RESPONSE_BODY` for the response's. */
const FLAGS = {
  direction: 1,
  request: 2,
  response: 4,
  hashed: 8,
  decoded: 16,
  complete: 32,
  hashHidden: 64,
} as const;
const RESPONSE_BODY = 4;

const SHA256_BYTES = 32;
const DIGESTS_BYTES = 2 * SHA256_BYTES;

/** Few exchanges are no reason to look at all connections. */
const FEWEST_DUE = 1024;

type Remarks = Pick<Exchange, 'interim' | 'problems'>;
const NO_REMARKS: Remarks = { interim: [], problems: [] };

/**
 * Exchanges that are complete and wait for those that began before them: one request without its response holds up all
 * that follow. So they are kept as rows of what a list shows of them, and rows are used again.
 */
export class HeldExchanges {
  readonly #rows = new Columns(HELD);
  /** Texts and the like, by row. */
  readonly #methods: string[] = [];
  readonly #targets: string[] = [];
  readonly #requestVersions: string[] = [];
  readonly #responseVersions: string[] = [];
  readonly #ends: ExchangeEnd[] = [];
  readonly #texts = new OwnTexts();
  /** Of the few rows that have any. */
  readonly #remarks = new Map<number, Remarks>();
  /** Hashes of the bodies, in pages like those of the rows. */
  readonly #digests: Buffer[] = [];
  readonly #origins: OriginBook;
  readonly #masker: Masker;
  /** Rows in use, in the order in which their exchanges came. */
  #held: number[] = [];
  readonly #free: number[] = [];
  #due = FEWEST_DUE;

  /** `masker`: puts marks in place of hashes that must not be shown. */
  constructor(origins: OriginBook, masker: Masker) {
    this.#origins = origins;
    this.#masker = masker;
  }

  /** So many were kept since the last look that another one is worth its time. */
  get isDue(): boolean {
    return this.#held.length >= this.#due;
  }

  keep(connection: number, exchange: Exchange): void {
    const { request, response, interim, problems, end, requestDirection } = exchange;
    const row = this.#free.pop() ?? this.#rows.add();
    const page = this.#rows.writable(row);
    const at = placeInPage(row);
    this.#held.push(row);
    page.connection[at] = connection;
    page.firstRequestFrame[at] = request?.firstFrame ?? 0;
    page.lastRequestFrame[at] = request?.lastFrame ?? 0;
    page.requestBytes[at] = request?.body.length ?? 0;
    page.firstResponseFrame[at] = response?.firstFrame ?? 0;
    page.lastResponseFrame[at] = response?.lastFrame ?? 0;
    page.responseBytes[at] = response?.body.length ?? 0;
    page.status[at] = response?.status ?? 0;
    const isRequestHidden = request !== null && this.#hidesHash(request);
    // Most answers give the payload back.
    const isSame = request !== null && request.body.sha256 === response?.body.sha256;
    const isResponseHidden = response !== null && (isSame ? isRequestHidden : this.#hidesHash(response));
    page.flags[at] =
      requestDirection |
      (request === null ? 0 : FLAGS.request | this.#keepBody(row, 0, request, isRequestHidden)) |
      (response === null
        ? 0
        : FLAGS.response | (this.#keepBody(row, 1, response, isResponseHidden) << RESPONSE_BODY));
    this.#methods[row] = this.#texts.own(request?.method ?? '');
    this.#targets[row] = this.#texts.own(request?.target ?? '');
    this.#requestVersions[row] = this.#texts.own(request?.version ?? '');
    this.#responseVersions[row] = this.#texts.own(response?.version ?? '');
    this.#ends[row] = end;
    if (interim.length > 0 || problems.length > 0) this.#remarks.set(row, { interim, problems });
  }

  /**
   * Takes out those that begin before a frame, in order of first frame and connection. All of them have to be taken before
   * the next one is kept.
   */
  *takeBefore(frame: number): Iterable<ListedExchange> {
    const taken: number[] = [];
    const left: number[] = [];
    for (const row of this.#held) (this.#firstFrame(row) < frame ? taken : left).push(row);
    this.#held = left;
    this.#due = Math.max(FEWEST_DUE, 2 * left.length);
    taken.sort(
      (one, other) =>
        this.#firstFrame(one) - this.#firstFrame(other) || this.#connection(one) - this.#connection(other),
    );
    for (const row of taken) yield this.#listed(row);
    for (const row of taken) this.#free.push(row);
    for (const row of taken) this.#remarks.delete(row);
  }

  /** Looked at while the bytes are at hand: they are not kept. */
  #hidesHash({ body: { sha256, bytes } }: RequestMessage | ResponseMessage): boolean {
    return sha256 !== null && this.#masker.hidesHash(bytes);
  }

  #keepBody(
    row: number,
    message: 0 | 1,
    { body }: RequestMessage | ResponseMessage,
    isHashHidden: boolean,
  ): number {
    const { sha256, decoded, complete } = body;
    const flags = (decoded ? FLAGS.decoded : 0) | (complete ? FLAGS.complete : 0);
    if (sha256 === null) return flags;
    this.#digestsOf(row).write(sha256, digestAt(row, message), SHA256_BYTES, 'hex');
    return flags | FLAGS.hashed | (isHashHidden ? FLAGS.hashHidden : 0);
  }

  #listed(row: number): ListedExchange {
    const page = this.#rows.page(row);
    const at = placeInPage(row);
    const flags = page.flags[at];
    const stream = page.connection[at];
    const { client, server } = this.#origins.of(stream, (flags & FLAGS.direction) === 0 ? 0 : 1);
    const { interim, problems } = this.#remarks.get(row) ?? NO_REMARKS;
    const request = (flags & FLAGS.request) === 0 ? null : this.#request(row, flags);
    const response = (flags & FLAGS.response) === 0 ? null : this.#response(row, flags);
    return { stream, client, server, request, response, interim, problems, end: this.#ends[row] };
  }

  #request(row: number, flags: number): ListedRequest {
    const page = this.#rows.page(row);
    const at = placeInPage(row);
    return {
      firstFrame: page.firstRequestFrame[at],
      lastFrame: page.lastRequestFrame[at],
      method: this.#methods[row],
      target: this.#targets[row],
      version: this.#requestVersions[row],
      body: this.#body(row, 0, page.requestBytes[at], flags),
    };
  }

  #response(row: number, flags: number): ListedResponse {
    const page = this.#rows.page(row);
    const at = placeInPage(row);
    return {
      firstFrame: page.firstResponseFrame[at],
      lastFrame: page.lastResponseFrame[at],
      status: page.status[at],
      version: this.#responseVersions[row],
      body: this.#body(row, 1, page.responseBytes[at], flags >>> RESPONSE_BODY),
    };
  }

  #firstFrame(row: number): number {
    const page = this.#rows.page(row);
    const at = placeInPage(row);
    return (page.flags[at] & FLAGS.request) === 0 ? page.firstResponseFrame[at] : page.firstRequestFrame[at];
  }

  #connection(row: number): number {
    return this.#rows.page(row).connection[placeInPage(row)];
  }

  /** The page with the hashes of a row. */
  #digestsOf(row: number): Buffer {
    const number = Math.floor(row / ROWS_A_PAGE);
    this.#digests[number] ??= Buffer.alloc(ROWS_A_PAGE * DIGESTS_BYTES);
    return this.#digests[number];
  }

  #body(row: number, message: 0 | 1, length: number, flags: number): ListedBody {
    return {
      length,
      sha256: this.#shownHash(row, message, flags),
      decoded: (flags & FLAGS.decoded) !== 0,
      complete: (flags & FLAGS.complete) !== 0,
    };
  }

  /** A mark in place of a hash that must not be shown. */
  #shownHash(row: number, message: 0 | 1, flags: number): string | null {
    if ((flags & FLAGS.hashed) === 0) return null;
    const at = digestAt(row, message);
    const hash = this.#digestsOf(row).toString('hex', at, at + SHA256_BYTES);
    return this.#masker.hash(hash, (flags & FLAGS.hashHidden) !== 0);
  }
}

/** Where the hash of a message's body begins in the page of its row. */
function digestAt(row: number, message: 0 | 1): number {
  return placeInPage(row) * DIGESTS_BYTES + message * SHA256_BYTES;
}
