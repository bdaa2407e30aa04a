import type { ConfigProblem, HookCall, ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { CallRule } from '../rule.ts';
import { clipped, listed, quoted } from '../wording.ts';

/** The configuration that an answer holds has something that the call server does not understand. */
export const configRestClientConfig: CallRule = {
  id: 'config/rest-client-config',
  severity: 'warning',
  inspect,
};

function inspect({ call }: ReadCall): readonly Draft[] {
  const problems = call.clientConfig?.problems ?? [];
  if (problems.length === 0) return NO_DRAFTS;
  return problems.map((problem) => ({
    rule: configRestClientConfig.id,
    message: SENTENCES[problem.kind](problem, call),
    pointer: clipped(problem.pointer, 200),
    side: 'response',
  }));
}

const SENTENCES: Readonly<Record<ConfigProblem['kind'], (problem: ConfigProblem, call: HookCall) => string>> =
  {
    'not-an-object': ({ found, pointer }, { method }) =>
      `${place(pointer)} in the answer to ${method} is ${found}, an object keyed by method is expected`,
    'unknown-method': ({ found, allowed }, { dialect }) =>
      `${dialect.clientConfig?.parameter} names the method ${quoted(found)}, which is no known hook${didYouMean(found, allowed)}`,
    'unknown-field': ({ found, pointer, allowed }) =>
      `${place(parentOf(pointer))} has the field ${quoted(found)}; the fields are ${listed(allowed)}${didYouMean(found, allowed)}`,
    'unknown-word': ({ found, pointer, allowed }) =>
      `${place(pointer)} is ${quoted(found)}; it may be ${listed(allowed, 'or')}${didYouMean(found, allowed)}`,
    'too-much': ({ pointer }) =>
      `${place(pointer)} holds more than any sound configuration; the rest of it was not read`,
    'wrong-type': ({ found, pointer, allowed }) =>
      `${place(pointer)} is of type ${found}, ${listed(allowed, 'or')} is expected`,
  };

/** A pointer as people write it: `config.call.policy` for `/config/call/policy`. */
function place(pointer: string): string {
  const names = pointer.split('/').slice(1);
  return clipped(names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')).join('.'), 120);
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
