import { Buffer } from 'node:buffer';
import type { RequestMessage, ResponseMessage } from '../http/index.ts';
import type { PayloadKind } from '../privacy/index.ts';
import type { Direction } from '../stream/index.ts';
import type { Offsets, TappedExchange } from './exchange-tap.ts';
import type { RawBytes, Room } from './raw-bytes.ts';
import { BLANK, Fillers } from './scrub/fillers.ts';
import { scrubHead } from './scrub/head.ts';
import {
  type BlankReason,
  type CompressedBody,
  type ScrubbedMessage,
  scrubMessage,
} from './scrub/message.ts';
import { ScrubbedBytes } from './scrubbed-bytes.ts';

/** What an exchange came to in each direction, with its interim answers before. */
type ScrubbedExchange = readonly [readonly Part[], readonly Part[]];

interface Part {
  /** Bytes behind the first of the exchange in this direction. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly compressed: CompressedBody | null;
}

/** The messages of connections with their secrets filled: all that may be written of what these carry. */
export class ScrubbedStreams {
  readonly fillers = new Fillers();
  /** Messages of which a part is blank as a whole, by the reason. */
  readonly blanked: Record<BlankReason, number> = { compressed: 0, incomplete: 0, binary: 0, unreadable: 0 };
  readonly #room: Room;
  readonly #streams = new Map<number, readonly [ScrubbedBytes, ScrubbedBytes]>();
  /** Those whose positions are not known yet. */
  readonly #looked = new Map<TappedExchange, ScrubbedExchange>();

  constructor(room: Room) {
    this.#room = room;
  }

  /** Looks through the messages of an exchange, while their bytes are at hand. */
  look(tapped: TappedExchange, kind: PayloadKind): void {
    const { exchange, offsets, raw } = tapped;
    if (raw === null) return;
    const { request, response, requestDirection } = exchange;
    const parts = ([0, 1] as const).map((direction) => {
      const message = direction === requestDirection ? request : response;
      return message === null ? [] : this.#partsOf(raw[direction], offsets[direction], message, kind);
    });
    this.#looked.set(tapped, [parts[0] ?? [], parts[1] ?? []]);
  }

  /** Puts an exchange where it belongs: `from` are the positions of its first byte in each direction. */
  place(tapped: TappedExchange, stream: number, from: readonly [number, number]): void {
    const parts = this.#looked.get(tapped);
    this.#looked.delete(tapped);
    let bytes = this.#streams.get(stream);
    if (bytes === undefined) {
      bytes = [new ScrubbedBytes(), new ScrubbedBytes()];
      this.#streams.set(stream, bytes);
    }
    for (const direction of [0, 1] as const) {
      for (const part of parts?.[direction] ?? []) {
        bytes[direction].add({ from: from[direction] + part.at, ...part });
      }
    }
  }

  /** Everything was looked through. */
  finish(): void {
    for (const bytes of this.#streams.values()) {
      for (const direction of bytes) this.blanked.compressed += direction.finish(this.fillers);
    }
  }

  /** Writes what may stand from a position on; false where some of it is of no message that was read. */
  read(stream: number, direction: Direction, position: number, into: Buffer): boolean {
    const bytes = this.#streams.get(stream);
    if (bytes !== undefined) return bytes[direction].read(position, into);
    into.fill(BLANK);
    return into.length === 0;
  }

  #partsOf(
    raw: RawBytes,
    { from, to }: Offsets,
    message: RequestMessage | ResponseMessage,
    kind: PayloadKind,
  ): readonly Part[] {
    if (to - from > this.#room.left) {
      // Nothing of it is kept, so all of it is blank.
      this.blanked.incomplete += 1;
      return [];
    }
    this.#room.left -= to - from;
    const interim = this.#interimAnswers(raw, from, message.startOffset);
    const scrubbed: ScrubbedMessage = scrubMessage(
      raw.read(message.startOffset, to),
      message,
      kind,
      this.fillers,
    );
    if (scrubbed.blanked !== null) this.blanked[scrubbed.blanked] += 1;
    const { bytes, compressed } = scrubbed;
    return [...interim, { at: message.startOffset - from, bytes, compressed }];
  }

  /** Answers of 1xx before an answer: heads without bodies. */
  #interimAnswers(raw: RawBytes, from: number, to: number): readonly Part[] {
    if (to <= from) return [];
    const { bytes, whole } = raw.read(from, to);
    if (whole < bytes.length || bytes.toString('latin1', 0, 5) !== 'HTTP/') return [];
    const heads = Buffer.from(bytes);
    scrubHead(heads, this.fillers);
    return [{ at: 0, bytes: heads, compressed: null }];
  }
}
