import {
  MAX_HTML_LADDER_BYTES,
  MAX_HTML_NOTE_BYTES,
  MAX_HTML_PAYLOAD_BYTES,
  MAX_HTML_PROBLEM_BYTES,
  MAX_HTML_SESSION_BYTES,
} from '../../base/limits.ts';
import { atOnce } from '../../base/steps.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { countingFaults, type FaultsBySession } from '../../sessions/index.ts';
import { type Breakdown, breakdownsOf } from '../breakdown/index.ts';
import type { ReportOptions } from '../format.ts';
import { commandText } from '../overview/command.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';
import { tlsServersOf } from '../overview/tls-servers.ts';
import { Space } from './space.ts';

/** The parts of the page whose length depends on the capture, and the room that is left in each. */
interface Spaces {
  readonly problems: Space;
  readonly notes: Space;
  readonly sessions: Space;
  readonly ladders: Space;
  readonly payloads: Space;
}

/** What all parts of the page share. */
export interface HtmlContext extends Overview {
  readonly masker: Masker;
  /** True: nothing is left out. */
  readonly everything: boolean;
  readonly version: string;
  readonly directory: string | undefined;
  /** The problems by what was asked for. */
  readonly breakdowns: readonly Breakdown[];
  /** Why its files are one capture; null where nothing is to be said. */
  readonly grouping: string | null;
  /** Masks the secrets in a text of the capture. Templates escape it. */
  readonly shown: (text: string) => string;
  /** The command that shows what is left out here; null where there is none. */
  readonly wholeCommand: string | null;
  /** The remedies that were written so far: each is unfolded only once. */
  readonly told: Set<string>;
  /** True for calls that have a row, so that links can lead to them. */
  readonly isPlaced: (call: HookCall) => boolean;
  /** Notes that a call has a row. */
  readonly place: (call: HookCall) => void;
  readonly spaces: Spaces;
  /** How much is wrong in each session, by its place among them. */
  readonly faultCounts: FaultsBySession;
  /** True where a call came over TLS. */
  readonly isDecrypted: (call: HookCall) => boolean;
}

export function htmlContext(analysis: Analysis, options: ReportOptions): HtmlContext {
  const { masker, everything, version, directory, grouping = null } = options;
  const placed = new Set<HookCall>();
  const tlsServers = tlsServersOf(analysis);
  const space = (bytes: number): Space => new Space(everything ? Number.POSITIVE_INFINITY : bytes);
  const whole = { before: ['report'], after: ['--all', '-o', 'all.html'], isShared: true };
  return {
    ...overviewOf(analysis, options),
    breakdowns: breakdownsOf(analysis, options.by ?? []),
    masker,
    everything,
    version,
    directory,
    grouping,
    shown: (text) => masker.text(text),
    wholeCommand: commandText(whole, analysis, options),
    told: new Set(),
    isPlaced: (call) => everything || placed.has(call),
    place: (call) => placed.add(call),
    isDecrypted: ({ server }) => tlsServers.has(server),
    faultCounts: atOnce(countingFaults(analysis)),
    spaces: {
      problems: space(MAX_HTML_PROBLEM_BYTES),
      notes: space(MAX_HTML_NOTE_BYTES),
      sessions: space(MAX_HTML_SESSION_BYTES),
      ladders: space(MAX_HTML_LADDER_BYTES),
      payloads: space(MAX_HTML_PAYLOAD_BYTES),
    },
  };
}

/** The anchor (HTML id) of a call's row. */
export function callAnchor(call: HookCall, { analysis }: HtmlContext): string {
  return `call-${analysis.positions.of(call)}`;
}
