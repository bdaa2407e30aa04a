import type { ReadCall } from '../../hooks/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { didYouMean } from '../nearest.ts';
import { shownValue } from '../payload/excerpt.ts';
import type { CallRule } from '../rule.ts';

/** A parameter has a value that is not among the known ones. */
export const payloadValue: CallRule = {
  id: 'payload/value',
  severity: 'note',
  inspect,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { deviations } = inspection.survey;
  if (deviations.length === 0) return NO_DRAFTS;
  const { dialect, method } = read.call;
  return deviations.flatMap((deviation) => {
    if (deviation.kind !== 'value') return [];
    const { check, value, pointer } = deviation;
    const { parameter } = check;
    const shown = shownValue(dialect, parameter.name, value, inspection.masker);
    const isHidden = inspection.masker.value(dialect, parameter.name, value) !== value;
    const hint = isHidden ? '' : didYouMean(String(value), check.knownValues);
    const list = check.isClosed ? 'none of the values it may have' : 'none of its known values';
    const message = `${parameter.name} of ${method} is ${shown}, ${list}${hint}`;
    return [{ rule: payloadValue.id, message, pointer, parameters: [parameter.name] }];
  });
}
