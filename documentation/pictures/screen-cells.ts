import headless from '@xterm/headless';

/** Characters of a line that follow each other and look the same. */
export interface Run {
  readonly column: number;
  readonly text: string;
  /** Index in the palette of 16 colours; null for the terminal's own. */
  readonly foreground: number | null;
  readonly background: number | null;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isInverse: boolean;
}

/** The lines of a screen, each as runs. Blank runs that nothing shows are left out. */
export type Screen = readonly (readonly Run[])[];

/** What a terminal of this size shows of a text with escape sequences. */
export async function screenOf(text: string, columns: number, rows: number): Promise<Screen> {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text.replaceAll('\n', '\r\n'), resolve));
  const buffer = terminal.buffer.active;
  return Array.from({ length: rows }, (_, row) => {
    const line = buffer.getLine(row);
    const runs: Run[] = [];
    for (let column = 0; column < columns; column++) {
      const cell = line?.getCell(column);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const run: Run = {
        column,
        text: cell.getChars() || ' ',
        foreground: cell.isFgPalette() ? cell.getFgColor() : null,
        background: cell.isBgPalette() ? cell.getBgColor() : null,
        isBold: cell.isBold() !== 0,
        isDim: cell.isDim() !== 0,
        isInverse: cell.isInverse() !== 0,
      };
      const last = runs.at(-1);
      if (last !== undefined && looksLike(last, run))
        runs[runs.length - 1] = { ...last, text: last.text + run.text };
      else runs.push(run);
    }
    return runs.filter((run) => run.text.trim() !== '' || run.background !== null || run.isInverse);
  });
}

function looksLike(one: Run, other: Run): boolean {
  return (['foreground', 'background', 'isBold', 'isDim', 'isInverse'] as const).every(
    (look) => one[look] === other[look],
  );
}
