import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { shownValue } from '../payload/excerpt.ts';
import type { CallRule } from '../rule.ts';
import { jsonTypeOf, listed, typeWords } from '../wording.ts';

export const payloadType: CallRule = {
  id: 'payload/type',
  severity: 'error',
  title: 'Parameter of another type than documented',
  means:
    'The value of a documented parameter has another JSON type than the table and all traffic seen by us have, for example the string "true" where a boolean is documented. null is accepted where the parameter may as well be absent.',
  matters:
    'A backend with typed models fails to read the whole payload (400 or 500); one without misjudges the value: the string "false" is true in most languages.',
  fix: "See the table of the method:\n  hookscope hooks <method>\nCompare with what the call server says it sent:\n  grep -A 40 'SEND REST OBJECT' /usr/local/FlashphonerWebCallServer/logs/server_logs/flashphoner.log\nLook for a proxy that rewrites JSON, and at what the client passes to the SDK: the server hands many values on as they are. Accept both types in the backend until it is found.",
  inspect,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { deviations } = inspection.survey;
  if (deviations.length === 0) return NO_DRAFTS;
  const { dialect, method } = read.call;
  return deviations.flatMap((deviation) => {
    if (deviation.kind !== 'type') return [];
    const { check, value, pointer, ofItem } = deviation;
    const { parameter } = check;
    const documented = listed(ofItem ? check.documentedItems : check.documented, 'or');
    const subject = ofItem ? `An item of ${parameter.name}` : parameter.name;
    const message = `${subject} is ${typeWords(jsonTypeOf(value))} in ${method}, documented as ${documented}`;
    const evidence = shownValue(dialect, parameter.name, value, inspection.masker);
    return [{ rule: payloadType.id, message, pointer, evidence, parameters: [parameter.name] }];
  });
}
