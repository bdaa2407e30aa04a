import { ANSWER_FAULTS } from './answers.ts';
import { ATTEMPT_FAULTS } from './attempts.ts';
import { CAPTURING_FAULTS } from './capturing.ts';
import { CONFIGURATION_FAULTS } from './configuration.ts';
import { DELIVERY_FAULTS } from './delivery.ts';
import { ENDING_FAULTS } from './endings.ts';
import type { Fault } from './fault.ts';
import { IDENTITY_FAULTS } from './identities.ts';
import { LEG_FAULTS } from './legs.ts';
import { PAYLOAD_FAULTS } from './payloads.ts';
import { POLICY_FAULTS } from './policies.ts';
import { VIEW_FAULTS } from './views.ts';

export type { Fault, Must } from './fault.ts';

/** All faults, each as often as it is to be chosen. */
export const FAULTS: readonly Fault[] = [
  ...DELIVERY_FAULTS,
  ...ANSWER_FAULTS,
  ...PAYLOAD_FAULTS,
  ...CONFIGURATION_FAULTS,
  ...ENDING_FAULTS,
  ...ATTEMPT_FAULTS,
  ...LEG_FAULTS,
  ...IDENTITY_FAULTS,
  ...POLICY_FAULTS,
  ...VIEW_FAULTS,
  ...CAPTURING_FAULTS,
];
