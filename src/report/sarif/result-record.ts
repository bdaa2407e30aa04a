import { MAX_SARIF_RELATED_LOCATIONS } from '../../base/limits.ts';
import { type Finding, fingerprintOf, type Problem } from '../../checks/index.ts';
import { escapeSarif } from '../escape/sarif.ts';
import { problemParagraphs } from '../finding/paragraphs.ts';
import { frameText, namedFrame } from '../frame-text.ts';
import { findingsOf } from '../overview/problem-family.ts';
import { filtersOf } from '../overview/problem-filters.ts';
import type { CaptureLocation, SarifContext } from './context.ts';
import { locationOf } from './location.ts';

/** A problem as a result (SARIF 2.1.0 §3.27), with its occurrences as related locations. */
export function resultRecord(problem: Problem, context: SarifContext): object {
  const { masker, baseline, analysis } = context;
  const findings = findingsOf(problem, analysis);
  const [first] = findings;
  const fingerprint = numbered(fingerprintOfProblem(findings), context.seen);
  const { rule, severity, method, parameter, status, server, sessions } = problem;
  return {
    ruleId: rule,
    ...(context.ruleIndexes.has(rule) && { ruleIndex: context.ruleIndexes.get(rule) }),
    level: severity,
    message: { text: messageText(problem, context) },
    locations: [placeOf(first, context)],
    ...(findings.length > 1 && {
      relatedLocations: findings
        .slice(0, MAX_SARIF_RELATED_LOCATIONS)
        .map((finding, index) => occurrence(finding, index + 1, context)),
    }),
    occurrenceCount: problem.count,
    partialFingerprints: { 'hookscope/v1': fingerprint, primaryLocationLineHash: fingerprint },
    ...(baseline.isGiven && { baselineState: baseline.hasAll(problem) ? 'unchanged' : 'new' }),
    properties: {
      method: masker.id(method),
      sessionId: masker.id(first?.sessionId ?? null),
      dialog:
        first === undefined || first.dialog === null
          ? null
          : { kind: first.dialog.kind, id: masker.text(first.dialog.id) },
      frames: first?.frames ?? [],
      stream: first?.stream ?? null,
      offset: problem.first === null ? null : context.offset(problem.first),
      lastOffset: problem.last === null ? null : context.offset(problem.last),
      pointer: masker.id(findings.length === 1 ? (first?.pointer ?? null) : parameter),
      status,
      server: masker.id(server),
      sessions,
      findings: findings.length,
      ...(baseline.isGiven && { knownFindings: baseline.knownOf(problem) }),
      displayFilter: filtersOf(problem, context).frames,
      ...fileMembers(first, context),
    },
  };
}

/** One of the occurrences, in words that tell it from the others. */
function occurrence(finding: Finding, id: number, context: SarifContext): object {
  const { frames, time, sessionId } = finding;
  const { masker, clock, offset, analysis } = context;
  const words = [
    ...(frames.length === 0 ? [] : [frameText(frames[0], analysis)]),
    ...(time === null ? [] : [`${clock(time)} UTC (${offset(time).toFixed(3)} s)`]),
    ...(sessionId === null ? [] : [`session ${sessionId}`]),
  ];
  return { id, message: { text: escapeSarif(masker.text(words.join(', '))) }, ...placeOf(finding, context) };
}

function messageText(problem: Problem, { masker, analysis }: SarifContext): string {
  return problemParagraphs(problem, analysis)
    .map(([label, text]) => {
      const lines = masker.text(text).split('\n').map(escapeSarif).join('\n');
      return label === null ? lines : `${label}: ${lines}`;
    })
    .join('\n\n');
}

/**
 * The least of the fingerprints of its findings: the same whichever of them comes first. Where all have the same, as nearly always,
 * it is that one.
 */
function fingerprintOfProblem(findings: readonly Finding[]): string {
  const [least = ''] = findings.map(fingerprintOf).sort();
  return least;
}

/** The file that shows a finding as a location; the first file where that is not known. */
function placeOf(finding: Finding | undefined, { analysis, directory }: SarifContext): CaptureLocation {
  const frame = finding?.frames[0];
  const file = frame === undefined ? 0 : (namedFrame(frame, analysis).file ?? 0);
  return locationOf(analysis.captures, file, directory);
}

/** Of a capture of several files: the frames as each of their files numbers them. */
function fileMembers(finding: Finding | undefined, { analysis }: SarifContext): object {
  if (analysis.captures.length < 2) return {};
  const named = (finding?.frames ?? []).map((frame) => namedFrame(frame, analysis));
  return { fileFrames: named.map(({ file, frame }) => ({ artifact: file, frame })) };
}

/** GitHub takes equal fingerprints for one result, so the ones after the first are numbered. */
function numbered(fingerprint: string, seen: Map<string, number>): string {
  const times = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, times);
  return `${fingerprint}:${times}`;
}
