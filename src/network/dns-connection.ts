import { MAX_DNS_MESSAGE_BYTES } from '../base/limits.ts';
import type { Arrival, ConnectionConsumer, Direction, GapCause, Interest } from '../stream/index.ts';
import { type DnsMessage, readDnsMessage } from './dns-message.ts';

/** Takes a message of a connection, with the frame that completed it. */
export type DnsSink = (message: DnsMessage, direction: Direction, at: Arrival) => void;

/** Each message over TCP has its length in two bytes before it (RFC 1035 §4.2.2). */
const LENGTH_BYTES = 2;

/** DNS over TCP: reads the messages of a connection to a DNS server, until bytes are absent. */
export class DnsConnection implements ConnectionConsumer {
  readonly #sink: DnsSink;
  readonly #held: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
  #isOver = false;

  constructor(sink: DnsSink) {
    this.#sink = sink;
  }

  data(direction: Direction, bytes: Buffer, start: number, end: number, at: Arrival): Interest {
    if (this.#isOver) return 'unwanted';
    let held = Buffer.concat([this.#held[direction], bytes.subarray(start, end)]);
    while (held.length >= LENGTH_BYTES) {
      const length = held.readUInt16BE(0);
      if (length > MAX_DNS_MESSAGE_BYTES) return this.#finish();
      if (held.length < LENGTH_BYTES + length) break;
      const message = readDnsMessage(held, LENGTH_BYTES, LENGTH_BYTES + length);
      if (message === null) return this.#finish();
      this.#sink(message, direction, at);
      held = held.subarray(LENGTH_BYTES + length);
    }
    this.#held[direction] = held;
    return 'wanted';
  }

  gap(_direction: Direction, _length: number, _cause: GapCause, _at: Arrival): Interest {
    return this.#finish();
  }

  end(): void {}

  #finish(): Interest {
    this.#isOver = true;
    this.#held.fill(Buffer.alloc(0));
    return 'unwanted';
  }
}
