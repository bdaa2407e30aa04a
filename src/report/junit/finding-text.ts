import type { Finding } from '../../checks/index.ts';
import type { Analysis } from '../../engine/index.ts';
import { displayFilterOf } from '../display-filter.ts';

/** A finding as lines, for the output of a test case. */
export function findingText(finding: Finding, analysis: Analysis): string {
  const { rule, severity, message, evidence, consequence, remedy, count } = finding;
  const filter = displayFilterOf(finding, analysis);
  const lines = [
    `${severity} ${rule}: ${message}${count > 1 ? ` (${count} times)` : ''}`,
    ...(evidence === null ? [] : [`evidence: ${evidence}`]),
    ...(consequence === null ? [] : [`consequence: ${consequence}`]),
    ...(remedy === null ? [] : [`remedy: ${remedy}`]),
    ...(filter === null ? [] : [`Wireshark: ${filter}`]),
  ];
  return lines.join('\n');
}
