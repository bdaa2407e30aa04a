/**
 * A bundle in which nothing is beyond ASCII, so that its bytes can be read as Latin-1, which costs nothing (`bin/load-program.js`). esbuild writes
 * texts so, but leaves regular expressions and tagged templates as they are. An escape means the same in both; only
 * `String.raw` would show it, and no source has letters beyond ASCII in that.
 */
export function asciiText(source) {
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
