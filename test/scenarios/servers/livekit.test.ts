import { LIVEKIT } from './livekit.ts';
import { describeServer } from './measured.ts';

describeServer(LIVEKIT, [
  'hook dropped',
  'answered with an error',
  'connection refused',
  'hook sent twice',
  'packets lost',
  'capture began late',
  'capture ended early',
]);
