import { escapeHtml } from '../escape/html.ts';

/** HTML that is safe: made by {@link html}, in which every value was escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text and numbers are escaped, markup stays, lists are joined, null is nothing. */
export type Content = string | number | Markup | null | readonly Content[];

/** A template in which everything that is filled in is escaped, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += written(value) + (parts[index + 1] ?? '');
  return new Markup(text);
}

/** Text of several lines; the element around it shows line breaks. */
export function lines(text: string): Markup {
  return new Markup(text.split('\n').map(escapeHtml).join('\n'));
}

function written(value: Content): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(written).join('');
}
