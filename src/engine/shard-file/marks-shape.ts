import { converted, list, oneOf, record, type Shape, text, whole } from '../../base/shape/index.ts';
import type { ShownCallTexts } from '../../hooks/index.ts';
import {
  type GivenMark,
  hasMark,
  MARK_KINDS,
  type MarkBook,
  type Masker,
  remarked,
} from '../../privacy/index.ts';

/** The marks in the texts of a shard: what they stand for is known by digests only. */
export const marksShape: Shape<readonly GivenMark[]> = list(
  record<GivenMark>({ kind: oneOf<GivenMark['kind']>(MARK_KINDS), number: whole, digest: text }),
);

/** Texts as they stand in a file. `masker` null: as they were captured. */
export function textsWritten(masker: Masker | null): ShownCallTexts {
  const shown = (mask: (text: string) => string): Shape<string> =>
    converted(text, { stored: masker === null ? same : mask, value: same });
  return {
    text: shown((each) => masker?.text(each) ?? each),
    shownTarget: (target, dialect) => masker?.target(target, dialect) ?? target,
    captured: shown((each) => masker?.captured(each) ?? each),
  };
}

/** Texts as they are read: marks are those of this run. `isMasked`: no text has secrets any more. */
export function textsRead(marks: readonly GivenMark[], book: MarkBook, isMasked: boolean): ShownCallTexts {
  // Nothing is written with it.
  const shownTarget = same;
  const markFor = new Map<string, string>();
  for (const { kind, number, digest } of marks) {
    const mark = book.adopt(kind, digest);
    markFor.set(`[${kind} ${number}]`, mark);
  }
  if (marks.length === 0) return { text, shownTarget, captured: text };
  const each = converted(text, {
    stored: same,
    value: (own) => {
      const shown = remarked(own, markFor);
      // Where a mark stands, looking for secrets again would take what is behind it for a part of one.
      if (isMasked && hasMark(shown)) book.noteMasked(shown);
      return shown;
    },
  });
  return { text: each, shownTarget, captured: each };
}

function same(each: string): string {
  return each;
}
