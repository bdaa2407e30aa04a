import { Buffer } from 'node:buffer';
import type { CaptureInfo } from '../capture/index.ts';
import {
  type PcapngInterface,
  pcapHeader,
  pcapngInterface,
  pcapngPacket,
  pcapngSecrets,
  pcapngSection,
  pcapRecord,
} from '../capture/write/index.ts';
import type { PickedFrame } from './picked-frame.ts';

export type ExtractFormat = 'pcap' | 'pcapng';

/** Makes a capture file of frames, piece by piece. */
export interface CaptureEncoder {
  /** What the file begins with. */
  header(): Buffer;
  frame(frame: PickedFrame): readonly Buffer[];
}

/** Comments that are added to a capture: on all of it, and on frames by their number in the capture that they are taken from. */
export interface AddedComments {
  readonly section: string;
  readonly ofFrame: ReadonlyMap<number, readonly string[]>;
}

export interface EncoderOptions {
  readonly captures: readonly CaptureInfo[];
  /** Of a pcap file. */
  readonly linkType: number;
  /** Whether comments on frames are kept, where the format has them. */
  readonly comments: boolean;
  /** What is to be said besides; null: nothing. A pcap file cannot. */
  readonly added: AddedComments | null;
  /** Lines of a key log that a pcapng file is to hold; null: none. */
  readonly keyLog: readonly string[] | null;
}

export function encoderFor(format: ExtractFormat, options: EncoderOptions): CaptureEncoder {
  return format === 'pcap' ? new PcapEncoder(options) : new PcapngEncoder(options);
}

const MICROSECOND_DIGITS = 6;

class PcapEncoder implements CaptureEncoder {
  readonly #options: EncoderOptions;
  readonly #nanoseconds: boolean;

  constructor(options: EncoderOptions) {
    this.#options = options;
    this.#nanoseconds = options.captures.some(({ timeDigits }) => timeDigits > MICROSECOND_DIGITS);
  }

  header(): Buffer {
    const { captures, linkType } = this.#options;
    const snapLengths = captures.map(({ snapLength }) => snapLength);
    const snapLength = snapLengths.includes(0) ? 0 : Math.max(...snapLengths);
    return pcapHeader({ linkType, snapLength, nanoseconds: this.#nanoseconds });
  }

  frame(frame: PickedFrame): readonly Buffer[] {
    return [pcapRecord(frame, this.#nanoseconds)];
  }
}

class PcapngEncoder implements CaptureEncoder {
  readonly #options: EncoderOptions;
  /** Numbers of the interfaces written, by their descriptions: rotated files of one capture describe the same one. */
  readonly #numbers = new Map<string, number>();
  /** Comments of each file by the number of their frame. */
  readonly #comments: readonly ReadonlyMap<number, readonly string[]>[];

  constructor(options: EncoderOptions) {
    this.#options = options;
    this.#comments = options.comments ? options.captures.map(commentsOf) : [];
  }

  header(): Buffer {
    const { keyLog, added } = this.#options;
    const section = pcapngSection('hookscope', added === null ? [] : [added.section]);
    return keyLog === null ? section : Buffer.concat([section, pcapngSecrets(keyLog)]);
  }

  frame(frame: PickedFrame): readonly Buffer[] {
    const face = this.#interfaceOf(frame);
    const key = JSON.stringify(face);
    const known = this.#numbers.get(key);
    const number = known ?? this.#numbers.size;
    const own = this.#comments[frame.file]?.get(frame.numberInFile) ?? [];
    const comments = [...own, ...(this.#options.added?.ofFrame.get(frame.number) ?? [])];
    const packet = pcapngPacket(frame, { number, clock: face.clock }, comments);
    if (known !== undefined) return [packet];
    this.#numbers.set(key, number);
    return [pcapngInterface(face), packet];
  }

  #interfaceOf({ file, interface: index, linkType }: PickedFrame): PcapngInterface {
    const capture = this.#options.captures[file];
    const face = capture?.interfaces[index];
    const digits = face?.timeDigits ?? capture?.timeDigits ?? MICROSECOND_DIGITS;
    return {
      linkType,
      snapLength: face?.snapLength ?? capture?.snapLength ?? 0,
      name: face?.name ?? null,
      description: face?.description ?? null,
      clock: digits > MICROSECOND_DIGITS ? 'nanoseconds' : 'microseconds',
    };
  }
}

function commentsOf({ comments }: CaptureInfo): ReadonlyMap<number, readonly string[]> {
  const byFrame = new Map<number, string[]>();
  for (const { of, frame, text } of comments) {
    if (of !== 'packet' || frame === null) continue;
    const known = byFrame.get(frame);
    if (known === undefined) byFrame.set(frame, [text]);
    else known.push(text);
  }
  return byFrame;
}
