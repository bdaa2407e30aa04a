import { displayWidth, truncate } from '../../report/layout/index.ts';

/** The looks of signs. On the selection bar only these keep their colour. */
export type SignLook = 'error' | 'warning' | 'good' | 'dim';

/** The meaning of a piece of text. `paint.ts` defines how each looks. */
export type Look =
  | 'plain'
  | 'bold'
  | SignLook
  | 'accent'
  /** A command or a filter, which people copy. */
  | 'command'
  | 'name'
  | 'text'
  | 'number'
  | 'title'
  | 'focused-title'
  | 'input';

/** A text with its look. It is safe on a terminal: escaped and without line breaks. */
export interface TextSpan {
  readonly text: string;
  readonly look: Look;
  readonly selected?: CursorLook;
}

/** The cursor is on it: in the pane with the focus, or in another pane. */
export type CursorLook = 'focus' | 'aside';

/** One line of the screen. */
export interface Line {
  readonly spans: readonly TextSpan[];
  readonly selected?: CursorLook;
}

export const EMPTY_LINE: Line = { spans: [] };

export function span(look: Look, text: string): TextSpan {
  return { text, look };
}

/** A line made from spans and plain texts. */
export function line(...parts: readonly (TextSpan | string)[]): Line {
  return { spans: parts.map((part) => (typeof part === 'string' ? { text: part, look: 'plain' } : part)) };
}

export function widthOf({ spans }: Line): number {
  return spans.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** The plain text of a line. */
export function textOf({ spans }: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** A line of exactly `columns` columns: shortened with an ellipsis, or filled with spaces. */
export function fitted(given: Line, columns: number): Line {
  const spans: TextSpan[] = [];
  let left = columns;
  const total = widthOf(given);
  for (const { text, look } of given.spans) {
    if (left <= 0) break;
    const width = displayWidth(text);
    // The last column is reserved for the ellipsis where something follows.
    if (width <= left && (total <= columns || width < left)) {
      spans.push({ text, look });
      left -= width;
      continue;
    }
    const kept = width < left || total <= columns ? text : truncate(`${text}  `, left);
    spans.push({ text: kept, look });
    left -= displayWidth(kept);
    if (total > columns) break;
  }
  if (left > 0) spans.push({ text: ' '.repeat(left), look: 'plain' });
  return { ...given, spans };
}

/** A line of `columns` columns with one part at each end. The left part is shortened where both do not fit. */
export function justified(left: readonly TextSpan[], right: readonly TextSpan[], columns: number): Line {
  const rightWidth = widthOf({ spans: right });
  if (rightWidth >= columns) return fitted({ spans: right }, columns);
  return { spans: [...fitted({ spans: left }, columns - rightWidth).spans, ...right] };
}
