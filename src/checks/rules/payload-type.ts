import { TEXT_WORDS } from '../../dialects/index.ts';
import type { HookCall, ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { shownValue } from '../payload/excerpt.ts';
import type { PayloadDeviation } from '../payload/survey.ts';
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
    if (deviation.kind === 'text') return [wrongText(read.call, deviation, inspection)];
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

/** A string that does not stand for what it is documented as. */
function wrongText(
  { dialect, method }: HookCall,
  { check, value, pointer }: Exclude<PayloadDeviation, { readonly kind: 'undocumented' }>,
  { masker }: CallInspection,
): Draft {
  const { name } = check.parameter;
  const documented = check.text === null ? 'a string' : TEXT_WORDS[check.text];
  const shown = shownValue(dialect, name, value, masker);
  return {
    rule: payloadType.id,
    message: `${name} is the string ${shown} in ${method}, documented as ${documented}`,
    pointer,
    parameters: [name],
    consequence: 'A backend that reads it as that fails, or takes another value for it.',
  };
}
