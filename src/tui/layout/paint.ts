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

/** A line as text with SGR sequences. Without colours it uses only bold, dim, underline and reverse. */
export function paintLine(line: Line, color: boolean): string {
  const painted = line.spans.map((span) => paintSpan(span, color)).join('');
  if (line.selected === undefined) return painted;
  const [on, off] = SELECTED[line.selected];
  return `${sgr(on)}${painted}${sgr(off)}`;
}

function paintSpan({ text, look, selected }: TextSpan, color: boolean): string {
  if (text === '') return '';
  const style = STYLES[look];
  const selection = selected === undefined ? undefined : SELECTED[selected];
  const codes = [selection, style.attribute, color ? style.color : undefined].filter(
    (code) => code !== undefined,
  );
  const on = codes.map(([code]) => sgr(code)).join('');
  const off = [...codes]
    .reverse()
    .map(([, code]) => sgr(code))
    .join('');
  return `${on}${text}${off}`;
}

function sgr(code: number): string {
  return `\u001b[${code}m`;
}
