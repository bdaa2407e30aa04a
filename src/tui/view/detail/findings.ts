import { offsetOf } from '../../../base/time.ts';
import {
  type ExpectationResult,
  type Finding,
  INCONCLUSIVE_CALL,
  MISSING_CALL,
} from '../../../checks/index.ts';
import { type HookCall, roleOf } from '../../../hooks/index.ts';
import {
  count,
  displayFilterOf,
  framesText,
  noAnswer,
  offsetText,
  spanText,
  windowFilter,
} from '../../../report/layout/index.ts';
import { EMPTY_LINE, type Line, line, span } from '../../layout/line.ts';
import { heading, labelledLines, labelledStepLines, wrapped } from '../../layout/text-lines.ts';
import type { Catalogue } from '../../model/catalogue.ts';
import { mayCome } from '../../model/other-rows.ts';
import { type Row, rankOf } from '../../model/row.ts';
import { connectionText, expectedName } from '../row-text.ts';
import { LOOK_OF_SEVERITY, MARK_OF, type Viewer } from '../viewer.ts';
import { connectionLines } from './connection.ts';
import { NO_CALLS } from './connection-events.ts';

const MOST_FRAMES = 6;

export interface FindingsInput {
  readonly catalogue: Catalogue;
  readonly viewer: Viewer;
  readonly columns: number;
}

/** The tab Findings of a row: what is wrong, why it matters, what to do, and how to see it in Wireshark. */
export function findingsOfRow(row: Row, input: FindingsInput): readonly Line[] {
  if (row.kind === 'connection') return failedConnectionDetail(row, input);
  if (row.kind === 'expected') return expectedLines(row, input);
  const { catalogue } = input;
  const findings = [...(catalogue.findingsOf.get(row.call) ?? [])].sort(
    (one, other) => rankOf(one.severity) - rankOf(other.severity),
  );
  const told = findings.flatMap((finding) => [...findingDetail(finding, input), EMPTY_LINE]);
  const none = [line(span('good', '✓ '), 'Nothing is wrong with this call.'), EMPTY_LINE];
  return [
    ...(findings.length === 0 ? none : told),
    ...aboutLines(row.call, input),
    ...expectationLines(row.call, input),
  ];
}

/** A finding in full. */
export function findingDetail(
  finding: Finding,
  { catalogue, viewer, columns }: FindingsInput,
): readonly Line[] {
  const { safe } = viewer;
  const { evidence, consequence, remedy, severity } = finding;
  const [first, ...rest] = wrapped(safe(finding.message), columns, 2, 'bold');
  const lines: Line[] = [
    {
      spans: [
        span(LOOK_OF_SEVERITY[severity], MARK_OF[severity]),
        span('plain', ' '),
        ...(first?.spans.slice(1) ?? []),
      ],
    },
    ...rest,
    ...wrapped(placeText(finding, catalogue, viewer), columns, 2, 'dim'),
  ];
  if (evidence !== null) lines.push(...labelledLines('evidence', safe(evidence), columns));
  if (consequence !== null) lines.push(...labelledStepLines('consequence', consequence, columns, safe));
  if (remedy !== null) lines.push(...labelledStepLines('what to do', remedy, columns, safe));
  const filter = displayFilterOf(finding, catalogue.analysis);
  if (filter !== null) lines.push(...labelledLines('Wireshark', filter, columns, 'command'));
  const window = windowOf(finding, catalogue);
  if (window !== null) lines.push(...labelledLines('its window', window, columns, 'command'));
  return lines;
}

/** The number is the one that `extract --finding` takes. While the capture is being read it may still change. */
export function placeText(finding: Finding, { analysis, done }: Catalogue, { safe }: Viewer): string {
  const { frames, time, stream, pointer, rule, count: times } = finding;
  const number = done ? analysis.findingNumbers.get(finding) : undefined;
  const parts = [
    rule,
    ...(frames.length === 0 ? [] : [safe(framesText(frames, analysis, MOST_FRAMES))]),
    ...(time === null ? [] : [`at ${offsetText(offsetOf(analysis.firstTime, time))} s`]),
    ...(stream === null || analysis.captures.length > 1 ? [] : [`tcp.stream ${stream}`]),
    ...(pointer === null || pointer === '' ? [] : [safe(pointer)]),
    ...(times > 1 ? [count(times, 'time')] : []),
    ...(number === undefined ? [] : [`finding ${number}`]),
  ];
  return parts.join(' · ');
}

function windowOf(finding: Finding, { analysis, openedBy }: Catalogue): string | null {
  if (finding.call === null || (finding.rule !== MISSING_CALL && finding.rule !== INCONCLUSIVE_CALL))
    return null;
  const expected = openedBy(finding.call).find((each) => each.method === finding.method);
  return expected === undefined ? null : windowFilter(expected, analysis);
}

function expectedLines(row: Extract<Row, { kind: 'expected' }>, input: FindingsInput): readonly Line[] {
  const { catalogue, viewer, columns } = input;
  const { expected, pending } = row;
  const { safe } = viewer;
  const told = (catalogue.findingsOf.get(expected.trigger) ?? []).filter(
    ({ rule, method }) => (rule === MISSING_CALL || rule === INCONCLUSIVE_CALL) && method === expected.method,
  );
  if (told.length > 0 && !pending)
    return told.flatMap((finding) => [...findingDetail(finding, input), EMPTY_LINE]);
  const { trigger, windowSeconds, verdict, reason } = expected;
  const relation = expected.expectation.direction === 'predecessor' ? 'before' : 'after';
  const within = windowSeconds === null ? 'at any time' : `within ${spanText(windowSeconds)}`;
  const what = `${expectedName(row)} is expected ${within} ${relation} ${trigger.method} (frame ${trigger.requestFrames[0]}).`;
  return [
    ...wrapped(safe(what), columns, 0, 'bold'),
    ...labelledLines('verdict', pending ? 'pending: it may still come' : verdict, columns),
    ...(reason === null || pending ? [] : labelledLines('because', safe(reason), columns)),
    ...labelledLines('otherwise', safe(expected.expectation.consequence), columns),
    ...labelledLines('its window', windowFilter(expected, catalogue.analysis), columns, 'command'),
  ];
}

function failedConnectionDetail(
  row: Extract<Row, { kind: 'connection' }>,
  input: FindingsInput,
): readonly Line[] {
  const { catalogue, viewer, columns } = input;
  const { connection } = row;
  const rule = `transport/${connection.handshake}`;
  const own = catalogue.analysis.findings.filter((finding) => finding.call === null && finding.rule === rule);
  const exact = own.find((finding) => finding.stream === connection.connection);
  const told = exact ?? own[0];
  const head = [line(span('error', `${MARK_OF.error} `), span('bold', connectionText(connection, viewer)))];
  return [
    ...(told === undefined ? head : findingDetail(told, input)),
    ...heading('This connection'),
    ...connectionLines(connection, NO_CALLS, catalogue, columns, viewer),
  ];
}

/** The kind of the call. */
function aboutLines(call: HookCall, { viewer, columns, catalogue }: FindingsInput): readonly Line[] {
  const { safe } = viewer;
  const role = roleOf(call);
  const type = role === null ? 'not known to the tables' : call.dialect.roleNames[role];
  const lines = [...heading(safe(call.method), true), ...labelledLines('hook type', type, columns)];
  if (call.methodSpec !== null)
    lines.push(...labelledLines('means', safe(call.methodSpec.description), columns));
  if (call.sessionId !== null) lines.push(...labelledLines('session', safe(call.sessionId), columns));
  if (call.dialog !== null)
    lines.push(...labelledLines(safe(call.dialog.kind), safe(call.dialog.id), columns));
  lines.push(...partsLines(call, { viewer, columns, catalogue }));
  return lines;
}

/** The attempts of a call that took several, and its further legs. */
function partsLines(
  call: HookCall,
  { viewer: { safe }, columns, catalogue }: FindingsInput,
): readonly Line[] {
  const { callExchanges } = catalogue.analysis;
  const attempts = callExchanges.attemptsOf(call);
  const legs = callExchanges.legsOf(call);
  return [
    ...(attempts.length > 1
      ? attempts.flatMap((attempt, index) =>
          labelledLines(
            `attempt ${index + 1}`,
            `frame ${attempt.requestFrames[0]}: ${attemptResponse(attempt)}`,
            columns,
          ),
        )
      : []),
    ...legs.flatMap(({ exchange, kind }) =>
      labelledLines(
        kind,
        safe(
          `${exchange.client} to ${exchange.server}, frame ${exchange.requestFrames[0]}: ${attemptResponse(exchange)}`,
        ),
        columns,
      ),
    ),
  ];
}

function attemptResponse(attempt: HookCall): string {
  const { response } = attempt;
  return response === null ? noAnswer(attempt, 'both').instead : `answered ${response.status}`;
}

function outcomeOf({ verdict, cause, metBy, reason }: ExpectationResult, done: boolean): string {
  if (verdict === 'met' && metBy !== null) return `frame ${metBy.requestFrames[0]}`;
  if (!done && mayCome(verdict, cause)) return 'pending';
  return `${verdict}${reason === null ? '' : `: ${reason}`}`;
}

const VERDICT_SIGNS = {
  met: span('good', '✓ '),
  late: span('warning', '! '),
  missing: span('error', '✗ '),
  inconclusive: span('dim', '? '),
  excused: span('dim', '– '),
} as const;

/** The expectations that the call opened, and what became of them. */
function expectationLines(
  call: HookCall,
  { catalogue, columns, viewer: { safe } }: FindingsInput,
): readonly Line[] {
  const opened = catalogue.openedBy(call);
  if (opened.length === 0) return [];
  const lines: Line[] = [...heading('Expected after it')];
  for (const expected of opened) {
    const { verdict, method, windowSeconds, expectation } = expected;
    const before = expectation.direction === 'predecessor' ? 'before it, ' : '';
    const within = windowSeconds === null ? 'at any time' : `within ${spanText(windowSeconds)}`;
    const outcome = outcomeOf(expected, catalogue.done);
    const text = `${method} ${before}${within}: ${outcome}`;
    const [first, ...rest] = wrapped(safe(text), columns, 2);
    lines.push({ spans: [VERDICT_SIGNS[verdict], ...(first?.spans.slice(1) ?? [])] }, ...rest);
  }
  return lines;
}
