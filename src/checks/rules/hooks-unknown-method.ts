import { methodNames } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const hooksUnknownMethod: CallRule = {
  id: 'hooks/unknown-method',
  severity: 'note',
  title: 'HTTP to the backend that is no known hook',
  means:
    'A request to the port that hooks go to has a name that the dialect does not know. Told once for each name, with the number of requests. It may be other traffic of the same web server, a hook of a newer server, or a custom one.',
  matters:
    'What is not known is not checked, and no follow-up is expected of it. If it is a misspelt hook, the backend does not see the real one.',
  fix: 'See which hooks are known:\n  hookscope hooks\nand which the call server sends:\n  show app-rest-methods <appKey>\nDeclare hooks of your own in a dialect file (--dialect FILE). Other traffic can be left out with --host or --port.',
  gathers: 'method-and-pointer',
  inspect,
};

function inspect({ call }: ReadCall): readonly Draft[] {
  if (call.methodSpec !== null) return NO_DRAFTS;
  const { dialect, method, httpMethod, target } = call;
  // A query may hold tokens, and tells nothing of the method.
  const [path = ''] = target.split(/[?#]/, 1);
  const hint = didYouMean(method, methodNames(dialect));
  const message = `${httpMethod} ${quoted(path)} is no known hook of ${dialect.title}${hint}`;
  return [{ rule: hooksUnknownMethod.id, message }];
}
