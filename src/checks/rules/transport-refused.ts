import type { CaptureRule } from '../rule.ts';
import { tellOutages } from './connection-outages.ts';

/** A SYN was answered by RST. */
export const transportRefused: CaptureRule = {
  id: 'transport/refused',
  severity: 'error',
  judge: (facts, statistics) =>
    tellOutages(facts, statistics, transportRefused, 'refused', 'was refused (SYN answered by RST)'),
};
