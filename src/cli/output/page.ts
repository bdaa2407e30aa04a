import { painter, plainPage, type TextPage } from '../../report/reference/index.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';

/** A page for standard output. */
export function pageFor({ stdout, environment }: Surroundings, color: boolean): TextPage {
  return plainPage(columnsOf(stdout), painter(wantsColor(stdout, color, environment)));
}

/** Lines with their ends. */
export function* ended(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
}
