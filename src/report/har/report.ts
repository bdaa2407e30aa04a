import { IsoTimeFormatter } from '../../base/time.ts';
import type { Analysis } from '../../engine/index.ts';
import { type Session, sessionIndexes } from '../../hooks/index.ts';
import { stringifyJson } from '../escape/json.ts';
import type { ReportOptions } from '../format.ts';
import { timeDigitsOf } from '../json/context.ts';
import { lifeText } from '../layout/life.ts';
import { entryRecord, type HarContext } from './entry-record.ts';

/**
 * Writes the hook calls as an HTTP archive (HAR 1.2, the format of browsers' developer tools): an entry for each call
 * and a page for each session. Each record is on a line of its own.
 */
export function* renderHar(analysis: Analysis, { masker, version }: ReportOptions): Iterable<string> {
  const indexes = sessionIndexes(analysis.sessions, analysis.calls.length);
  const context: HarContext = {
    masker,
    isoTimes: new IsoTimeFormatter(timeDigitsOf(analysis)),
    pageOf: (position) => `session-${indexes[position]}`,
    exchanges: analysis.exchanges,
  };
  const creator = { name: 'hookscope', version };
  yield `{ "log": {\n  "version": "1.2",\n  "creator": ${stringifyJson(creator)},\n`;
  yield* list(
    'pages',
    analysis.sessions.map((session, index) => () => pageRecord(session, index, analysis, context)),
  );
  yield ',\n';
  yield* list(
    'entries',
    analysis.calls.map((call, index) => () => entryRecord(call, index, context)),
  );
  yield '\n} }\n';
}

function pageRecord(
  session: Session,
  index: number,
  { calls }: Analysis,
  { masker, isoTimes }: HarContext,
): object {
  const first = calls[session.calls[0] ?? -1];
  return {
    startedDateTime: isoTimes.format(first ?? { seconds: 0, nanoseconds: 0 }),
    id: `session-${index}`,
    title:
      session.id === null
        ? 'calls that name no session'
        : `session ${masker.text(session.id)}${lifeText(session)}`,
    pageTimings: {},
  };
}

function* list(name: string, makers: readonly (() => object)[]): Iterable<string> {
  yield `  "${name}": [`;
  let before = '\n';
  for (const make of makers) {
    yield `${before}    ${stringifyJson(make())}`;
    before = ',\n';
  }
  yield makers.length === 0 ? ']' : '\n  ]';
}
