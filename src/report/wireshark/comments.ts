import { MAX_FRAME_COMMENTS } from '../../base/limits.ts';
import type { Finding } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { showUnsafe } from '../escape/unsafe.ts';
import { baselineView } from '../overview/baseline.ts';
import { verdictOf } from '../overview/verdict.ts';

/** What a capture file can say of itself: of all of it, and of single frames by their number in the capture. */
export interface FrameComments {
  readonly section: string;
  readonly ofFrame: ReadonlyMap<number, readonly string[]>;
}

/** Characters of one comment. */
const LONGEST = 2000;

/** The findings of an analysis as comments on the frames that show them. What no frame shows stands in the comment on all. */
export function frameComments(analysis: Analysis, masker: Masker): FrameComments {
  const ofFrame = new Map<number, string[]>();
  const { text } = verdictOf(analysis, baselineView(analysis, undefined));
  const section = [`hookscope, of the whole capture that these frames are from: ${text}`];
  for (const finding of analysis.findings) {
    const comment = commentOf(finding, analysis.findingNumbers.get(finding) ?? null, masker);
    if (finding.frames.length === 0) {
      if (section.length < MAX_FRAME_COMMENTS) section.push(comment);
      continue;
    }
    for (const frame of finding.frames) {
      const own = ofFrame.get(frame);
      if (own === undefined) ofFrame.set(frame, [comment]);
      else if (own.length < MAX_FRAME_COMMENTS) own.push(comment);
    }
  }
  return { section: section.join('\n'), ofFrame };
}

function commentOf({ rule, severity, message }: Finding, number: number | null, masker: Masker): string {
  const place = number === null ? '' : ` (finding ${number})`;
  return `hookscope ${severity} ${rule}${place}: ${showUnsafe(masker.text(message))}`.slice(0, LONGEST);
}
