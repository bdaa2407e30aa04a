import { offsetOf } from '../../base/time.ts';
import type { Finding } from '../../checks/index.ts';
import { fingerprintOf } from '../../checks/index.ts';
import { displayFilterOf } from '../display-filter.ts';
import { escapeSarif } from '../escape/sarif.ts';
import { paragraphsOf } from '../finding/paragraphs.ts';
import { namedFrame } from '../frame-text.ts';
import type { SarifContext } from './context.ts';
import { locationOf } from './location.ts';

/** A finding as a result (SARIF 2.1.0 §3.27). */
export function resultRecord(finding: Finding, context: SarifContext): object {
  const { masker, firstTime } = context;
  const plain = fingerprintOf(finding);
  const fingerprint = numbered(plain, context.seen);
  return {
    ruleId: finding.rule,
    ...(context.ruleIndexes.has(finding.rule) && { ruleIndex: context.ruleIndexes.get(finding.rule) }),
    level: finding.severity,
    message: { text: messageText(finding, context) },
    locations: [locationOf(context.analysis.captures, fileOf(finding, context))],
    occurrenceCount: finding.count,
    partialFingerprints: { 'hookscope/v1': fingerprint, primaryLocationLineHash: fingerprint },
    ...(context.known !== null && { baselineState: context.known.has(plain) ? 'unchanged' : 'new' }),
    properties: {
      method: masker.id(finding.method),
      sessionId: masker.id(finding.sessionId),
      dialog:
        finding.dialog === null ? null : { kind: finding.dialog.kind, id: masker.text(finding.dialog.id) },
      frames: finding.frames,
      stream: finding.stream,
      offset: finding.time === null ? null : offsetOf(firstTime, finding.time),
      pointer: masker.id(finding.pointer),
      displayFilter: displayFilterOf(finding, context.analysis),
      ...fileMembers(finding, context),
    },
  };
}

function messageText(finding: Finding, { masker }: SarifContext): string {
  return paragraphsOf(finding)
    .map(([label, text]) => {
      const lines = masker.text(text).split('\n').map(escapeSarif).join('\n');
      return label === null ? lines : `${label}: ${lines}`;
    })
    .join('\n\n');
}

/** The file that shows a finding; the first where that is not known. */
function fileOf({ frames }: Finding, { analysis }: SarifContext): number {
  const [first] = frames;
  return first === undefined ? 0 : (namedFrame(first, analysis).file ?? 0);
}

/** Of a capture of several files: the frames as each of their files numbers them. */
function fileMembers({ frames }: Finding, { analysis }: SarifContext): object {
  if (analysis.captures.length < 2) return {};
  const named = frames.map((frame) => namedFrame(frame, analysis));
  return { fileFrames: named.map(({ file, frame }) => ({ artifact: file, frame })) };
}

/** GitHub takes equal fingerprints for one result, so the ones after the first are numbered. */
function numbered(fingerprint: string, seen: Map<string, number>): string {
  const times = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, times);
  return `${fingerprint}:${times}`;
}
