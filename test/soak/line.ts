import { fileHeader, hook, ip, OK, record, FLAGS as TCP, tcp } from '../bombs/packets.ts';

const MINUTE = 60e6;
const CALL_SERVER = 0x0a00_0001;
const BACKEND = 0x0a00_0002;
const OTHERS = 0x0a00_0100;
const REST_PORT = 9091;
const UDP = 17;

/** Ports of the call server, used in turn. */
const PORTS = { first: 20_000, count: 20_000 } as const;
/** Ports of connections whose end is not captured, by kind. Such a connection is over when its port is used again, an hour later. */
const VANISHING_PORTS = { first: 50_000, count: 60 } as const;
const VANISHING = {
  losing: 0,
  ending: 1,
  unanswered: 2,
  unused: 3,
  midway: 4,
  other: 5,
  fragmented: 6,
  keptOpen: 7,
};

/** The number of connections that stay open, and how long each of them lives. */
const KEPT_OPEN = 20;
const KEPT_OPEN_MINUTES = 30;

/** One end's place in its stream. */
interface Side {
  readonly address: number;
  readonly port: number;
  next: number;
}

/** A packet with its time in microseconds since the line's beginning. */
type Passage = readonly [time: number, packet: Buffer];

/** A TCP connection that writes its packets in order. Packets that are not captured only move its sequence numbers on. */
class Connection {
  readonly #client: Side;
  readonly #server: Side;
  #passages: Passage[];
  #time: number;

  constructor(
    passages: Passage[],
    time: number,
    port: number,
    isn: number,
    serverPort = REST_PORT,
    address = CALL_SERVER,
  ) {
    this.#passages = passages;
    this.#time = time;
    this.#client = { address, port, next: isn };
    this.#server = { address: BACKEND, port: serverPort, next: isn ^ 0x55555 };
  }

  at(time: number): this {
    this.#time = Math.max(this.#time, time);
    return this;
  }

  /** Goes on in another piece of the capture. */
  move(passages: Passage[], time: number): this {
    this.#passages = passages;
    return this.at(time);
  }

  syn(): this {
    return this.#put(this.#client, this.#server, TCP.syn, Buffer.alloc(0), 0);
  }

  open(): this {
    this.syn();
    this.#client.next += 1;
    this.#put(this.#server, this.#client, TCP.syn | TCP.ack);
    this.#server.next += 1;
    return this.#put(this.#client, this.#server, TCP.ack);
  }

  ask(bytes: Buffer): this {
    this.#put(this.#client, this.#server, TCP.ack, bytes);
    this.#client.next += bytes.length;
    return this;
  }

  answer(bytes: Buffer = OK): this {
    this.#put(this.#server, this.#client, TCP.ack, bytes);
    this.#server.next += bytes.length;
    return this;
  }

  /** Bytes of the client that the capture lacks. */
  loses(length: number): this {
    this.#client.next += length;
    return this;
  }

  /** Goes back to send the client's last bytes again. */
  repeats(bytes: Buffer): this {
    this.#client.next -= bytes.length;
    return this.ask(bytes);
  }

  acknowledges(): this {
    return this.#put(this.#server, this.#client, TCP.ack);
  }

  /** Repeats the last byte (RFC 9293 §3.8.4). */
  probe(): this {
    this.#client.next -= 1;
    this.#put(this.#client, this.#server, TCP.ack, Buffer.from('}'));
    this.#client.next += 1;
    return this.acknowledges();
  }

  fin(): this {
    return this.#put(this.#client, this.#server, TCP.fin | TCP.ack);
  }

  close(): this {
    this.fin();
    this.#client.next += 1;
    this.#put(this.#server, this.#client, TCP.fin | TCP.ack);
    this.#server.next += 1;
    return this.#put(this.#client, this.#server, TCP.ack);
  }

  reset(): this {
    return this.#put(this.#server, this.#client, TCP.rst | TCP.ack);
  }

  #put(
    from: Side,
    to: Side,
    flags: number,
    payload: Buffer = Buffer.alloc(0),
    acknowledgement = to.next,
  ): this {
    this.#time += 500;
    const packet = tcp({
      from: from.address,
      to: to.address,
      fromPort: from.port,
      toPort: to.port,
      sequence: from.next,
      acknowledgement,
      flags,
      payload,
    });
    this.#passages.push([this.#time, packet]);
    return this;
  }
}

/** What a line carries, so that a test can tell what it has to hold at most. */
export interface LineTally {
  connections: number;
  calls: number;
}

/**
 * The captured traffic of a call server over hours: hooks on connections that stay open and on others that do not, sessions that
 * come and go, losses, connections that are never answered or never closed, other protocols. Each minute is one piece of
 * a capture file. All minutes are alike but for names, ports and sequence numbers.
 */
export class Line {
  readonly tally: LineTally = { connections: 0, calls: 0 };
  readonly #kept: Connection[] = [];
  #minute = 0;
  #fragments = 0;

  /** The bytes of the file before its first record. */
  begin(): Buffer {
    return fileHeader();
  }

  /** The records of the next minute. */
  nextMinute(): Buffer {
    const begin = this.#minute * MINUTE;
    const passages: Passage[] = [];
    this.#keptOpen(passages, begin);
    for (let index = 0; index < 8; index += 1) this.#session(passages, begin + index * 6e6, index);
    this.#mishaps(passages, begin + 3e6);
    this.#strangers(passages, begin + 4e6);
    this.#minute += 1;
    passages.sort(([one], [other]) => one - other);
    return Buffer.concat(passages.map(([time, packet]) => record(Math.floor(time), packet)));
  }

  /** Hooks on connections that are reused; each is replaced after a time, and every fourth of them vanishes unseen. */
  #keptOpen(passages: Passage[], begin: number): void {
    for (let slot = 0; slot < KEPT_OPEN; slot += 1) {
      const time = begin + slot * 1e6;
      const known = this.#kept[slot];
      if (known === undefined || (this.#minute + slot) % KEPT_OPEN_MINUTES === 0) {
        const vanishes = slot % 4 === 0;
        if (!vanishes) known?.move(passages, time).close();
        const at = time + 10_000;
        const made = vanishes
          ? this.#vanishing(passages, at, VANISHING.keptOpen + slot)
          : this.#connect(passages, at);
        this.#kept[slot] = made.open();
      } else known.move(passages, time);
      const connection = this.#kept[slot];
      for (let call = 0; call < 3; call += 1) connection.ask(this.#event(slot)).answer();
      connection.at(time + 30e6).probe();
    }
  }

  /** A session on connections of its own. */
  #session(passages: Passage[], time: number, index: number): void {
    this.#connect(passages, time).open().ask(this.#event(index, 'connect')).answer().close();
    this.#connect(passages, time + 2e5)
      .open()
      .ask(this.#event(index))
      .answer()
      .close();
  }

  #mishaps(passages: Passage[], time: number): void {
    const event = this.#event(99);
    // In turn: bytes lost, and an acknowledgement shows it; lost, and nothing shows it; sent again; the end of the request lost before a FIN.
    this.#connect(passages, time)
      .open()
      .ask(event)
      .loses(700)
      .ask(event)
      .acknowledges()
      .at(time + 5e6)
      .close();
    this.#vanishing(passages, time, VANISHING.losing).open().loses(700).ask(event);
    this.#connect(passages, time)
      .open()
      .ask(event)
      .at(time + 3e5)
      .repeats(event)
      .answer()
      .close();
    this.#vanishing(passages, time, VANISHING.ending)
      .open()
      .ask(event.subarray(0, 90))
      .loses(event.length - 90)
      .fin();
    // Never answered, then reset; never answered and never closed.
    this.#connect(passages, time)
      .open()
      .ask(event)
      .at(time + 15e6)
      .reset();
    this.#vanishing(passages, time, VANISHING.unanswered).open().ask(event);
    // Half-open, and never used.
    for (let index = 0; index < 4; index += 1) this.#connect(passages, time + index).syn();
    this.#vanishing(passages, time, VANISHING.unused).open();
    // Captured from the middle on.
    this.#vanishing(passages, time, VANISHING.midway).ask(event).answer();
    for (let index = 0; index < 20; index += 1) this.#fragmented(passages, time + index * 1000, index === 0);
  }

  /** Traffic without hooks. */
  #strangers(passages: Passage[], time: number): void {
    const bytes = Buffer.alloc(1200, this.#minute & 0xff);
    const hello = Buffer.concat([Buffer.from([0x16, 3, 1, 0x04, 0xab]), bytes]);
    this.#connect(passages, time, 443).open().ask(hello).answer(hello).ask(bytes).answer(bytes).close();
    this.#connect(passages, time, 8080)
      .open()
      .ask(hook('{}', [], 'index'))
      .answer()
      .close();
    this.#vanishing(passages, time, VANISHING.other, 5038)
      .open()
      .answer(Buffer.from('Asterisk Call Manager/5.0\r\n'))
      .ask(bytes);
    const media = Buffer.concat([
      Buffer.from([0x9c, 0x40, 0x4e, 0x20, 0, 180, 0, 0, 0x80, 8]),
      bytes.subarray(0, 170),
    ]);
    for (let index = 0; index < 100; index += 1) {
      passages.push([time + index * 20_000, ip(OTHERS, CALL_SERVER, media, UDP)]);
    }
  }

  /** A hook in two IP fragments, of which mostly only the first is captured. */
  #fragmented(passages: Passage[], time: number, whole: boolean): void {
    this.#fragments += 1;
    const carrier: Passage[] = [];
    const connection = this.#vanishing(carrier, time, VANISHING.fragmented).ask(this.#event(this.#fragments));
    const [[, packet] = [0, Buffer.alloc(0)]] = carrier;
    const data = packet.subarray(20);
    const cut = 80;
    const id = this.#fragments;
    passages.push([time, ip(CALL_SERVER, BACKEND, data.subarray(0, cut), 6, id, 0x2000)]);
    if (!whole) return;
    passages.push([time + 50, ip(CALL_SERVER, BACKEND, data.subarray(cut), 6, id, cut / 8)]);
    connection.move(passages, time + 100).answer();
  }

  #connect(passages: Passage[], time: number, serverPort = REST_PORT): Connection {
    const number = this.tally.connections;
    this.tally.connections += 1;
    const port = PORTS.first + (number % PORTS.count);
    return new Connection(passages, time, port, initialSequence(number), serverPort);
  }

  /** A connection whose end nobody captures. */
  #vanishing(passages: Passage[], time: number, kind: number, serverPort = REST_PORT): Connection {
    this.tally.connections += 1;
    const { first, count } = VANISHING_PORTS;
    const port = first + kind * count + (this.#minute % count);
    return new Connection(passages, time, port, initialSequence(this.#minute), serverPort);
  }

  #event(index: number, method = 'ConnectionStatusEvent'): Buffer {
    this.tally.calls += 1;
    const body = {
      nodeId: 'Qb3tVgwl1B8xKRhXk1mnCdOrx7P5tqXL@192.0.2.1',
      appKey: 'defaultApp',
      sessionId: `/198.51.100.${index}:${this.tally.calls}/192.0.2.1:8443`,
      ...(method === 'connect' ? {} : { status: 'ESTABLISHED' }),
    };
    return hook(JSON.stringify(body), [], method);
  }
}

function initialSequence(number: number): number {
  return (number * 64_007) >>> 0;
}
