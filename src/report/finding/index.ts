export { fingerprintOf } from '../../checks/index.ts';
export { stepBlocks } from './step-blocks.ts';
