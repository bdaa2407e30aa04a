import { Buffer } from 'node:buffer';

/** A text with a letter or sign beyond ASCII. Only such a text can look like another one. */
const BEYOND_ASCII = /[^\u0000-\u007f]/;

/**
 * Letters that look like a Latin one, by that letter: the rows of the table of confusables of Unicode (UTS 39 §4) for
 * Cyrillic, Greek, Armenian, Cherokee, Lisu and further Latin letters. What NFKC makes of full-width and mathematical
 * letters, and accents, need no row.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аАɑαΑᴀᎪꓮ',
  b: 'вВьЬЪъƄƅΒβʙᏴꓐ',
  c: 'сСϲϹᴄᏟꓚ',
  d: 'ԁԀɗđĐᴅᎠꓓ',
  e: 'еЕєЄεΕҽᴇᎬꓰ',
  f: 'ꓝƒϜ',
  g: 'ɡԌɢցᏀꓖ',
  h: 'һҺнНΗħʜհᎻꓧ',
  i: 'іІιΙıɩɪᎥꓲ',
  j: 'јЈϳᴊᎫꓙ',
  k: 'кКκΚᴋᏦꓗ',
  l: 'ӏӀłŁʟⅼᏞꓡ',
  m: 'мМΜᴍᎷꓟ',
  n: 'пПηΝɴոꓠ',
  o: 'оОοΟσøØօᴏꓳ',
  p: 'рРρΡᴘᏢꓑ',
  q: 'ԛԚզ',
  r: 'гГʀᴦᎡꓣ',
  s: 'ѕЅꜱᏚꓢ',
  t: 'тТτΤŧᴛᎢꓔ',
  u: 'υսᴜʋꓴ',
  v: 'ѵѴνᴠᏙꓦ',
  w: 'ԝԜωѡшШᴡᎳꓪ',
  x: 'хХχΧꓫ',
  y: 'уУүҮγΥʏꓬ',
  z: 'ΖᴢᏃꓜ',
};

const LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) =>
    [...others].map((other) => [other, latin] as const),
  ),
);

/** Accents and other signs on letters, and characters without a form of their own, such as zero-width ones. */
const UNSEEN = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const LETTER = /[^\p{ASCII}]/gu;
/** A text whose characters all are bytes: it may be UTF-8 that was read byte by byte, as names of header fields are. */
const BYTES = /^[\u0000-\u00ff]*$/;
const BROKEN = '\ufffd';

/** True where a name may have letters that look like others. */
export function isBeyondAscii(name: string): boolean {
  return BEYOND_ASCII.test(name);
}

/**
 * What a name looks like, in Latin letters: without accents, zero-width characters and look-alike letters. For comparison
 * only. A name within ASCII is its own skeleton.
 */
export function skeletonOf(name: string): string {
  if (!BEYOND_ASCII.test(name)) return name;
  return asUtf8(name)
    .normalize('NFKC')
    .normalize('NFD')
    .replace(UNSEEN, '')
    .replace(LETTER, (letter) => LATIN.get(letter) ?? letter);
}

/** The text that bytes mean, where they were read byte by byte and are UTF-8; otherwise the text itself. */
export function asUtf8(name: string): string {
  if (!BYTES.test(name)) return name;
  const meant = Buffer.from(name, 'latin1').toString('utf8');
  return meant.includes(BROKEN) ? name : meant;
}
