/** Markdown without its blocks and spans of code, by the rules of CommonMark §4.5 and §6.1. */
export function withoutCode(markdown: string): string {
  return withoutBlocks(markdown).split('\n').map(withoutSpans).join('\n');
}

/** Replaces each fenced block by a line that says so. */
function withoutBlocks(markdown: string): string {
  const kept: string[] = [];
  let fence: string | null = null;
  for (const line of markdown.split('\n')) {
    // What stands after backticks that open a block holds none.
    const opening: string | undefined = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
    if (fence === null && opening !== undefined) {
      fence = opening;
      kept.push('(code)');
    } else if (fence === null) kept.push(line);
    else if (opening?.startsWith(fence) && line.trim() === opening) fence = null;
  }
  if (fence !== null) throw new Error('a block of code does not end');
  return kept.join('\n');
}

/**
 * Removes spans of code. A run of backticks opens a span, and the next run of the same length ends it; a backslash
 * before a run shortens it by one.
 */
function withoutSpans(line: string): string {
  let kept = '';
  let at = 0;
  while (at < line.length) {
    if (line[at] === '\\') {
      kept += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const run = /^`+/.exec(line.slice(at))?.[0];
    if (run === undefined) {
      kept += line[at];
      at += 1;
      continue;
    }
    const end = [...line.slice(at + run.length).matchAll(/`+/g)].find(([each]) => each === run);
    if (end === undefined) throw new Error(`a span of code does not end: ${line.slice(at, at + 40)}`);
    kept += '(code)';
    at += run.length + end.index + run.length;
  }
  return kept;
}
