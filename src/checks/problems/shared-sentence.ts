/**
 * One sentence for many that differ in their particulars only. Words with a digit in them (numbers, addresses, ids) and quoted
 * texts are particulars; so are the frames that a sentence names in brackets, which are left out.
 */

/** A quoted text, frames in brackets, or a word. */
const PIECE = /"(?:[^"\\]|\\.)*"| \(frames? [^()]*\)|[^\s"()]+/g;
const HAS_DIGIT = /\p{N}/u;
const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;
/** What surrounds a word and is no part of it. */
const PUNCTUATION_BEFORE = /^[^\p{L}\p{N}/_]*/u;
const PUNCTUATION_AFTER = /[^\p{L}\p{N}/_\]%]*$/u;
/** A counted thing has at least so many letters, so that the unit `s` is none. */
const SHORTEST_COUNTED = 3;

/** A sentence taken apart: `fixed` has one part more than there are particulars, which stand between them. */
interface Parsed {
  readonly fixed: readonly string[];
  readonly particulars: readonly Particular[];
}

type Particular =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'range'; readonly least: string; readonly most: string }
  /** The ending of what a number before it counts: empty, or the `s` of the plural. */
  | { readonly kind: 'ending'; readonly text: string }
  | { readonly kind: 'different' };

/** What is the same in sentences that differ in their particulars only. */
export function formOf(sentence: string): string {
  return parse(sentence).fixed.join('\u0000');
}

/**
 * A sentence that holds for all of these, which have the same form: particulars that are the same in all stay, numbers that
 * differ become a range, and others become `…`. Empty where there are none.
 */
export function sharedSentence(sentences: Iterable<string>): string {
  const [first = '', ...others] = new Set(sentences);
  const { fixed, particulars } = parse(first);
  let shared = particulars;
  for (const other of others) {
    const own = parse(other).particulars;
    shared = shared.map((particular, index) => joined(particular, own[index]));
  }
  return fixed.map((text, index) => text + textOf(shared[index])).join('');
}

function parse(sentence: string): Parsed {
  const fixed: string[] = [];
  const particulars: Particular[] = [];
  let open = '';
  let end = 0;
  const close = (particular: Particular): void => {
    fixed.push(open);
    particulars.push(particular);
    open = '';
  };
  let afterNumber = -1;
  for (const { 0: piece, index } of sentence.matchAll(PIECE)) {
    open += sentence.slice(end, index);
    end = index + piece.length;
    if (piece.startsWith(' (frame')) continue;
    if (piece.startsWith('"')) {
      close({ kind: 'text', text: piece });
      continue;
    }
    const before = PUNCTUATION_BEFORE.exec(piece)?.[0] ?? '';
    const after = PUNCTUATION_AFTER.exec(piece.slice(before.length))?.[0] ?? '';
    const word = piece.slice(before.length, piece.length - after.length);
    const isCounted = afterNumber === index - 1 && word.length >= SHORTEST_COUNTED;
    open += before;
    if (HAS_DIGIT.test(word)) {
      close({ kind: 'text', text: word });
      if (after === '' && PLAIN_NUMBER.test(word)) afterNumber = end;
    } else if (isCounted) {
      const stem = word.endsWith('s') ? word.slice(0, -1) : word;
      open += stem;
      close({ kind: 'ending', text: word.slice(stem.length) });
    } else open += word;
    open += after;
  }
  fixed.push(open + sentence.slice(end));
  return { fixed, particulars };
}

const DIFFERENT: Particular = { kind: 'different' };

function joined(one: Particular, other: Particular | undefined): Particular {
  if (other === undefined || one.kind === 'different') return DIFFERENT;
  if (one.kind === 'ending' && other.kind === 'ending') return one.text === '' ? other : one;
  if (one.kind === 'ending' || other.kind !== 'text') return DIFFERENT;
  if (one.kind === 'text' && one.text === other.text) return one;
  const [least, most] = one.kind === 'text' ? [one.text, one.text] : [one.least, one.most];
  if (!PLAIN_NUMBER.test(least) || !PLAIN_NUMBER.test(other.text)) return DIFFERENT;
  return {
    kind: 'range',
    least: Number(other.text) < Number(least) ? other.text : least,
    most: Number(other.text) > Number(most) ? other.text : most,
  };
}

function textOf(particular: Particular | undefined): string {
  if (particular === undefined) return '';
  switch (particular.kind) {
    case 'different':
      return '…';
    case 'range':
      return `${particular.least} to ${particular.most}`;
    default:
      return particular.text;
  }
}
