export type StepKind = 'command' | 'item' | 'prose';

export interface StepBlock {
  readonly kind: StepKind;
  /** The lines without the signs that showed their kind. */
  readonly lines: readonly string[];
}

const SIGNS: Readonly<Record<StepKind, RegExp>> = { command: /^\s+|\s+$/g, item: /^- /, prose: /^$/ };

/**
 * The blocks of a text of several lines, as remedies and documentation have them. Lines that begin with a space are
 * commands, lines that begin with `- ` are items of a list, others are paragraphs. Consecutive commands and items form
 * one block.
 */
export function stepBlocks(text: string): readonly StepBlock[] {
  const blocks: { kind: StepKind; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const kind: StepKind = /^\s/.test(line) ? 'command' : line.startsWith('- ') ? 'item' : 'prose';
    const bare = line.replace(SIGNS[kind], '');
    const last = blocks.at(-1);
    if (last?.kind === kind && kind !== 'prose') last.lines.push(bare);
    else blocks.push({ kind, lines: [bare] });
  }
  return blocks;
}
