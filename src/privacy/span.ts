/** The kinds of values that marks stand for. */
export type MarkKind = 'secret' | 'number' | 'name' | 'address' | 'message';

/** A part of a text that must not be shown as it is. `end` is exclusive. */
export interface HiddenSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  /** The hidden value, without escapes: equal values get equal marks. */
  readonly value: string;
}

/** Gives the mark that replaces a value. */
export type Mark = (kind: MarkKind, value: string) => string;

const MARK_FORM = /\[(?:secret|number|name|address|message) \d{1,9}\]/g;
const WHOLE_MARK = /^\[(?:secret|number|name|address|message) \d{1,9}\]$/;

/** All kinds. */
export const MARK_KINDS: Readonly<Record<MarkKind, true>> = {
  secret: true,
  number: true,
  name: true,
  address: true,
  message: true,
};

/** The text with other marks in place of its marks; one that `markFor` does not know stays. */
export function remarked(text: string, markFor: ReadonlyMap<string, string>): string {
  return text.includes('[') ? text.replace(MARK_FORM, (mark) => markFor.get(mark) ?? mark) : text;
}

/** True for a text in which a mark stands. */
export function hasMark(text: string): boolean {
  return text.includes('[') && text.search(MARK_FORM) >= 0;
}

/** True for a text that is nothing but a mark. */
export function isMark(text: string): boolean {
  return WHOLE_MARK.test(text);
}

/**
 * The part of a text from `from` to `to` with marks in place of the spans. Of nested spans the outer one counts; what
 * already is a mark stays. A span that reaches into the part is replaced too.
 */
export function withMarks(
  text: string,
  spans: readonly HiddenSpan[],
  mark: Mark,
  from = 0,
  to: number = text.length,
): string {
  if (spans.length === 0) return text.slice(from, to);
  let shown = '';
  let at = from;
  for (const { start, end, span } of inOrder(text, spans)) {
    if (end <= at || start >= to) continue;
    shown += text.slice(at, Math.max(at, start));
    shown += span === null ? text.slice(start, end) : mark(span.kind, span.value);
    at = end;
  }
  return at < to ? shown + text.slice(at, to) : shown;
}

interface CoveredPart {
  readonly start: number;
  readonly end: number;
  /** null where the part already is a mark. */
  readonly span: HiddenSpan | null;
}

/**
 * The parts in order and without overlaps: the outer one before an inner one, the earlier one before one that begins
 * within it.
 */
function inOrder(text: string, spans: readonly HiddenSpan[]): readonly CoveredPart[] {
  const pieces: CoveredPart[] = spans.map((span) => ({ start: span.start, end: span.end, span }));
  for (const match of text.matchAll(MARK_FORM))
    pieces.push({ start: match.index, end: match.index + match[0].length, span: null });
  pieces.sort(
    (one, other) =>
      one.start - other.start ||
      other.end - one.end ||
      Number(one.span !== null) - Number(other.span !== null),
  );
  const kept: CoveredPart[] = [];
  let covered = 0;
  for (const piece of pieces) {
    if (piece.end <= covered) continue;
    kept.push(piece.start >= covered ? piece : { ...piece, start: covered });
    covered = piece.end;
  }
  return kept;
}
