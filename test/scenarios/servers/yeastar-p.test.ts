import { describeServer } from './measured.ts';
import { YEASTAR_P } from './yeastar-p.ts';

describeServer(YEASTAR_P, [
  'hook dropped',
  'answered with an error',
  'connection ended without an answer',
  'connection refused',
  'hook sent twice',
  'packets lost',
  'capture began late',
  'capture ended early',
]);
