import { escapeHtml } from '../escape/html.ts';

/** Safe HTML: it is made by {@link html}, which escapes every value. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * What a template accepts: text and numbers are escaped, markup stays as it is, lists are joined, null gives nothing.
 */
export type Content = string | number | Markup | null | readonly Content[];

/** A template that escapes everything that is filled in, except markup. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += written(value) + (parts[index + 1] ?? '');
  return new Markup(text);
}

/** A text of several lines. The element around it shows the line breaks. */
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
