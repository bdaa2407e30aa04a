import type { ExpectationResult } from '../../checks/index.ts';
import { stringifyText } from '../escape/json.ts';
import type { JsonContext } from './context.ts';
import { numberText } from './text.ts';

/** The members of an expectation as JSON text, without braces. */
export function expectationMembers(
  expected: ExpectationResult,
  { masker, analysis: { positions } }: JsonContext,
): string {
  const { metBy } = expected;
  return (
    `"trigger":${positions.of(expected.trigger)},"method":${stringifyText(expected.method)}` +
    `,"key":${stringifyText(masker.text(expected.key))},"window":${numberText(expected.windowSeconds)}` +
    `,"verdict":"${expected.verdict}","metBy":${metBy === null ? 'null' : positions.of(metBy)}` +
    `,"reason":${stringifyText(masker.id(expected.reason))},"cause":${stringifyText(expected.cause)}` +
    `,"expectation":${stringifyText(expected.expectation.id)}`
  );
}
