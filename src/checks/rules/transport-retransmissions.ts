import type { CaptureRule } from '../rule.ts';
import { tellAnomalies } from './segment-anomalies.ts';

/** Segments were sent again. */
export const transportRetransmissions: CaptureRule = {
  id: 'transport/retransmissions',
  severity: 'note',
  judge: (scene) =>
    tellAnomalies(
      scene,
      transportRetransmissions,
      (half) => [half.retransmissions, half.firstRetransmissionFrame],
      'repeated segments',
    ),
};
