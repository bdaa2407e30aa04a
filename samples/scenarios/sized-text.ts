/**
 * Text of an exact number of bytes: `build` gets as many characters of padding as are missing. They look like the
 * random part of an identifier, and have to go into a place where each takes one byte.
 */
export function sizedText(bytes: number, build: (padding: string) => string): string {
  const missing = bytes - Buffer.byteLength(build(''));
  if (missing < 0) throw new Error(`${-missing} bytes too long for ${bytes}`);
  const digits = '5f0a11c2d7e94b3688a0c1f2e3d4b5a697';
  const text = build(digits.repeat(Math.ceil(missing / digits.length)).slice(0, missing));
  if (Buffer.byteLength(text) !== bytes) throw new Error(`padding does not take one byte a character`);
  return text;
}
