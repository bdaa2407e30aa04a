import type { ConfigProblem, ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { CallRule } from '../rule.ts';
import { clipped, listed, quoted } from '../wording.ts';

export const configRestClientConfig: CallRule = {
  id: 'config/rest-client-config',
  severity: 'warning',
  title: 'restClientConfig is not as the call server reads it',
  means:
    'The restClientConfig object in the answer to connect names a method or a field that does not exist, has a policy that is spelt wrong, or a value of the wrong type. It is keyed by method; each method may have clientExclude, restExclude and restOverwrite (names with commas between), restOnError (LOG or FAIL) and restPolicy (NOTIFY, OVERWRITE or DISABLE).',
  matters:
    'What is not understood does not hold, and the defaults hold in its place: restOnError LOG, so that a refusal has no effect, and restPolicy NOTIFY, so that what the answer changes is ignored. Nothing tells so but the behaviour.',
  fix: 'Correct the backend\'s answer to connect, for example:\n  {"restClientConfig":{"publishStream":{"restOnError":"FAIL","restPolicy":"OVERWRITE","restOverwrite":"name"}}}\nThe names of methods and fields:\n  hookscope hooks',
  inspect,
};

function inspect({ call }: ReadCall): readonly Draft[] {
  const problems = call.clientConfig?.problems ?? [];
  if (problems.length === 0) return NO_DRAFTS;
  return problems.map((problem) => ({
    rule: configRestClientConfig.id,
    message: SENTENCES[problem.kind](problem, call.method),
    pointer: clipped(problem.pointer, 200),
    side: 'response',
  }));
}

const SENTENCES: Readonly<Record<ConfigProblem['kind'], (problem: ConfigProblem, method: string) => string>> =
  {
    'not-an-object': ({ found, pointer }, method) =>
      `${place(pointer)} in the answer to ${method} is ${found}, an object keyed by method is expected`,
    'unknown-method': ({ found, allowed }) =>
      `restClientConfig names the method ${quoted(found)}, which is no known hook${didYouMean(found, allowed)}`,
    'unknown-field': ({ found, pointer, allowed }) =>
      `${place(parentOf(pointer))} has the field ${quoted(found)}; the fields are ${listed(allowed)}${didYouMean(found, allowed)}`,
    'unknown-word': ({ found, pointer, allowed }) =>
      `${place(pointer)} is ${quoted(found)}; it may be ${listed(allowed, 'or')}${didYouMean(found, allowed)}`,
    'too-much': ({ pointer }) =>
      `${place(pointer)} holds more than any sound configuration; the rest of it was not read`,
    'wrong-type': ({ found, pointer, allowed }) =>
      `${place(pointer)} is of type ${found}, ${listed(allowed, 'or')} is expected`,
  };

/** A pointer as people write it: restClientConfig.call.restPolicy. */
function place(pointer: string): string {
  const names = pointer.split('/').slice(1);
  return clipped(names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')).join('.'), 120);
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
