import { escapePointer, type ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { didYouMean } from '../nearest.ts';
import { methodTable } from '../payload/method-table.ts';
import type { PayloadDeviation } from '../payload/survey.ts';
import type { CallRule } from '../rule.ts';
import { clipped, jsonTypeOf, quoted, typeWords } from '../wording.ts';

/** A payload has a member that its table does not have. */
export const payloadUndocumented: CallRule = {
  id: 'payload/undocumented',
  severity: 'note',
  gathers: 'method-and-pointer',
  readsShapeOnly: true,
  inspect,
};

/** Most members of one payload that are told one by one. No call server sends more unknown ones: a payload that has them was forged. */
const TOLD_MEMBERS = 50;
/** Most characters of a member's name that a pointer repeats. */
const NAME_CHARACTERS = 200;

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { deviations } = inspection.survey;
  const { methodSpec, method } = read.call;
  if (deviations.length === 0 || methodSpec === null || methodSpec.openMembers === true) return NO_DRAFTS;
  const found = deviations.filter((deviation) => deviation.kind === 'undocumented');
  if (found.length > TOLD_MEMBERS) {
    const message = `${method} has ${found.length} members that are not in its table`;
    return [{ rule: payloadUndocumented.id, message }];
  }
  return found.map((deviation) => draftOf(method, methodTable(methodSpec).names, deviation));
}

function draftOf(
  method: string,
  names: readonly string[],
  { name, value }: Extract<PayloadDeviation, { kind: 'undocumented' }>,
): Draft {
  const hint = didYouMean(name, names);
  return {
    rule: payloadUndocumented.id,
    message: `${quoted(name)} (${typeWords(jsonTypeOf(value))}) is not in the table of ${method}${hint}`,
    pointer: `/${escapePointer(clipped(name, NAME_CHARACTERS))}`,
    parameters: [clipped(name, NAME_CHARACTERS)],
  };
}
