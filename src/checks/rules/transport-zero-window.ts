import type { CaptureRule } from '../rule.ts';
import { tellAnomalies } from './segment-anomalies.ts';

/** The receiver's window was closed. */
export const transportZeroWindow: CaptureRule = {
  id: 'transport/zero-window',
  severity: 'warning',
  judge: (_, statistics) =>
    tellAnomalies(
      statistics,
      transportZeroWindow,
      (half) => [half.zeroWindows, half.firstZeroWindowFrame],
      'segments with a window of zero',
    ),
};
