import { painter, plainPage, type TextPage } from '../../report/reference/index.ts';
import { columnsOf, type Surroundings, wantsColor } from '../surroundings.ts';

/** The page for writing to standard output. */
export function pageFor({ stdout, environment }: Surroundings, color: boolean): TextPage {
  return plainPage(columnsOf(stdout), painter(wantsColor(stdout, color, environment)));
}

/** Adds a line end to each line. */
export function* ended(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
}
