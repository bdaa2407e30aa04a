import { MAX_INTERFACES } from '../../base/limits.ts';
import { type CaptureComment, dropsOf, type WritableInterface } from '../capture-info.ts';
import type { Report } from '../diagnostic.ts';
import type { FileFacts } from '../file-facts.ts';
import { longestRecord } from '../pcap/header.ts';
import type { ByteWindow } from '../source/byte-window.ts';
import { OPTION, type OptionCursor } from './options.ts';
import { MICROSECONDS, type TimeScale, timeScale } from './time.ts';

/** An interface, as the packets of its section refer to it. */
export interface SectionInterface {
  readonly facts: WritableInterface;
  /** Number of the interface over all sections of the file, from 0. */
  readonly number: number;
  readonly scale: TimeScale;
  /** Seconds to add to every time. */
  readonly timeOffset: number;
  /** The longest packet in bytes that is accepted from it. */
  readonly longest: number;
}

const BODY = 8;
const SECTION_OPTIONS = 24;
const INTERFACE_OPTIONS = 16;
const STATISTICS_OPTIONS = 20;
/** Characters that are kept of a name or description. */
const NAME_CHARACTERS = 256;

/** One section of a pcapng file: its interfaces and their counters. */
export class PcapngSection {
  readonly #number: number;
  readonly #window: ByteWindow;
  readonly #facts: FileFacts;
  readonly #report: Report;
  readonly #interfaces: SectionInterface[] = [];

  constructor(number: number, window: ByteWindow, facts: FileFacts, report: Report) {
    this.#number = number;
    this.#window = window;
    this.#facts = facts;
    this.#report = report;
  }

  get interfaceCount(): number {
    return this.#interfaces.length;
  }

  interfaceAt(index: number): SectionInterface | undefined {
    return this.#interfaces[index];
  }

  /**
   * Reads the options of a Section Header Block. `at` is the window offset of the block, `trailer` that of its trailing
   * length. Gives false where an option overruns the block.
   */
  takeHeader(options: OptionCursor, at: number, trailer: number, littleEndian: boolean): boolean {
    options.reset(at + SECTION_OPTIONS, trailer, littleEndian);
    while (options.next()) this.#keepComment(options, 'section', at);
    return !options.overrun;
  }

  /** Reads an Interface Description Block. Gives false where an option overruns the block. */
  describeInterface(options: OptionCursor, at: number, trailer: number, littleEndian: boolean): boolean {
    let name: string | null = null;
    let description: string | null = null;
    let resolution = MICROSECONDS;
    let timeOffset = 0;
    options.reset(at + INTERFACE_OPTIONS, trailer, littleEndian);
    while (options.next()) {
      if (options.code === OPTION.interfaceName) name = options.text().slice(0, NAME_CHARACTERS);
      else if (options.code === OPTION.interfaceDescription) {
        description = options.text().slice(0, NAME_CHARACTERS);
      } else if (options.code === OPTION.timeResolution && options.length >= 1) resolution = options.byte();
      else if (options.code === OPTION.timeOffset) timeOffset = options.signed();
      else this.#keepComment(options, 'interface', at);
    }
    if (options.overrun) return false;

    const view = this.#window.view;
    const scale = timeScale(resolution);
    const snapLength = view.getUint32(at + BODY + 4, littleEndian);
    const facts: WritableInterface = {
      section: this.#number,
      index: this.#interfaces.length,
      name,
      description,
      linkType: view.getUint16(at + BODY, littleEndian),
      snapLength,
      timeDigits: scale.digits,
      interfaceDrops: 0,
      systemDrops: 0,
      packetDrops: 0,
    };
    const number = this.#facts.interfaces.length;
    this.#keepInterface({ facts, number, scale, timeOffset, longest: longestRecord(snapLength) }, at);
    return true;
  }

  /**
   * Reads an Interface Statistics Block. Its counters are totals, so those of the last block count. Gives false where
   * an option overruns the block.
   */
  takeStatistics(options: OptionCursor, at: number, trailer: number, littleEndian: boolean): boolean {
    const index = this.#window.view.getUint32(at + BODY, littleEndian);
    const iface = this.#interfaces[index];
    if (iface === undefined) this.#tellOfStatistics(index, at);
    options.reset(at + STATISTICS_OPTIONS, trailer, littleEndian);
    while (options.next()) {
      if (options.code === OPTION.statisticsInterfaceDrops && iface !== undefined) {
        iface.facts.interfaceDrops = options.count();
      } else if (options.code === OPTION.statisticsSystemDrops && iface !== undefined) {
        iface.facts.systemDrops = options.count();
      } else this.#keepComment(options, 'statistics', at);
    }
    return !options.overrun;
  }

  /** Reports how many packets each interface lost. `offset` is where the section ends in the file. */
  end(offset: number): void {
    for (const { facts } of this.#interfaces) {
      const dropped = dropsOf(facts);
      if (dropped === 0) continue;
      const { section, index, name } = facts;
      this.#report({ kind: 'statistics-drops', offset, section, interface: index, name, dropped });
    }
  }

  #keepInterface(iface: SectionInterface, at: number): void {
    const facts = this.#facts;
    if (facts.interfaces.length >= MAX_INTERFACES) {
      const offset = this.#window.base + at;
      if (facts.once('interfaces')) {
        this.#report({ kind: 'limit-reached', limit: 'interfaces', value: MAX_INTERFACES, offset });
      }
      return;
    }
    this.#interfaces.push(iface);
    facts.interfaces.push(iface.facts);
    facts.declare(iface.facts.linkType);
    facts.timeDigits = Math.max(facts.timeDigits, iface.facts.timeDigits);
    facts.snapLength = Math.max(facts.snapLength, iface.facts.snapLength);
  }

  #keepComment(options: OptionCursor, of: CaptureComment['of'], at: number): void {
    if (options.code !== OPTION.comment) return;
    this.#facts.comment({ of, frame: null, text: options.text() }, this.#window.base + at, this.#report);
  }

  #tellOfStatistics(index: number, at: number): void {
    if (!this.#facts.once('statistics')) return;
    this.#report({
      kind: 'corrupt-record',
      offset: this.#window.base + at,
      field: 'interface of statistics',
      value: index,
      expected: 'described before',
      stopped: false,
    });
  }
}
