/**
 * One sentence for many that differ in their particulars only. Words with a digit in them (numbers, addresses, ids) and quoted
 * texts are particulars; so are the frames that a sentence names in brackets, which are left out.
 */

/** A quoted text, frames in brackets, or a word. */
const PIECE = /"(?:[^"\\]|\\.)*"| \(frames? [^()]*\)|[^\s"()]+/g;
const HAS_DIGIT = /\p{N}/u;
const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;
/** Characters with which a word begins and ends; what surrounds them is no part of it. */
const BEGINS_WORD = /[\p{L}\p{N}/_]/u;
const ENDS_WORD = /[\p{L}\p{N}/_\]%]/u;
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
 * A sentence that holds for all of these: particulars that are the same in all stay, numbers that differ become a range, and others
 * become `…`. null where they do not have one form.
 */
export function sharedSentence(sentences: Iterable<string>): string | null {
  const [first = '', ...others] = new Set(sentences);
  const { fixed, particulars } = parse(first);
  const form = fixed.join('\u0000');
  let shared = particulars;
  for (const other of others) {
    const own = parse(other);
    if (own.fixed.join('\u0000') !== form) return null;
    shared = shared.map((particular, index) => joined(particular, own.particulars[index]));
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
  /** Where the last number ended. */
  let afterNumber = Number.NaN;
  for (const { 0: piece, index } of sentence.matchAll(PIECE)) {
    open += sentence.slice(end, index);
    end = index + piece.length;
    if (piece.startsWith(' (frame')) continue;
    if (piece.startsWith('"')) {
      close({ kind: 'text', text: piece });
      continue;
    }
    const hasDigit = HAS_DIGIT.test(piece);
    if (!hasDigit && afterNumber !== index - 1) {
      open += piece;
      continue;
    }
    const [before, word, after] = withoutPunctuation(piece);
    open += before;
    if (hasDigit) {
      close({ kind: 'text', text: word });
      if (after === '' && PLAIN_NUMBER.test(word)) afterNumber = end;
    } else if (word.length >= SHORTEST_COUNTED) {
      const stem = word.endsWith('s') ? word.slice(0, -1) : word;
      open += stem;
      close({ kind: 'ending', text: word.slice(stem.length) });
    } else open += word;
    open += after;
  }
  fixed.push(open + sentence.slice(end));
  return { fixed, particulars };
}

/** A piece as the punctuation before its word, the word, and the punctuation after it. */
function withoutPunctuation(piece: string): readonly [before: string, word: string, after: string] {
  let begin = 0;
  while (begin < piece.length && !BEGINS_WORD.test(piece.charAt(begin))) begin += 1;
  let end = piece.length;
  while (end > begin && !ENDS_WORD.test(piece.charAt(end - 1))) end -= 1;
  return [piece.slice(0, begin), piece.slice(begin, end), piece.slice(end)];
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
