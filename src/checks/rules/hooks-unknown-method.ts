import { methodNames } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

/** A request to the port of hooks has a name that the dialect does not know. */
export const hooksUnknownMethod: CallRule = {
  id: 'hooks/unknown-method',
  severity: 'note',
  gathers: 'method-and-pointer',
  inspect,
};

function inspect({ call }: ReadCall): readonly Draft[] {
  // Of a name whose end is absent from the capture nobody can say that it is unknown.
  if (call.methodSpec !== null || call.methodCut) return NO_DRAFTS;
  const { dialect, method, httpMethod, target } = call;
  // A query may hold tokens, and tells nothing of the method.
  const [path = ''] = target.split(/[?#]/, 1);
  const hint = didYouMean(method, methodNames(dialect));
  const message = `${httpMethod} ${quoted(path)} is no known hook of ${dialect.title}${hint}`;
  return [{ rule: hooksUnknownMethod.id, message }];
}
