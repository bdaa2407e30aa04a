/** The signs by which calls were recognised, in words. */
import type { Dialect, WireMark, WordPlace } from '../dialects/index.ts';
import { MOST_MARKS } from './marks.ts';
import { PATH_SIGN, SHAPE_SIGN, signOfPlace } from './recognised.ts';

const PATH = 'the path';

/**
 * What showed that calls are of a dialect: the names of members and header fields, `the path`. What named the method stands first. `signs`:
 * bits as recognition gives them, of one call or of several together.
 */
export function signWords(dialect: Dialect, signs: number): readonly string[] {
  const { recognition, marks } = dialect;
  const words = new Set<string>();
  if (recognition.by === 'target' || (signs & PATH_SIGN) !== 0) words.add(PATH);
  if (recognition.by === 'word') {
    for (const [index, place] of recognition.places.entries()) {
      if ((signs & signOfPlace(index)) !== 0) words.add(placeWords(place));
    }
  }
  if ((signs & SHAPE_SIGN) !== 0) words.add('the members of the payload');
  for (const [index, mark] of marks.slice(0, MOST_MARKS).entries()) {
    const word = (signs & (1 << index)) === 0 ? null : markWords(mark);
    if (word !== null) words.add(word);
  }
  return [...words];
}

function placeWords(place: WordPlace): string {
  switch (place.in) {
    case 'payload':
      return place.path.join('.');
    case 'header':
      return fieldName(place.name);
    case 'segment':
      return PATH;
    case 'query':
      return `${place.name} in the query`;
  }
}

/** null: what is absent, or what most requests have, shows little. */
function markWords(mark: WireMark): string | null {
  switch (mark.sign) {
    case 'no-target':
      return mark.holds ? 'the missing target' : null;
    case 'header':
      return mark.value === null ? null : fieldName(mark.name);
    case 'header-begin':
      return fieldName(mark.name);
    case 'body-key':
      return mark.key;
    case 'body-path':
      return mark.path.join('.');
  }
}

/** The name of a header field with capitals, as it is mostly written. */
function fieldName(name: string): string {
  return name.replace(/(?<![^-])[a-z]/g, (letter) => letter.toUpperCase());
}
