/** How a filter term compares a value: as a name with `*` for anything, as a part, or as a number with a comparison. */

/** Tests whether a text is the sought one. Case does not matter; `*` stands for any characters. */
export function namePattern(sought: string): (text: string) => boolean {
  const lower = sought.toLowerCase();
  if (!lower.includes('*')) return (text) => text.toLowerCase() === lower;
  const parts = lower.split('*');
  return (text) => matchesParts(text.toLowerCase(), parts);
}

/** Searches the parts from left to right, so that no pattern costs more than the length of the text. */
function matchesParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

const COMPARISON = /^(>=|<=|!=|>|<|=)?(\d+(?:\.\d+)?)$/;
const CLASS = /^([1-5])xx$/i;

const COMPARE: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '>=': (one, other) => one >= other,
  '<=': (one, other) => one <= other,
  '!=': (one, other) => one !== other,
  '>': (one, other) => one > other,
  '<': (one, other) => one < other,
  '=': (one, other) => one === other,
};

/** The test for a number such as `500`, `>=400`, `!=200` or `4xx`; null for any other text. */
export function numberTest(text: string): ((value: number) => boolean) | null {
  const hundreds = CLASS.exec(text)?.[1];
  if (hundreds !== undefined) return (value) => Math.floor(value / 100) === Number(hundreds);
  const [, sign = '=', digits] = COMPARISON.exec(text) ?? [];
  const compare = COMPARE[sign];
  if (digits === undefined || compare === undefined) return null;
  const bound = Number(digits);
  return (value) => compare(value, bound);
}
