/** What one attempt gives the program: a capture, what was collected from one, the text of a file that people write, or words of a command line. */
export type FuzzInput =
  | { readonly kind: 'capture' | 'shard'; readonly bytes: Buffer }
  | { readonly kind: 'dialect' | 'configuration' | 'baseline' | 'filter'; readonly text: string }
  | { readonly kind: 'words'; readonly words: readonly string[] };

/** The end of the name under which an input is kept. */
export const INPUT_EXTENSIONS = {
  capture: '.capture',
  shard: '.shard',
  dialect: '.dialect.json',
  configuration: '.configuration.json',
  baseline: '.baseline.json',
  filter: '.filter.txt',
  words: '.words.json',
} as const satisfies Record<FuzzInput['kind'], string>;

/** An input as the bytes of a file. */
export function inputBytes(input: FuzzInput): Buffer {
  if ('bytes' in input) return input.bytes;
  return Buffer.from(input.kind === 'words' ? `${JSON.stringify(input.words)}\n` : input.text);
}

/** An input from a file that `inputBytes` made; null where the name says no kind. */
export function inputOf(name: string, bytes: Buffer): FuzzInput | null {
  for (const kind of Object.keys(INPUT_EXTENSIONS) as readonly FuzzInput['kind'][]) {
    if (!name.endsWith(INPUT_EXTENSIONS[kind])) continue;
    if (kind === 'capture' || kind === 'shard') return { kind, bytes };
    const text = bytes.toString('utf8');
    if (kind === 'words') return { kind, words: JSON.parse(text) as readonly string[] };
    return { kind, text };
  }
  return null;
}
