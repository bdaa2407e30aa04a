import { contextNames, serverAtStart } from '../../dialects/index.ts';
import { isAccepted, type JsonValue, member, membersOf, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { shownValue } from '../payload/excerpt.ts';
import { sameJson } from '../payload/same-json.ts';
import type { CallRule } from '../rule.ts';
import { listed } from '../wording.ts';

/** The answer names another server, session or application than the request. */
export const answerContextChanged: CallRule = {
  id: 'answer/context-changed',
  severity: 'warning',
  inspect,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { call, payload, responsePayload } = read;
  const names = contextNames(call.dialect);
  if (names.length === 0 || !isAccepted(call)) return NO_DRAFTS;
  if (responsePayload.kind !== 'object' && responsePayload.kind !== 'partial') return NO_DRAFTS;
  if (payload.kind === 'object' && payload.text === responsePayload.text) return NO_DRAFTS;
  const sent = membersOf(payload);
  const show = (name: string, value: JsonValue): string =>
    shownValue(call.dialect, name, value, inspection.masker);
  let changed: string[] | null = null;
  const lines: string[] = [];
  for (const name of names) {
    const value = member(sent, name);
    const received = member(responsePayload.members, name);
    if (value === undefined || received === undefined || sameJson(value, received)) continue;
    changed ??= [];
    changed.push(name);
    lines.push(`${name}: ${show(name, value)} -> ${show(name, received)}`);
  }
  if (changed === null) return NO_DRAFTS;
  const [first] = changed;
  return [
    {
      rule: answerContextChanged.id,
      message: `The answer to ${call.method} changes ${listed(changed)}`,
      pointer: `/${first}`,
      evidence: lines.join('\n'),
      parameters: changed,
      consequence: `${serverAtStart(call.dialect)} ignores the change: the context cannot be overridden.`,
      side: 'response',
    },
  ];
}
