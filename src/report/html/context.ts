import { MAX_HTML_PAYLOADS } from '../../base/limits.ts';
import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import type { ReportOptions } from '../format.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';

/** What the parts of a page share. */
export interface HtmlContext extends Overview {
  readonly masker: Masker;
  /** Nothing is left out. */
  readonly everything: boolean;
  readonly version: string;
  /** Masks the secrets in a text of the capture; templates escape it. */
  readonly shown: (text: string) => string;
  /** Remedies told so far: each is unfolded once. */
  readonly told: Set<string>;
  /** Calls that have a row of their own, so that others can point at them. */
  readonly placed: Set<HookCall>;
  /** Payloads that may still be shown. */
  readonly room: { payloads: number };
}

export function htmlContext(analysis: Analysis, { masker, everything, version }: ReportOptions): HtmlContext {
  return {
    ...overviewOf(analysis),
    masker,
    everything,
    version,
    shown: (text) => masker.text(text),
    told: new Set(),
    placed: new Set(),
    room: { payloads: everything ? Number.POSITIVE_INFINITY : MAX_HTML_PAYLOADS },
  };
}

/** The anchor of a call's row. */
export function callAnchor(call: HookCall): string {
  return `call-${call.index}`;
}

/** A text shortened to so many characters, saying how many are left out. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} more characters)`;
}
