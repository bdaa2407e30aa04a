import { findMethod, methodNames } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { CallRule } from '../rule.ts';
import { quoted } from '../wording.ts';

/** A request to the port of hooks has a name that the dialect does not know. */
export const hooksUnknownMethod: CallRule = {
  id: 'hooks/unknown-method',
  severity: 'note',
  gathers: 'method-and-pointer',
  readsShapeOnly: true,
  inspect,
  settle,
};

function inspect({ call }: ReadCall): readonly Draft[] {
  // Of a name whose end is absent from the capture nobody can say that it is unknown.
  if (call.methodSpec !== null || call.methodCut) return NO_DRAFTS;
  const { dialect, httpMethod, target } = call;
  // A query may hold tokens, and tells nothing of the method.
  const [path = ''] = target.split(/[?#]/, 1);
  const message = `${httpMethod} ${quoted(path)} is no known hook of ${dialect.title}`;
  return [{ rule: hooksUnknownMethod.id, message }];
}

/**
 * Adds which method may have been meant, where the call is a hook by its payload, or was sent to the place of hooks. A
 * name that a method has, sent elsewhere, is that of another interface and no slip.
 */
function settle({ draft, call }: DraftRecord, _: CaptureFacts, statistics: CaptureStatistics): Draft {
  const { dialect, method } = call;
  const isHook = call.sessionId !== null || call.appKey !== null || statistics.isPlaceOfHooks(call);
  if (!isHook || findMethod(dialect, method) !== null) return draft;
  return { ...draft, message: `${draft.message}${didYouMean(method, methodNames(dialect))}` };
}
