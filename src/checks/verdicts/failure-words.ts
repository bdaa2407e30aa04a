import type { HookCall } from '../../hooks/index.ts';
import { statusWords } from '../wording.ts';
import type { Evidence } from './evidence.ts';

/** How an attempt failed: a verb in the past tense and what goes with it. */
export function failureWords({ response, end }: HookCall, _evidence: Evidence): string {
  if (response === null) return `got no answer: ${ENDS[end]}`;
  const reason = response.reason === '' ? '' : ` ${response.reason}`;
  return `was answered ${statusWords(response.status)}${reason}`;
}

const ENDS: Readonly<Record<HookCall['end'], string>> = {
  answered: 'the answer is not whole',
  upgraded: 'the connection went on with another protocol',
  fin: 'the connection was closed',
  reset: 'the connection was reset',
  abandoned: 'the ports were taken for a new connection',
  capture: 'none is in the capture',
};
