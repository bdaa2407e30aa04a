import { jsonTextsOf, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { countMemberNames, repeatedMembers } from '../payload/json-tree.ts';
import type { CallRule } from '../rule.ts';
import { clipped, listed } from '../wording.ts';

/** An object of a payload has two members of one name (RFC 8259 §4). */
export const payloadDuplicateKey: CallRule = {
  id: 'payload/duplicate-key',
  severity: 'warning',
  inspect,
};

/** Bounds for what a finding repeats of the payload: it may be of any size. */
const NAME_CHARACTERS = 60;
const POINTER_CHARACTERS = 200;
const NAMED_PARAMETERS = 8;

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { payload, call } = read;
  if (payload.kind !== 'object') return NO_DRAFTS;
  // A parsed object has each member once. Only a text that names more members than were parsed is looked through.
  const texts = jsonTextsOf(payload);
  const named = texts.reduce((sum, { text }) => sum + countMemberNames(text), 0);
  // Of a form the first of several members counts, and servers send some twice.
  if (texts.length === 0 || named === inspection.survey.memberCount) return NO_DRAFTS;
  const repeated = texts.flatMap(({ pointer, text }) =>
    repeatedMembers(text).map((each) => ({ ...each, pointer: `${pointer}${each.pointer}` })),
  );
  const names = repeated.map(({ name }) => clipped(name, NAME_CHARACTERS));
  return repeated.slice(0, 1).map((first) => {
    const times = first.times === 2 ? 'twice' : `${first.times} times`;
    const message =
      repeated.length === 1
        ? `${names[0]} stands ${times} in one object of ${call.method}; hookscope read the last`
        : `${listed(names)} stand more than once in one object of ${call.method}; hookscope read the last of each`;
    const pointer = clipped(first.pointer, POINTER_CHARACTERS);
    return { rule: payloadDuplicateKey.id, message, pointer, parameters: names.slice(0, NAMED_PARAMETERS) };
  });
}
