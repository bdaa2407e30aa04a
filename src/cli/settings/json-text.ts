import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import { MAX_JSON_DEPTH } from '../../base/limits.ts';
import { tooDeepAt } from '../../hooks/index.ts';
import { type FailedResult, failure } from '../failure.ts';

/** The place of a character in a text, as `path:line:column`, both from 1. */
export function placeIn(path: string, source: string, offset: number): string {
  const before = source.slice(0, offset).split('\n');
  return `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/**
 * Why a text is not parsed at all: the parser calls itself for each level, so that some thousand levels would end the
 * program. null where it may be parsed.
 */
export function whyTooDeep(path: string, source: string): FailedResult | null {
  const offset = tooDeepAt(source);
  if (offset === null) return null;
  return failure(
    `${placeIn(path, source, offset)}: nests deeper than ${MAX_JSON_DEPTH} levels; take away what encloses it`,
  );
}

/** Where a text breaks, and how. */
export function brokenJson(path: string, source: string, { offset, error }: ParseError): FailedResult {
  const reason = printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return failure(`${placeIn(path, source, offset)}: not JSON: ${reason}`);
}
