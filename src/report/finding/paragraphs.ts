import type { Finding } from '../../checks/index.ts';

/** What a finding says, in order: label and text. The first has no label; each text may have several lines. */
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
