/** A line of text that is being typed. The cursor counts characters. */
export interface LineEdit {
  readonly text: string;
  readonly cursor: number;
}

/** A format that an export can have, and the key that chooses it. */
export interface ExportChoice {
  readonly key: string;
  readonly format: string;
  readonly title: string;
  readonly extension: string;
}

/** What the bottom line asks for. */
export type Prompt =
  | { readonly kind: 'filter'; readonly line: LineEdit }
  | { readonly kind: 'copy'; readonly to: 'clipboard' | 'file' }
  /** Whether to leave what cannot be opened again. */
  | { readonly kind: 'leave' }
  | { readonly kind: 'export-format' }
  | {
      readonly kind: 'export-path';
      readonly choice: ExportChoice;
      readonly line: LineEdit;
      /** True where the file exists: the next Enter overwrites it. */
      readonly overwrites: boolean;
    };

export function lineOf(text: string): LineEdit {
  return { text, cursor: characters(text).length };
}

/** Inserts text at the cursor. Control characters are left out. */
export function insert({ text, cursor }: LineEdit, typed: string): LineEdit {
  const added = characters(typed.replace(/\p{Cc}/gu, ''));
  const before = characters(text);
  before.splice(cursor, 0, ...added);
  return { text: before.join(''), cursor: cursor + added.length };
}

type Edit = (characters: readonly string[], cursor: number) => LineEdit;

const edited = (kept: readonly string[], cursor: number): LineEdit => ({ text: kept.join(''), cursor });

/** The keys for editing a line, as readline has them. */
const EDITS: Readonly<Record<string, Edit>> = {
  backspace: (all, cursor) =>
    cursor === 0 ? edited(all, 0) : edited([...all.slice(0, cursor - 1), ...all.slice(cursor)], cursor - 1),
  delete: (all, cursor) => edited([...all.slice(0, cursor), ...all.slice(cursor + 1)], cursor),
  left: (all, cursor) => edited(all, Math.max(0, cursor - 1)),
  right: (all, cursor) => edited(all, Math.min(all.length, cursor + 1)),
  home: (all) => edited(all, 0),
  end: (all) => edited(all, all.length),
  'C-a': (all) => edited(all, 0),
  'C-e': (all) => edited(all, all.length),
  'C-u': (all, cursor) => edited(all.slice(cursor), 0),
  'C-k': (all, cursor) => edited(all.slice(0, cursor), cursor),
  'C-w': (all, cursor) => {
    const before = all
      .slice(0, cursor)
      .join('')
      .replace(/\S*\s*$/, '');
    const kept = characters(before);
    return edited([...kept, ...all.slice(cursor)], kept.length);
  },
};

/** The line after a key; null where the key does not edit a line. */
export function editLine(line: LineEdit, key: string): LineEdit | null {
  const edit = Object.hasOwn(EDITS, key) ? EDITS[key] : undefined;
  if (edit !== undefined) return edit(characters(line.text), line.cursor);
  if (key === 'space') return insert(line, ' ');
  return characters(key).length === 1 ? insert(line, key) : null;
}

function characters(text: string): string[] {
  return [...text];
}
