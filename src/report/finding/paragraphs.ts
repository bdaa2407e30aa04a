import type { Finding } from '../../checks/index.ts';

/**
 * The texts of a finding in order, each with its label. The first has an empty label; each text may have several lines.
 */
export function paragraphsOf(finding: Finding): readonly (readonly [label: string | null, text: string])[] {
  const { message, count, evidence, consequence, remedy } = finding;
  const often = count > 1 ? ` (${count} times)` : '';
  return [
    [null, `${message}${often}`],
    ...labelled('Evidence', evidence),
    ...labelled('Consequence', consequence),
    ...labelled('Remedy', remedy),
  ];
}

function labelled(label: string, text: string | null): readonly (readonly [string, string])[] {
  return text === null || text === '' ? [] : [[label, text]];
}
