import type { CursorLook, Line, Look, TextSpan } from './line.ts';

/** SGR parameters (ECMA-48 §8.3.117) that switch a style on and off. Attributes are also used without colours. */
interface Style {
  readonly attribute?: readonly [number, number];
  readonly color?: readonly [number, number];
}

const DEFAULT_COLOR = 39;

const STYLES: Readonly<Record<Look, Style>> = {
  plain: {},
  dim: { attribute: [2, 22] },
  bold: { attribute: [1, 22] },
  error: { attribute: [1, 22], color: [31, DEFAULT_COLOR] },
  warning: { color: [33, DEFAULT_COLOR] },
  good: { color: [32, DEFAULT_COLOR] },
  accent: { color: [36, DEFAULT_COLOR] },
  command: { attribute: [1, 22] },
  name: { color: [34, DEFAULT_COLOR] },
  text: { color: [32, DEFAULT_COLOR] },
  number: { color: [35, DEFAULT_COLOR] },
  title: { attribute: [2, 22] },
  'focused-title': { attribute: [1, 22], color: [36, DEFAULT_COLOR] },
  input: { attribute: [4, 24] },
};

const SELECTED = {
  focus: [7, 27],
  aside: [4, 24],
} as const satisfies Readonly<Record<CursorLook, readonly [number, number]>>;

/** Looks of signs, which keep their colour on the selection bar: there they stand on the background of the screen. */
const SIGNS: ReadonlySet<Look> = new Set(['error', 'warning', 'good']);

/** A line as text with SGR sequences. Without colours it uses only bold, dim, underline and reverse. */
export function paintLine(line: Line, color: boolean): string {
  return line.spans.map((span) => paintSpan(span, span.selected ?? line.selected, color)).join('');
}

function paintSpan({ text, look }: TextSpan, selected: CursorLook | undefined, color: boolean): string {
  if (text === '') return '';
  const codes = codesOf(look, selected, color);
  const on = codes.map(([code]) => sgr(code)).join('');
  const off = codes
    .toReversed()
    .map(([, code]) => sgr(code))
    .join('');
  return `${on}${text}${off}`;
}

/**
 * What switches the style of a span on and off. The selection bar has one colour: what is on it is neither coloured nor dim, so that
 * it is legible on light and dark terminals alike. Signs interrupt it.
 */
function codesOf(
  look: Look,
  selected: CursorLook | undefined,
  color: boolean,
): readonly (readonly [number, number])[] {
  const { attribute, color: own } = STYLES[look];
  const codes: (readonly [number, number] | undefined)[] = [];
  if (selected !== 'focus') codes.push(selected && SELECTED[selected], attribute, color ? own : undefined);
  else if (color && SIGNS.has(look)) codes.push(attribute, own);
  else codes.push(SELECTED.focus, look === 'dim' ? undefined : attribute);
  return codes.filter((code) => code !== undefined);
}

function sgr(code: number): string {
  return `\u001b[${code}m`;
}
