/** What is known of the P-series, which has another interface: enough to name it. */
import type { UnsupportedForm } from '../types.ts';

/** Webhooks of the P-series: a numeric event type, the serial number of the PBX, and the message as a text. */
export const P_SERIES_WEBHOOKS: UnsupportedForm = {
  title: 'a Yeastar P-series PBX (webhooks with a numeric type)',
  sign: { member: 'type', from: 30_005, to: 30_036, beside: ['sn', 'msg'] },
  source: 'Y-P-SERIES',
};
