import { codeBlock, escapeMarkdown } from '../escape/markdown.ts';
import { type StepKind, stepBlocks } from '../finding/step-blocks.ts';

/** A text of several lines, as remedies and documentation have them, in Markdown: commands become blocks of code. */
export function stepsMarkdown(text: string): string {
  return stepBlocks(text)
    .map(({ kind, lines }) => WRITERS[kind](lines))
    .join('\n\n');
}

const WRITERS: Readonly<Record<StepKind, (lines: readonly string[]) => string>> = {
  command: (lines) => codeBlock(lines.join('\n'), 'sh'),
  item: (lines) => lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n'),
  prose: (lines) => lines.map(escapeMarkdown).join('\n'),
};
