import type { HookCall } from '../hooks/index.ts';
import { endWords } from './call-end-words.ts';
import type { CaptureStatistics } from './capture-statistics.ts';
import { statusWords } from './wording.ts';

/** How an attempt failed: a verb in the past tense and what goes with it. */
export function failureWords(attempt: HookCall, statistics: CaptureStatistics): string {
  const { response } = attempt;
  if (response === null)
    return `got no answer: ${endWords(statistics.callEnds.of(attempt), false, attempt.dialect.server)}`;
  const said = statistics.refusalOf(attempt);
  if (said !== null) return said;
  const reason = response.reason === '' ? '' : ` ${response.reason}`;
  return `was answered ${statusWords(response.status)}${reason}`;
}
