import type { ExpectationResult } from '../../checks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { stringifyText } from '../escape/json.ts';
import { numberText } from './text.ts';

/** The members of an expectation as JSON text, without braces. */
export function expectationMembers(expected: ExpectationResult, masker: Masker): string {
  const { metBy } = expected;
  return (
    `"trigger":${expected.trigger.index},"method":${stringifyText(expected.method)}` +
    `,"key":${stringifyText(masker.text(expected.key))},"window":${numberText(expected.windowSeconds)}` +
    `,"verdict":"${expected.verdict}","metBy":${metBy === null ? 'null' : metBy.index}` +
    `,"reason":${stringifyText(masker.id(expected.reason))},"cause":${stringifyText(expected.cause)}` +
    `,"expectation":${stringifyText(expected.expectation.id)}`
  );
}
