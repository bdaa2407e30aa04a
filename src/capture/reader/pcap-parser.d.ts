/** The npm package pcap-parser 0.2.1, which ships no types: what of it is used here. */
declare module 'pcap-parser' {
  import type { Buffer } from 'node:buffer';
  import type { EventEmitter } from 'node:events';

  export interface PacketHeader {
    readonly timestampSeconds: number;
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  }

  export interface Packet {
    readonly header: PacketHeader;
    readonly data: Buffer;
  }

  /** What the parser asks of its input: events `data`, `end` and `error`, and these methods. */
  export interface ParserInput extends EventEmitter {
    pause(): unknown;
    resume(): unknown;
  }

  export interface Parser extends EventEmitter {
    on(event: 'packetHeader', listener: (header: PacketHeader) => void): this;
    on(event: 'packet', listener: (packet: Packet) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
  }

  export function parse(input: ParserInput): Parser;
}
