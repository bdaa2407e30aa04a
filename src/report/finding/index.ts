export { fingerprintOf } from '../../checks/index.ts';
