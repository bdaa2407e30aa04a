const STRING_OR_BRACKET = /"(?:[^"\\]|\\[\s\S])*"?|[[\]{}]/g;

/** Where the object or list that begins at `start` ends; the end of the text where it is cut off. */
export function enclosureEnd(text: string, start: number): number {
  STRING_OR_BRACKET.lastIndex = start;
  let depth = 0;
  for (;;) {
    const match = STRING_OR_BRACKET.exec(text);
    if (match === null) return text.length;
    const [sign] = match;
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) return STRING_OR_BRACKET.lastIndex;
  }
}
