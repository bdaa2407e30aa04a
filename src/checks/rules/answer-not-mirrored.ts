import { contextNames, isMirrored, rulePhrase, serverAtStart } from '../../dialects/index.ts';
import {
  configFor,
  type HookCall,
  isAccepted,
  type JsonObject,
  type JsonValue,
  member,
  type ReadCall,
} from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { shownValue } from '../payload/excerpt.ts';
import { sameJson } from '../payload/same-json.ts';
import type { CallRule } from '../rule.ts';
import { configOf } from '../verdicts/evidence.ts';
import { clipped, listed } from '../wording.ts';

/** Most parameters of which the evidence shows both values. */
const SHOWN_DIFFERENCES = 5;
/** Most characters of a parameter's name: an answer may choose any. */
const NAME_CHARACTERS = 60;

/** The answer does not give back what the request carried. */
export const answerNotMirrored: CallRule = {
  id: 'answer/not-mirrored',
  severity: 'note',
  inspect,
  settle,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { call, payload, responsePayload } = read;
  if (payload.kind !== 'object' || responsePayload.kind !== 'object' || payload.text === responsePayload.text)
    return NO_DRAFTS;
  if (!isMirrored(call.dialect, call.methodSpec) || !isAccepted(call)) return NO_DRAFTS;
  const sent = payload.members;
  const received = responsePayload.members;
  const parameters = differences(read, sent, received);
  if (parameters.length === 0) return NO_DRAFTS;
  const evidence = parameters.slice(0, SHOWN_DIFFERENCES).map((name) => {
    const show = (value: JsonValue | undefined): string =>
      value === undefined ? 'absent' : shownValue(call.dialect, name, value, inspection.masker);
    return `${clipped(name, NAME_CHARACTERS)}: ${show(member(sent, name))} -> ${show(member(received, name))}`;
  });
  return [
    {
      rule: answerNotMirrored.id,
      message: messageOf(call.method, parameters),
      evidence: evidence.join('\n'),
      parameters,
      side: 'response',
    },
  ];
}

/** Leaves out what the session's configuration allows to be overwritten; that is known only when the whole capture is. */
function settle({ draft, call }: DraftRecord, facts: CaptureFacts): Draft | null {
  const config = call.clientConfig ?? configOf(facts.evidence, call);
  const { overwrite, overwrites } = configFor(call.dialect, config, call.method);
  const all = draft.parameters ?? [];
  const parameters = all.filter((name) => !overwrite.has(name));
  if (parameters.length === 0) return null;
  const consequence = consequenceOf(call, overwrites);
  if (parameters.length === all.length) return { ...draft, consequence };
  // The evidence has a line for each of the first parameters, in the same order.
  const lines = (draft.evidence ?? '').split('\n');
  const kept = all.flatMap((name, index) => (overwrite.has(name) ? [] : lines.slice(index, index + 1)));
  return {
    ...draft,
    parameters,
    message: messageOf(call.method, parameters),
    evidence: kept.join('\n'),
    consequence,
  };
}

/** `some`: the configuration of the session lets the backend overwrite some parameters of this method. */
function consequenceOf({ dialect, method }: HookCall, some: boolean): string {
  if (some) {
    return (
      rulePhrase(dialect, answerNotMirrored.id, 'some-changes-count') ??
      `${serverAtStart(dialect)} takes over only what may be overwritten, and ignores the other changes.`
    );
  }
  return (
    rulePhrase(dialect, answerNotMirrored.id, 'changes-ignored', { method }) ??
    `${serverAtStart(dialect)} ignores the changes.`
  );
}

function messageOf(method: string, parameters: readonly string[]): string {
  const names = parameters.map((name) => clipped(name, NAME_CHARACTERS));
  return `The answer to ${method} differs from the request in ${listed(names)}`;
}

/**
 * Names of members that were left out, changed or added. Left aside: a changed context, of which another rule tells, and
 * the configuration, which belongs there.
 */
function differences({ call }: ReadCall, sent: JsonObject, received: JsonObject): readonly string[] {
  const { clientConfig } = call.dialect;
  const own = clientConfig?.method === call.method ? clientConfig.parameter : null;
  const context = contextNames(call.dialect);
  const changed = Object.keys(sent).filter((name) => {
    const value = member(received, name);
    if (name === own) return false;
    if (value === undefined) return true;
    return !context.includes(name) && !sameJson(sent[name], value);
  });
  const added = Object.keys(received).filter((name) => name !== own && !Object.hasOwn(sent, name));
  return [...changed, ...added];
}
