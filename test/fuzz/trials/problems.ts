/** A rule that an attempt broke, in words. */
export class Unsound extends Error {}

/** Control and format characters, separators and lone surrogates, but for line breaks. */
const RAW_CONTROL = /[\0-\x09\x0b-\x1f\x7f-\x9f\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const SHOWN_AROUND = 60;

/** Throws where a condition that must hold does not. */
export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Unsound(what);
}

/** Throws where a text that is shown holds characters that a viewer would act on. */
export function demandPlain(text: string, what: string): void {
  const at = text.search(RAW_CONTROL);
  if (at === -1) return;
  const around = text.slice(Math.max(0, at - SHOWN_AROUND), at + SHOWN_AROUND);
  throw new Unsound(`${what} has a raw control character: ${JSON.stringify(around)}`);
}

/** Throws where two texts differ, showing where. */
export function demandSame(one: string, other: string, what: string): void {
  if (one === other) return;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const shown = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 80), at + 120));
  throw new Unsound(`${what} at ${at}: ${shown(one)} and ${shown(other)}`);
}
