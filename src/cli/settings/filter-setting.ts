import { type Filter, parseFilter } from '../../filter/index.ts';
import { failure, type Result, success } from '../failure.ts';
import { suggestionText } from '../suggestion.ts';
import { accept, type Checked, type SettingReader } from './values.ts';

/** Reads a filter of the terminal UI's language. This file is loaded late, because most runs have no filter. */
export const filterReader: SettingReader<Filter> = (value) => {
  if (typeof value !== 'string') return refuse('a filter, such as "method:connect has:error"');
  const parsed = parseFilter(value);
  if (!parsed.ok) {
    const { column, message, written, choices } = parsed;
    return refuse(`a filter; at character ${column + 1}: ${message}${suggestionText(written, choices)}`);
  }
  return parsed.filter.isEmpty ? refuse('a filter that is not empty') : accept(parsed.filter);
};

/** The filter that `--filter` gives. The one of the configuration file was checked before. */
export function filterFor(text: string | undefined): Result<Filter | null> {
  if (text === undefined) return success(null);
  const checked = filterReader(text);
  return checked.ok ? success(checked.value) : failure(`--filter '${text}': expected ${checked.expected}`);
}

function refuse(expected: string): Checked<never> {
  return { ok: false, expected };
}
