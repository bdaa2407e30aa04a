/** A key that was pressed, by name, or text that was pasted. */
export type KeyEvent =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string };

const ESCAPE = '\u001b';
/** Begin of a bracketed paste (xterm). Everything up to its end is text, whatever it looks like. */
const PASTE_BEGIN = '\u001b[200~';
const PASTE_END = '\u001b[201~';
/** A longer paste is dropped: it was not meant for a line. */
const MAX_PASTE_CHARACTERS = 10_000;

/** Key sequences of xterm and similar terminals (ctlseqs: PC-style function keys), in normal and application mode. */
const SEQUENCES: Readonly<Record<string, string>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[3~': 'delete',
  '[5~': 'pageup',
  '[6~': 'pagedown',
  '[Z': 'S-tab',
};

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  ' ': 'space',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

/** CSI (ECMA-48 §5.4): parameter bytes, intermediate bytes, a final byte. SS3: one more. */
const SEQUENCE = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])/;
const UNFINISHED = /^\u001b(?:\[[0-?]*[ -/]*|O)?$/;

/**
 * Turns the input of a terminal into keys. Several keys may come at once, and one key in two parts. An incomplete
 * sequence is kept until the rest comes, or until `flush` says that none will: then it is an Escape by itself.
 */
export class KeyDecoder {
  #rest = '';

  /** True while a sequence is kept that may be the Escape key. */
  get waits(): boolean {
    return this.#rest !== '';
  }

  feed(text: string): readonly KeyEvent[] {
    this.#rest += text;
    const events: KeyEvent[] = [];
    while (this.#rest !== '') {
      const event = this.#next();
      if (event === null) break;
      if (event !== 'ignored') events.push(event);
    }
    return events;
  }

  /** Gives the keys of the kept input, because nothing more came. */
  flush(): readonly KeyEvent[] {
    const rest = this.#rest;
    this.#rest = '';
    if (rest.startsWith(PASTE_BEGIN)) return [{ kind: 'paste', text: rest.slice(PASTE_BEGIN.length) }];
    return rest.startsWith(ESCAPE) ? [{ kind: 'key', key: 'escape' }] : [];
  }

  #next(): KeyEvent | 'ignored' | null {
    const rest = this.#rest;
    if (rest.startsWith(PASTE_BEGIN)) return this.#paste();
    if (!rest.startsWith(ESCAPE)) {
      const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      this.#rest = rest.slice(character.length);
      const key = nameOf(character);
      return key === null ? 'ignored' : { kind: 'key', key };
    }
    if (UNFINISHED.test(rest)) return null;
    const sequence = SEQUENCE.exec(rest)?.[0];
    if (sequence === undefined) {
      // Escape and another key came together: they are two keys.
      this.#rest = rest.slice(1);
      return { kind: 'key', key: 'escape' };
    }
    this.#rest = rest.slice(sequence.length);
    const key = SEQUENCES[sequence.slice(1)];
    return key === undefined ? 'ignored' : { kind: 'key', key };
  }

  #paste(): KeyEvent | 'ignored' | null {
    const end = this.#rest.indexOf(PASTE_END);
    if (end < 0) {
      if (this.#rest.length > MAX_PASTE_CHARACTERS) {
        this.#rest = '';
        return 'ignored';
      }
      return null;
    }
    const text = this.#rest.slice(PASTE_BEGIN.length, end);
    this.#rest = this.#rest.slice(end + PASTE_END.length);
    return { kind: 'paste', text };
  }
}

function nameOf(character: string): string | null {
  const named = CONTROLS[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 1 && code <= 26) return `C-${String.fromCharCode(code + 0x60)}`;
  return code < 0x20 ? null : character;
}
