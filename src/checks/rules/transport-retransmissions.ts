import type { CaptureRule } from '../rule.ts';
import { tellAnomalies } from './segment-anomalies.ts';

/** Segments were sent again. */
export const transportRetransmissions: CaptureRule = {
  id: 'transport/retransmissions',
  severity: 'note',
  judge: (_, statistics) =>
    tellAnomalies(
      statistics,
      transportRetransmissions,
      (half) => [half.retransmissions, half.firstRetransmissionFrame],
      'repeated segments',
    ),
};
