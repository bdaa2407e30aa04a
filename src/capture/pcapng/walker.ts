import { MAX_BLOCK_BYTES } from '../../base/limits.ts';
import type { Report } from '../diagnostic.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Frame } from '../frame.ts';
import { END, FRAME, type FrameWalker, MORE, type ReadStep } from '../frame-reader.ts';
import type { ByteWindow } from '../source/byte-window.ts';
import { BLOCK, BYTE_ORDER_MAGIC, LEAST_BLOCK_BYTES, MIN_BLOCK_BYTES, TLS_KEY_LOG } from './blocks.ts';
import { OPTION, OptionCursor } from './options.ts';
import { PcapngSection, type SectionInterface } from './section.ts';
import { stamp } from './time.ts';

/** No result yet: the walker goes on with the next block. */
const NEXT_BLOCK = 3;
type BlockStep = ReadStep | typeof NEXT_BLOCK;

const BODY = 8;
const PACKET_DATA = 28;
const SIMPLE_DATA = 12;
const SECRETS_DATA = 16;
const TRAILER_BYTES = 4;
const UNKNOWN_DROPS = 0xffff;
/**
 * A time in 2106: the latest that classic pcap and all later stages can hold. A time after it, or before 1970, is
 * damage.
 */
const LATEST_SECONDS = 0xffff_ffff;

/** Takes the lines of a TLS key log that a capture holds. */
export type SecretsTaker = (keyLog: string) => void;

/**
 * Steps through the blocks of a pcapng file (draft-ietf-opsawg-pcapng). Blocks that hold no packet, no secrets and do not describe
 * an interface are skipped without being kept. At a block that cannot be right reading ends, as it does in Wireshark:
 * the bytes after it cannot be trusted, and frame numbers stay the same as Wireshark's.
 */
export class PcapngWalker implements FrameWalker {
  readonly #window: ByteWindow;
  readonly #frame: Frame;
  readonly #facts: FileFacts;
  readonly #report: Report;
  readonly #onSecrets: SecretsTaker | null;
  readonly #options: OptionCursor;
  #section: PcapngSection;
  #sections = 0;
  #littleEndian = true;
  /** Bytes of the current block that are still to be skipped, without its trailing length. */
  #bytesToSkip = 0;
  /** Total length of the block that is being skipped; 0 while none is. */
  #skippedBlockLength = 0;
  #ended = false;

  constructor(
    window: ByteWindow,
    frame: Frame,
    facts: FileFacts,
    report: Report,
    onSecrets: SecretsTaker | null,
  ) {
    this.#onSecrets = onSecrets;
    this.#window = window;
    this.#frame = frame;
    this.#facts = facts;
    this.#report = report;
    this.#options = new OptionCursor(window);
    this.#section = new PcapngSection(0, window, facts, report);
  }

  next(): ReadStep {
    if (this.#ended) return END;
    for (;;) {
      const progress = this.#skippedBlockLength > 0 ? this.#passOver() : this.#block();
      if (progress !== NEXT_BLOCK) return progress;
    }
  }

  #block(): BlockStep {
    const window = this.#window;
    const at = window.start;
    const available = window.end - at;
    if (available < BODY) return this.#short(BODY);
    const view = window.view;
    const type = view.getUint32(at, true);
    // The type of a Section Header Block reads the same in both byte orders.
    if (type === BLOCK.sectionHeader) {
      if (available < BODY + 4) return this.#short(BODY + 4);
      if (view.getUint32(at + BODY, true) === BYTE_ORDER_MAGIC) this.#littleEndian = true;
      else if (view.getUint32(at + BODY, false) === BYTE_ORDER_MAGIC) this.#littleEndian = false;
      else
        return this.#corrupt('byte-order magic', view.getUint32(at + BODY, true), '1a2b3c4d (hexadecimal)');
    }
    const littleEndian = this.#littleEndian;
    const kind = littleEndian ? type : view.getUint32(at, false);
    const length = view.getUint32(at + 4, littleEndian);
    const least = LEAST_BLOCK_BYTES.get(kind) ?? MIN_BLOCK_BYTES;
    if (length < least) return this.#corrupt('block total length', length, `at least ${least}`);
    if (length > MAX_BLOCK_BYTES) {
      return this.#corrupt('block total length', length, `at most ${MAX_BLOCK_BYTES}`);
    }
    const padded = (length + 3) & ~3;
    if (padded !== length && this.#facts.once('padding')) this.#tellOfPadding(length);

    if (!LEAST_BLOCK_BYTES.has(kind)) {
      this.#skippedBlockLength = length;
      this.#bytesToSkip = padded - TRAILER_BYTES - BODY;
      window.start = at + BODY;
      return NEXT_BLOCK;
    }
    if (available < padded) return this.#short(padded);
    const trailer = at + padded - TRAILER_BYTES;
    const repeated = view.getUint32(trailer, littleEndian);
    if (repeated !== length) return this.#corrupt('trailing block total length', repeated, `${length}`);
    const progress = this.#take(kind, at, trailer);
    if (progress !== END) window.start = at + padded;
    return progress;
  }

  #take(kind: number, at: number, trailer: number): BlockStep {
    const view = this.#window.view;
    const littleEndian = this.#littleEndian;
    switch (kind) {
      case BLOCK.enhancedPacket:
        return this.#packet(at, trailer, view.getUint32(at + BODY, littleEndian), UNKNOWN_DROPS);
      case BLOCK.obsoletePacket:
        return this.#packet(
          at,
          trailer,
          view.getUint16(at + BODY, littleEndian),
          view.getUint16(at + BODY + 2, littleEndian),
        );
      case BLOCK.simplePacket:
        return this.#simplePacket(at, trailer);
      case BLOCK.interfaceDescription:
        return this.#settled(this.#section.describeInterface(this.#options, at, trailer, littleEndian));
      case BLOCK.interfaceStatistics:
        return this.#settled(this.#section.takeStatistics(this.#options, at, trailer, littleEndian));
      case BLOCK.decryptionSecrets:
        return this.#secrets(at, trailer);
      default:
        return this.#sectionHeader(at, trailer);
    }
  }

  #sectionHeader(at: number, trailer: number): BlockStep {
    const major = this.#window.view.getUint16(at + BODY + 4, this.#littleEndian);
    if (major !== 1) return this.#corrupt('section major version', major, '1');
    this.#section.end(this.#window.base + at);
    this.#section = new PcapngSection(this.#sections, this.#window, this.#facts, this.#report);
    this.#sections += 1;
    return this.#settled(this.#section.takeHeader(this.#options, at, trailer, this.#littleEndian));
  }

  #packet(at: number, trailer: number, index: number, drops: number): BlockStep {
    const iface = this.#section.interfaceAt(index);
    if (iface === undefined) return this.#unknownInterface(index);
    const view = this.#window.view;
    const littleEndian = this.#littleEndian;
    const captured = view.getUint32(at + BODY + 12, littleEndian);
    if (captured > iface.longest)
      return this.#corrupt('captured length', captured, `at most ${iface.longest}`);
    const start = at + PACKET_DATA;
    const end = start + captured;
    if (end > trailer) return this.#corrupt('captured length', captured, `at most ${trailer - start}`);
    const optionsStart = start + ((captured + 3) & ~3);
    if (optionsStart < trailer && !this.#packetOptions(iface, at, optionsStart, trailer)) {
      return this.#corrupt('option length', this.#options.length, `at most ${trailer - this.#options.at}`);
    }
    if (drops !== UNKNOWN_DROPS) iface.facts.packetDrops += drops;
    const frame = this.#frame;
    const { seconds, nanoseconds } = frame;
    stamp(
      frame,
      iface.scale,
      iface.timeOffset,
      view.getUint32(at + BODY + 4, littleEndian),
      view.getUint32(at + BODY + 8, littleEndian),
    );
    frame.timed = frame.seconds >= 0 && frame.seconds <= LATEST_SECONDS;
    if (!frame.timed) {
      this.#tellOfTime(at, frame.seconds);
      frame.seconds = seconds;
      frame.nanoseconds = nanoseconds;
    }
    return this.#deliver(iface, start, end, view.getUint32(at + BODY + 16, littleEndian));
  }

  /**
   * Section 4.4 of the draft: the block does not say how many bytes were captured. The snap length of the first
   * interface does.
   */
  #simplePacket(at: number, trailer: number): BlockStep {
    const iface = this.#section.interfaceAt(0);
    if (iface === undefined) return this.#unknownInterface(0);
    const original = this.#window.view.getUint32(at + BODY, this.#littleEndian);
    const snapLength = iface.facts.snapLength;
    const captured = snapLength > 0 ? Math.min(snapLength, original) : original;
    const start = at + SIMPLE_DATA;
    const most = Math.min(iface.longest, trailer - start);
    if (captured > most) return this.#corrupt('original packet length', original, `at most ${most}`);
    this.#frame.timed = false;
    return this.#deliver(iface, start, start + captured, original);
  }

  /** Section 4.7 of the draft. Secrets of other kinds are passed over. */
  #secrets(at: number, trailer: number): BlockStep {
    const { view, bytes } = this.#window;
    const length = view.getUint32(at + BODY + 4, this.#littleEndian);
    const start = at + SECRETS_DATA;
    if (length > trailer - start)
      return this.#corrupt('secrets length', length, `at most ${trailer - start}`);
    if (view.getUint32(at + BODY, this.#littleEndian) === TLS_KEY_LOG) {
      this.#onSecrets?.(bytes.toString('latin1', start, start + length));
    }
    return NEXT_BLOCK;
  }

  #deliver(iface: SectionInterface, start: number, end: number, original: number): BlockStep {
    const window = this.#window;
    const frame = this.#frame;
    frame.linkType = iface.facts.linkType;
    frame.interface = iface.number;
    frame.bytes = window.bytes;
    frame.start = start;
    frame.end = end;
    frame.originalLength = original;
    frame.offset = window.base + start;
    frame.number = this.#facts.count(frame.linkType, frame.timed, frame.seconds, frame.nanoseconds);
    return FRAME;
  }

  #packetOptions(iface: SectionInterface, at: number, start: number, end: number): boolean {
    const options = this.#options;
    options.reset(start, end, this.#littleEndian);
    while (options.next()) {
      if (options.code === OPTION.comment) {
        const comment = { of: 'packet', frame: this.#facts.frames + 1, text: options.text() } as const;
        this.#facts.comment(comment, this.#window.base + at, this.#report);
      } else if (options.code === OPTION.packetDropCount) {
        iface.facts.packetDrops += options.count();
      }
    }
    return !options.overrun;
  }

  #passOver(): BlockStep {
    const window = this.#window;
    const passed = Math.min(this.#bytesToSkip, window.available);
    window.start += passed;
    this.#bytesToSkip -= passed;
    if (this.#bytesToSkip > 0 || window.available < TRAILER_BYTES) {
      return this.#short(this.#bytesToSkip > 0 ? 1 : TRAILER_BYTES);
    }
    const repeated = window.view.getUint32(window.start, this.#littleEndian);
    if (repeated !== this.#skippedBlockLength) {
      return this.#corrupt('trailing block total length', repeated, `${this.#skippedBlockLength}`);
    }
    window.start += TRAILER_BYTES;
    this.#skippedBlockLength = 0;
    return NEXT_BLOCK;
  }

  #settled(sound: boolean): BlockStep {
    if (sound) return NEXT_BLOCK;
    return this.#corrupt('option length', this.#options.length, 'within its block');
  }

  #unknownInterface(index: number): BlockStep {
    const known = this.#section.interfaceCount;
    return this.#corrupt('interface', index, known === 0 ? 'described before' : `at most ${known - 1}`);
  }

  #tellOfPadding(length: number): void {
    this.#report({
      kind: 'corrupt-record',
      offset: this.#window.offset,
      field: 'block total length',
      value: length,
      expected: 'a multiple of 4',
      stopped: false,
    });
  }

  #tellOfTime(at: number, seconds: number): void {
    if (!this.#facts.once('time')) return;
    this.#report({
      kind: 'corrupt-record',
      offset: this.#window.base + at,
      field: 'timestamp',
      value: seconds,
      expected: `0 to ${LATEST_SECONDS} seconds since 1970`,
      stopped: false,
    });
  }

  #corrupt(field: string, value: number, expected: string): ReadStep {
    const offset = this.#window.offset;
    this.#report({ kind: 'corrupt-record', offset, field, value, expected, stopped: true });
    return this.#finish();
  }

  #short(needed: number): ReadStep {
    const window = this.#window;
    window.needed = needed;
    if (!window.ended) return MORE;
    if (window.available > 0 || this.#skippedBlockLength > 0) this.#reportCut(needed);
    return this.#finish();
  }

  #reportCut(needed: number): void {
    const window = this.#window;
    const padded = (this.#skippedBlockLength + 3) & ~3;
    const gone = this.#skippedBlockLength > 0 ? padded - TRAILER_BYTES - this.#bytesToSkip : 0;
    this.#report({
      kind: 'truncated',
      within: 'block',
      offset: window.offset - gone,
      needed: this.#skippedBlockLength > 0 ? padded : needed,
      available: window.available + gone,
    });
  }

  #finish(): ReadStep {
    this.#ended = true;
    this.#section.end(this.#window.offset);
    return END;
  }
}
