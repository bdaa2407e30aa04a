import { Buffer } from 'node:buffer';
import type { CaptureInput } from '../../src/capture/index.ts';
import { type Analysis, analyse } from '../../src/engine/index.ts';
import { classicFile } from '../capture/capture-bytes.ts';
import { analysisOptions } from '../engine/options.ts';
import { ethernet, hex, join, uint16, uint32 } from '../packet/packet-bytes.ts';

/** Captures written by hand, packet by packet, between hosts that are named by their addresses. */

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;
const START = 1_600_000_000;

/** A packet and when it was captured, in seconds since the beginning. */
export interface Sent {
  readonly at: number;
  readonly packet: Buffer;
}

const byte = (value: number): Buffer => Buffer.of(value);
const address = (text: string): Buffer => Buffer.from(text.split('.').map(Number));

export function ip(from: string, to: string, protocol: number, payload: Uint8Array, ttl = 64): Buffer {
  return join(
    hex('4500'),
    uint16(20 + payload.length),
    hex('4242 0000'),
    byte(ttl),
    byte(protocol),
    uint16(0),
    address(from),
    address(to),
    payload,
  );
}

export interface Tcp {
  readonly flags?: number;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  readonly payload?: Uint8Array | string;
  readonly ttl?: number;
}

/** `from` and `to`: address and port, as `10.0.0.5:50000`. */
export function tcp(from: string, to: string, fields: Tcp = {}): Buffer {
  const [source, sourcePort] = from.split(':');
  const [destination, destinationPort] = to.split(':');
  const segment = join(
    uint16(Number(sourcePort)),
    uint16(Number(destinationPort)),
    uint32(fields.sequence ?? 1),
    uint32(fields.acknowledgement ?? 1),
    hex('50'),
    byte(fields.flags ?? ACK),
    hex('faf0 0000 0000'),
    Buffer.from(fields.payload ?? ''),
  );
  return ip(source ?? '', destination ?? '', 6, segment, fields.ttl);
}

export function udp(from: string, to: string, payload: Uint8Array): Buffer {
  const [source, sourcePort] = from.split(':');
  const [destination, destinationPort] = to.split(':');
  const datagram = join(
    uint16(Number(sourcePort)),
    uint16(Number(destinationPort)),
    uint16(8 + payload.length),
    uint16(0),
    payload,
  );
  return ip(source ?? '', destination ?? '', 17, datagram);
}

/** An ICMP error about a packet, of which it quotes `quoted` bytes. */
export function icmp(
  from: string,
  to: string,
  [type, code]: readonly [type: number, code: number],
  about: Buffer,
  { mtu = 0, quoted = about.length }: { readonly mtu?: number; readonly quoted?: number } = {},
): Buffer {
  return ip(
    from,
    to,
    1,
    join(byte(type), byte(code), uint16(0), uint16(0), uint16(mtu), about.subarray(0, quoted)),
  );
}

/** A DNS message about a name; `rcode` null: a query. `addresses`: how many records of type A it has. */
export function dns(name: string, rcode: number | null, addresses = 0, type = 1): Buffer {
  const labels = name.split('.').map((label) => join(byte(label.length), Buffer.from(label)));
  return join(
    uint16(7),
    uint16(rcode === null ? 0x0100 : 0x8180 | rcode),
    uint16(1),
    uint16(addresses),
    uint32(0),
    ...labels,
    hex('00'),
    uint16(type),
    uint16(1),
    ...Array.from({ length: addresses }, () => hex('c00c 0001 0001 0000003c 0004 0a000009')),
  );
}

/** What a connection carries: the texts of both sides in turn, the client's first. */
export interface Conversation {
  readonly at?: number;
  readonly client: string;
  readonly server: string;
  readonly turns: readonly (Buffer | string)[];
  /** Left out: nobody closes it. */
  readonly end?: {
    readonly by: 'client' | 'server';
    readonly flags: number;
    readonly after?: number;
    readonly ttl?: number;
  };
  /** What the last turn's receiver acknowledges; left out: everything. */
  readonly isLastUnacknowledged?: boolean;
}

/** A connection with its handshake; turns follow each other by 10 ms. */
export function connection({
  at = 0,
  client,
  server,
  turns,
  end,
  isLastUnacknowledged = false,
}: Conversation): readonly Sent[] {
  const sent: Sent[] = [
    { at, packet: tcp(client, server, { flags: SYN, sequence: 0, acknowledgement: 0 }) },
    { at: at + 0.001, packet: tcp(server, client, { flags: SYN | ACK, sequence: 0, acknowledgement: 1 }) },
    { at: at + 0.002, packet: tcp(client, server) },
  ];
  const next = { client: 1, server: 1 };
  let time = at + 0.002;
  for (const [index, turn] of turns.entries()) {
    const payload = Buffer.from(turn);
    const [by, other] = index % 2 === 0 ? (['client', 'server'] as const) : (['server', 'client'] as const);
    const [from, to] = by === 'client' ? [client, server] : [server, client];
    time += 0.01;
    sent.push({
      at: time,
      packet: tcp(from, to, { sequence: next[by], acknowledgement: next[other], payload }),
    });
    next[by] += payload.length;
    if (isLastUnacknowledged && index === turns.length - 1) continue;
    sent.push({
      at: time + 0.001,
      packet: tcp(to, from, { sequence: next[other], acknowledgement: next[by] }),
    });
  }
  if (end !== undefined) {
    const { by, flags, after = 0.02, ttl } = end;
    const [from, to, other] =
      by === 'client' ? ([client, server, 'server'] as const) : ([server, client, 'client'] as const);
    const fields = {
      flags,
      sequence: next[by],
      acknowledgement: next[other],
      ...(ttl !== undefined && { ttl }),
    };
    sent.push({ at: time + after, packet: tcp(from, to, fields) });
  }
  return sent;
}

/** A capture of packets on Ethernet, in order of time. */
export function captureOf(...sent: readonly (Sent | readonly Sent[])[]): CaptureInput {
  const packets = sent.flat().sort((one, other) => one.at - other.at);
  const bytes = classicFile(
    packets.map(({ at, packet }) => ({
      seconds: START + Math.floor(at + 1e-9),
      fraction: Math.round((at - Math.floor(at + 1e-9)) * 1e6),
      data: ethernet(packet),
    })),
  );
  return { kind: 'bytes', path: 'wire.pcap', bytes };
}

export async function analysed(
  input: CaptureInput,
  changes: Parameters<typeof analysisOptions>[0] = {},
): Promise<Analysis> {
  const read = await analyse([input], analysisOptions(changes));
  if (!read.ok) throw new Error(read.errors[0]?.message);
  return read.analysis;
}

/** All that the findings of a rule say. */
export function said({ findings }: Analysis, rule: string): string {
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ message, evidence, consequence, remedy }) => [message, evidence, consequence, remedy].join('\n'))
    .join('\n');
}

/** A hook as a call server sends it, and a response to it. */
export function hookRequest(method: string, payload: object = {}): string {
  const body = JSON.stringify({ nodeId: 'n', appKey: 'a', sessionId: 's', ...payload });
  return `POST /app/${method} HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

export function response(status: string, body = ''): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
