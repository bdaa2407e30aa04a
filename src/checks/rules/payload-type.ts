import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { shownValue } from '../payload/excerpt.ts';
import { consequenceOfWrongType, REMEDY_OF_WRONG_TYPE } from '../payload/wrong-type.ts';
import { remedyFor } from '../remedy.ts';
import type { CallRule } from '../rule.ts';
import { jsonTypeOf, listed, typeWords } from '../wording.ts';

/** A parameter has a value of another JSON type than its table says. */
export const payloadType: CallRule = {
  id: 'payload/type',
  severity: 'error',
  inspect,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { deviations } = inspection.survey;
  if (deviations.length === 0) return NO_DRAFTS;
  const { dialect, method, methodSpec } = read.call;
  const remedy = [REMEDY_OF_WRONG_TYPE, remedyFor(dialect, payloadType.id, 'usual')]
    .filter((each) => each !== null)
    .join('\n');
  return deviations.flatMap((deviation) => {
    if (deviation.kind !== 'type' || methodSpec === null) return [];
    const { check, value, pointer, ofItem } = deviation;
    const { parameter } = check;
    const types = ofItem ? check.documentedItems : check.documented;
    const documented = listed(types, 'or');
    const found = jsonTypeOf(value);
    const subject = ofItem ? `An item of ${parameter.name}` : parameter.name;
    const message = `${subject} is ${typeWords(found)} in ${method}, documented as ${documented}`;
    const evidence = shownValue(dialect, parameter.name, value, inspection.masker);
    const consequence = consequenceOfWrongType({
      dialect,
      method: methodSpec,
      parameter: parameter.name,
      found,
      documented: types,
    });
    return [
      {
        rule: payloadType.id,
        message,
        pointer,
        evidence,
        parameters: [parameter.name],
        consequence,
        remedy,
      },
    ];
  });
}
