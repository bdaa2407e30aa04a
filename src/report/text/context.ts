import type { Analysis } from '../../engine/index.ts';
import type { Session } from '../../hooks/index.ts';
import { type Breakdown, breakdownsOf } from '../breakdown/index.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import type { ReportOptions } from '../format.ts';
import { lifeText } from '../layout/life.ts';
import type { TextPage } from '../layout/page.ts';
import { painter } from '../layout/style.ts';
import { type Overview, overviewOf } from '../overview/overview.ts';

/** What all parts of a text report share. */
export interface TextContext extends TextPage, Overview {
  /** True: nothing is summarised. */
  readonly everything: boolean;
  readonly options: ReportOptions;
  /** The problems by what was asked for. */
  readonly breakdowns: readonly Breakdown[];
}

/** The least width in columns: the columns of the timeline need as much. */
const NARROWEST = 50;

export function textContext(analysis: Analysis, options: ReportOptions): TextContext {
  const { masker } = options;
  return {
    ...overviewOf(analysis, options),
    breakdowns: breakdownsOf(analysis, options.by ?? []),
    columns: Math.max(NARROWEST, options.columns),
    paint: painter(options.color),
    safe: (text) => escapeTerminal(masker.text(text)),
    everything: options.everything,
    options,
  };
}

export const TEXT_LOOK_OF = { error: 'error', warning: 'warning', note: 'dim' } as const;

/** A session's heading. */
export function sessionTitle(page: TextPage, session: Pick<Session, 'id' | 'life' | 'appKey'>): string {
  if (session.id === null) return 'Calls that name no session';
  const app = session.appKey === null ? '' : ` (${page.safe(session.appKey)})`;
  return `Session ${page.safe(session.id)}${lifeText(session)}${app}`;
}
