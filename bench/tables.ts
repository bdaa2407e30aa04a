/** Figures of one round, as a part of the page. */
export interface Table {
  readonly title: string;
  /** What was measured; the same in every round. */
  readonly about: string;
  /** How it was measured this time. */
  readonly circumstances: string;
  /** A Markdown table. */
  readonly body: string;
}

/** One section for each title, with the rounds below each other where there were several. */
export function sectionsOf(tables: readonly Table[]): readonly string[] {
  const titles = [...new Set(tables.map(({ title }) => title))];
  return titles.map((title) => {
    const rounds = tables.filter((table) => table.title === title);
    const bodies = rounds.map(({ circumstances, body }, index) => {
      const round = rounds.length > 1 ? `Round ${index + 1}: ` : '';
      return `${round}${circumstances}\n\n${body}`;
    });
    return [`### ${title}`, ...rounds.slice(0, 1).map(({ about }) => about), ...bodies].join('\n\n');
  });
}

/** A Markdown table: texts in the first column, numbers in the others. */
export function markdownTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
