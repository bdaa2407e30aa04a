import { describeServer } from './measured.ts';
import { OME } from './ovenmediaengine.ts';

describeServer(OME, [
  'hook dropped',
  'refused on purpose',
  'answer at fault',
  'answered with an error',
  'not answered',
  'connection ended without an answer',
  'connection refused',
  'hook sent twice',
  'packets lost',
  'capture began late',
  'capture ended early',
]);
