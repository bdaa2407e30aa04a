import { contextNames } from '../../dialects/index.ts';
import {
  configFor,
  isAccepted,
  type JsonObject,
  type JsonValue,
  member,
  type ReadCall,
} from '../../hooks/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft, DraftRecord } from '../finding.ts';
import { shownValue } from '../payload/excerpt.ts';
import { sameJson } from '../payload/same-json.ts';
import type { CallRule, InspectionOptions } from '../rule.ts';
import { clipped, listed } from '../wording.ts';

/** Parameters whose two values the evidence shows. */
const SHOWN_DIFFERENCES = 5;
/** Characters of a parameter's name, which an answer may choose freely. */
const NAME_CHARACTERS = 60;

export const answerNotMirrored: CallRule = {
  id: 'answer/not-mirrored',
  severity: 'note',
  title: 'Answer differs from the request',
  means:
    'The body of a 200 answer is not what the request carried. The vendor wants the answer to connect to be exactly what was received, apart from fields overwritten on purpose and restClientConfig, and recommends the same for all other methods. Fields that restOverwrite names are left out here; order and spelling of the JSON text make no difference.',
  matters:
    'Under restPolicy NOTIFY, which is the default, the call server ignores what the answer changes: a backend that tries to change a field so has no effect. Under OVERWRITE a field that restOverwrite names and the answer lacks may be lost.',
  fix: 'Return the received JSON and change only what is meant to change. To make a change count, put into the answer to connect:\n  {"restClientConfig":{"<method>":{"restPolicy":"OVERWRITE","restOverwrite":"<parameter>"}}}\nIn PHP decode to objects, not to arrays (json_decode without true): otherwise {} comes back as [].',
  inspect,
  settle,
};

function inspect(read: ReadCall, options: InspectionOptions): readonly Draft[] {
  const { call, payload, responsePayload } = read;
  if (payload.kind !== 'object' || responsePayload.kind !== 'object' || payload.text === responsePayload.text)
    return NO_DRAFTS;
  if (!call.dialect.delivery.mirrored || !isAccepted(call.dialect, call.response)) return NO_DRAFTS;
  const sent = payload.members;
  const received = responsePayload.members;
  const parameters = differences(read, sent, received);
  if (parameters.length === 0) return NO_DRAFTS;
  const evidence = parameters.slice(0, SHOWN_DIFFERENCES).map((name) => {
    const show = (value: JsonValue | undefined): string =>
      value === undefined ? 'absent' : shownValue(call.dialect, name, value, options.masker);
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

/** Only when `connect`'s answer is known can be told what was overwritten on purpose. */
function settle({ draft, call }: DraftRecord, scene: CaptureFacts): Draft | null {
  const config = call.clientConfig ?? scene.configOf(call);
  const { overwrite, overwrites } = configFor(call.dialect, config, call.method);
  const all = draft.parameters ?? [];
  const parameters = all.filter((name) => !overwrite.has(name));
  if (parameters.length === 0) return null;
  const consequence = overwrites
    ? 'The call server takes over only what restOverwrite names, and ignores the other changes.'
    : `Unless restPolicy OVERWRITE and restOverwrite say so for ${call.method}, the call server ignores the changes.`;
  if (parameters.length === all.length) return { ...draft, consequence };
  // The lines of the evidence are those of the first parameters, in the same order.
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

function messageOf(method: string, parameters: readonly string[]): string {
  const names = parameters.map((name) => clipped(name, NAME_CHARACTERS));
  return `The answer to ${method} differs from the request in ${listed(names)}`;
}

/** Names of members that were left out, changed or added, without what other rules tell or what belongs there. */
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
