import { IsoTimeFormatter } from '../../base/time.ts';
import type { Analysis } from '../../engine/index.ts';
import { byRequest, type HookCall, type Session } from '../../hooks/index.ts';
import { stringifyJson } from '../escape/json.ts';
import type { ReportOptions } from '../format.ts';
import { timeDigitsOf } from '../json/context.ts';
import { lifeText } from '../layout/life.ts';
import { tlsServersOf } from '../overview/tls-servers.ts';
import { type EntryPlace, entryRecord, type HarContext } from './entry-record.ts';

/**
 * Writes the hook calls as an HTTP archive (HAR 1.2, the format of browsers' developer tools): an entry for each exchange
 * of each call, its attempts and legs included, and a page for each session. Each record is on a line of its own.
 */
export function* renderHar(analysis: Analysis, { masker, version }: ReportOptions): Iterable<string> {
  const pages: string[] = [];
  const sessions = [...analysis.sessions];
  for (const [index, session] of sessions.entries()) {
    for (const position of session.calls) pages[position] = `session-${index}`;
  }
  const context: HarContext = {
    masker,
    isoTimes: new IsoTimeFormatter(timeDigitsOf(analysis)),
    pages,
    tlsServers: tlsServersOf(analysis),
    exchanges: analysis.exchanges,
  };
  const creator = { name: 'hookscope', version };
  yield `{ "log": {\n  "version": "1.2",\n  "creator": ${stringifyJson(creator)},\n`;
  yield* list(
    'pages',
    sessions.map((session, index) => () => pageRecord(session, index, analysis, context)),
  );
  yield ',\n';
  yield* list(
    'entries',
    entriesOf(analysis).map(
      ({ exchange, ...place }) =>
        () =>
          entryRecord(exchange, place, context),
    ),
  );
  yield '\n} }\n';
}

interface Entry extends EntryPlace {
  readonly exchange: HookCall;
}

/** All exchanges, in order of request: what a browser would list. */
function entriesOf({ calls, callExchanges }: Analysis): readonly Entry[] {
  if (callExchanges.isPlain) return calls.map((exchange, index) => ({ exchange, index, part: 'call' }));
  const entries = calls.flatMap((call, index): readonly Entry[] => [
    ...callExchanges
      .attemptsOf(call)
      .map((exchange): Entry => ({ exchange, index, part: exchange === call ? 'call' : 'attempt' })),
    ...callExchanges.legsOf(call).map(({ exchange, kind }): Entry => ({ exchange, index, part: kind })),
  ]);
  return entries.sort((one, other) => byRequest(one.exchange, other.exchange));
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
