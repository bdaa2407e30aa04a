import type { CaptureRule } from '../rule.ts';
import { tellOutages } from './connection-outages.ts';

/** A SYN was never answered. */
export const transportUnanswered: CaptureRule = {
  id: 'transport/unanswered',
  severity: 'error',
  judge: (facts, statistics) =>
    tellOutages(facts, statistics, transportUnanswered, 'unanswered', 'was never answered'),
};
