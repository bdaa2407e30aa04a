/** Where a form is found in a text. A text without any of its signs is not searched: most texts are short and have none. */
export function found(text: string, signs: readonly string[], form: RegExp): Iterable<RegExpExecArray> {
  return signs.some((sign) => text.includes(sign)) ? text.matchAll(form) : NOTHING;
}

const NOTHING: readonly RegExpExecArray[] = [];
