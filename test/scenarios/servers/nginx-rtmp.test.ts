import { describeServer } from './measured.ts';
import { NGINX_RTMP } from './nginx-rtmp.ts';

describeServer(NGINX_RTMP, [
  'hook dropped',
  'answered with an error',
  'not answered',
  'connection ended without an answer',
  'connection refused',
  'packets lost',
  'capture began late',
  'capture ended early',
]);
