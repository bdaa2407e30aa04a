import { Buffer } from 'node:buffer';
import type { RequestMessage, ResponseMessage } from '../http/index.ts';
import type { PayloadKind } from '../privacy/index.ts';
import type { Direction } from '../stream/index.ts';
import type { OffsetRange, TappedExchange } from './exchange-tap.ts';
import type { ByteAllowance, RawBytes } from './raw-bytes.ts';
import { BLANK, Fillers } from './scrub/fillers.ts';
import { scrubHead } from './scrub/head.ts';
import { type BlankReason, type CompressedBody, scrubMessage } from './scrub/message.ts';
import { ScrubbedBytes } from './scrubbed-bytes.ts';

/** What may be written of an exchange in each direction; interim responses stand before the response. */
type ScrubbedExchange = readonly [readonly ScrubbedPart[], readonly ScrubbedPart[]];

interface ScrubbedPart {
  /** Bytes behind the first of the exchange in this direction. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly compressed: CompressedBody | null;
}

/** The messages of connections with their secrets replaced: all that may be written of what these carry. */
export class ScrubbedConnections {
  readonly fillers = new Fillers();
  /** Messages of which a part is blank as a whole, by the reason. */
  readonly blanked: Record<BlankReason, number> = {
    compressed: 0,
    incomplete: 0,
    binary: 0,
    unreadable: 0,
    http2: 0,
  };
  readonly #allowance: ByteAllowance;
  readonly #connections = new Map<number, readonly [ScrubbedBytes, ScrubbedBytes]>();
  /** Connections of which nothing may be written. */
  readonly #blank = new Set<number>();
  /** Exchanges that were scrubbed and whose positions are not known yet. */
  readonly #unplaced = new Map<TappedExchange, ScrubbedExchange>();

  constructor(allowance: ByteAllowance) {
    this.#allowance = allowance;
  }

  /** Replaces the secrets of an exchange's messages, while their bytes are at hand. */
  scrub(tapped: TappedExchange, kind: PayloadKind): void {
    const { exchange, offsets, raw, isHttp2 } = tapped;
    const { request, response, requestDirection } = exchange;
    if (isHttp2) this.blanked.http2 += Number(request !== null) + Number(response !== null);
    if (raw === null) return;
    const parts = ([0, 1] as const).map((direction) => {
      const message = direction === requestDirection ? request : response;
      return message === null ? [] : this.#partsOf(raw[direction], offsets[direction], message, kind);
    });
    this.#unplaced.set(tapped, [parts[0] ?? [], parts[1] ?? []]);
  }

  /** Puts an exchange where it belongs: `from` are the positions of its first byte in each direction. */
  place(tapped: TappedExchange, connection: number, from: readonly [number, number]): void {
    if (tapped.isHttp2) this.#blank.add(connection);
    const parts = this.#unplaced.get(tapped);
    this.#unplaced.delete(tapped);
    let bytes = this.#connections.get(connection);
    if (bytes === undefined) {
      bytes = [new ScrubbedBytes(), new ScrubbedBytes()];
      this.#connections.set(connection, bytes);
    }
    for (const direction of [0, 1] as const) {
      for (const part of parts?.[direction] ?? []) {
        bytes[direction].add({ from: from[direction] + part.at, ...part });
      }
    }
  }

  /** There are no more exchanges. */
  finish(): void {
    for (const bytes of this.#connections.values()) {
      for (const direction of bytes) this.blanked.compressed += direction.finish(this.fillers);
    }
  }

  /** Writes into `into` what may be written from a position on; false where some of it belongs to no message that was read. */
  read(connection: number, direction: Direction, position: number, into: Buffer): boolean {
    const bytes = this.#blank.has(connection) ? undefined : this.#connections.get(connection);
    if (bytes !== undefined) return bytes[direction].read(position, into);
    into.fill(BLANK);
    return into.length === 0 || this.#blank.has(connection);
  }

  #partsOf(
    raw: RawBytes,
    { from, to }: OffsetRange,
    message: RequestMessage | ResponseMessage,
    kind: PayloadKind,
  ): readonly ScrubbedPart[] {
    if (to - from > this.#allowance.left) {
      // Nothing of it is kept, so all of it is blank.
      this.blanked.incomplete += 1;
      return [];
    }
    this.#allowance.left -= to - from;
    const interim = this.#interimResponses(raw, from, message.startOffset);
    const bytes = raw.read(message.startOffset, to);
    const scrubbed = scrubMessage(bytes, message, kind, this.fillers);
    if (scrubbed.blanked !== null) this.blanked[scrubbed.blanked] += 1;
    const { bytes: written, compressed } = scrubbed;
    return [...interim, { at: message.startOffset - from, bytes: written, compressed }];
  }

  /** Responses of 1xx before a response: heads without bodies (RFC 9110 §15.2). */
  #interimResponses(raw: RawBytes, from: number, to: number): readonly ScrubbedPart[] {
    if (to <= from) return [];
    const { bytes, whole } = raw.read(from, to);
    if (whole < bytes.length || bytes.toString('latin1', 0, 5) !== 'HTTP/') return [];
    const heads = Buffer.from(bytes);
    scrubHead(heads, this.fillers);
    return [{ at: 0, bytes: heads, compressed: null }];
  }
}
