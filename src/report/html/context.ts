import { MAX_HTML_PAYLOADS } from '../../base/limits.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { ReportOptions } from '../format.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';

/** What all parts of the page share. */
export interface HtmlContext extends Overview {
  readonly masker: Masker;
  /** True: nothing is left out. */
  readonly everything: boolean;
  readonly version: string;
  /** Why its files are one capture; null where nothing is to be said. */
  readonly grouping: string | null;
  /** Masks the secrets in a text of the capture. Templates escape it. */
  readonly shown: (text: string) => string;
  /** The remedies that were written so far: each is unfolded only once. */
  readonly told: Set<string>;
  /** The calls that have a row, so that links can lead to it. */
  readonly placed: Set<HookCall>;
  /** `payloads`: how many more payloads may be shown. */
  readonly room: { payloads: number };
}

export function htmlContext(analysis: Analysis, options: ReportOptions): HtmlContext {
  const { masker, everything, version, grouping = null } = options;
  return {
    ...overviewOf(analysis),
    masker,
    everything,
    version,
    grouping,
    shown: (text) => masker.text(text),
    told: new Set(),
    placed: new Set(),
    room: { payloads: everything ? Number.POSITIVE_INFINITY : MAX_HTML_PAYLOADS },
  };
}

/** The anchor (HTML id) of a call's row. */
export function callAnchor(call: HookCall, { analysis }: HtmlContext): string {
  return `call-${analysis.positions.of(call)}`;
}

/** A text of at most `most` characters, with a note of how many were left out. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} more characters)`;
}
