import { MAX_SECRET_LOOKBACK } from '../../base/limits.ts';
import type { Dialect } from '../../dialects/index.ts';
import type { JsonValue } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { clipped } from '../wording.ts';

/** Excerpts of what was captured, fit to be shown: the masker of the run has its marks in place of what it hides. */

const EXCERPT_BEFORE = 20;
const EXCERPT_LENGTH = 80;
/** Characters of a value that evidence shows. */
const SHOWN_VALUE = 80;

/** A value as evidence: JSON, with marks where its name or a part of it is hidden, clipped. */
export function shownValue(dialect: Dialect, name: string, value: JsonValue, masker: Masker): string {
  const written = JSON.stringify(value);
  // Of what is long the beginning is enough, and quicker to look through.
  if (written.length > MAX_SECRET_LOOKBACK)
    return clipped(masker.captured(written.slice(0, MAX_SECRET_LOOKBACK), dialect), SHOWN_VALUE);
  const shown = masker.value(dialect, name, value);
  // A mark is no value: it goes without quotation marks.
  const isHidden = typeof shown === 'string' && shown !== value && masker.isMark(shown);
  return clipped(isHidden ? shown : JSON.stringify(shown), SHOWN_VALUE);
}

/** The text around a place, masked; the place may lie within a secret that begins far before it. */
export function excerptAround(dialect: Dialect, text: string, offset: number, masker: Masker): string {
  const start = Math.max(0, offset - EXCERPT_BEFORE);
  const end = Math.min(text.length, start + EXCERPT_LENGTH);
  const from = Math.max(0, start - MAX_SECRET_LOOKBACK);
  // What the excerpt ends in has to be seen to its own end, or equal values would not be seen to be equal.
  const looked = text.slice(from, Math.min(text.length, end + LOOK_AHEAD));
  return masker.excerpt(looked, start - from, end - from, dialect);
}

const LOOK_AHEAD = 1024;
