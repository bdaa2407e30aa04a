import type { Run, Screen } from './screen-cells.ts';

/** A screen of a walk, and for how long it is shown. */
export interface Scene {
  readonly screen: Screen;
  readonly seconds: number;
  /** What was pressed to come here, in words; empty for the first one. */
  readonly caption: string;
}

const CELL = { width: 9, height: 19 } as const;
const MARGIN = 14;
const CAPTION_HEIGHT = 26;
const PAPER = '#14181d';
const INK = '#d7dde4';
// biome-ignore format: two lines of eight
/** The 16 colours of a terminal with a dark background. */
const PALETTE = [
  '#14181d', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#76e3ea', '#d7dde4',
  '#8b949e', '#ffa198', '#a5f2ac', '#f2cc60', '#a5d6ff', '#e2c5ff', '#b3f0ff', '#ffffff',
] as const;

/** A picture of one screen. */
export function screenPicture(screen: Screen, columns: number, title: string): string {
  return picture(columns, screen.length, 0, title, '', linesOf(screen));
}

/**
 * A picture that shows one screen after the other, for ever. Where the reader's system asks for less motion, the first one stays.
 */
export function walkPicture(scenes: readonly Scene[], columns: number, title: string): string {
  const total = scenes.reduce((sum, { seconds }) => sum + seconds, 0);
  let begin = 0;
  const rules: string[] = [];
  const groups = scenes.map(({ screen, seconds, caption }, index) => {
    const [from, to] = [begin, begin + seconds].map((moment) => ((moment / total) * 100).toFixed(3));
    begin += seconds;
    // Visible from the first of these moments on, and hidden from the second one on.
    rules.push(`@keyframes s${index} { 0% { opacity: ${index === 0 ? 1 : 0} } ${from}% { opacity: 1 } ${to}%, 100% { opacity: 0 } }
.s${index} { opacity: ${index === 0 ? 1 : 0}; animation: s${index} ${total}s step-end infinite }`);
    const words = `<text class="caption" x="${MARGIN}" y="${MARGIN + screen.length * CELL.height + 20}">${escaped(caption)}</text>`;
    return `<g class="s${index}">${linesOf(screen)}${words}</g>`;
  });
  const style = `${rules.join('\n')}\n@media (prefers-reduced-motion: reduce) { g { animation: none !important } }`;
  const rows = Math.max(...scenes.map(({ screen }) => screen.length));
  return picture(columns, rows, CAPTION_HEIGHT, title, style, groups.join('\n'));
}

function picture(
  columns: number,
  rows: number,
  below: number,
  title: string,
  style: string,
  content: string,
): string {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = rows * CELL.height + 2 * MARGIN + below;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>text { font: 15px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre; fill: ${INK} } .b { font-weight: 700 } .d { opacity: .65 } .caption { fill: ${PALETTE[11]}; font-weight: 700 }
${style}</style>
<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>
${content}
</svg>
`;
}

function linesOf(screen: Screen): string {
  return screen.flatMap((runs, row) => runs.map((run) => runOf(run, row))).join('\n');
}

function runOf(run: Run, row: number): string {
  const [ink, paper] = run.isInverse
    ? [colour(run.background, PAPER), colour(run.foreground, INK)]
    : [colour(run.foreground, INK), colour(run.background, PAPER)];
  const x = MARGIN + run.column * CELL.width;
  const y = MARGIN + row * CELL.height;
  // Every cell has one width, whatever font the reader has.
  const width = (run.text.length * CELL.width).toFixed(1);
  const behind =
    paper === PAPER
      ? ''
      : `<rect x="${x.toFixed(1)}" y="${y}" width="${width}" height="${CELL.height}" fill="${paper}"/>`;
  const classes = [...(run.isBold ? ['b'] : []), ...(run.isDim ? ['d'] : [])].join(' ');
  const look = `${classes === '' ? '' : ` class="${classes}"`}${ink === INK ? '' : ` style="fill:${ink}"`}`;
  return `${behind}<text x="${x.toFixed(1)}" y="${y + 13}" textLength="${width}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(run.text)}</text>`;
}

function colour(index: number | null, own: string): string {
  return (index === null ? undefined : PALETTE[index]) ?? own;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
