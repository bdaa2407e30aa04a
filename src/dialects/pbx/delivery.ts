/** How a PBX delivers its reports, and what it takes as consent; the same for both systems. */
import type { Acceptance, HookDelivery } from '../delivery.ts';

/** A report has to be answered with 200 (Yeastar's introduction to API reports; OpenVox's report pages). */
export const PBX_ACCEPTANCE = {
  statuses: [{ from: 200, to: 200 }],
  body: { kind: 'any' },
} as const satisfies Acceptance;

/** What both systems have in common. No document gives time-outs, or the delay of a repetition. */
export const PBX_DELIVERY = {
  httpMethods: ['POST'],
  bodyForms: ['json'],
  timeoutSeconds: null,
  slowSeconds: null,
  longestResponseSeconds: 15,
  retry: { after: ['no-response'], withinSeconds: 2, times: null },
  mirrored: false,
  timeoutSetting: null,
  logFile: null,
} as const satisfies Omit<HookDelivery, 'source'>;
