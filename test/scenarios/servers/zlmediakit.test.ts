import { describeServer } from './measured.ts';
import { ZLMEDIAKIT } from './zlmediakit.ts';

describeServer(ZLMEDIAKIT, [
  'hook dropped',
  'refused on purpose',
  'answer at fault',
  'answered with an error',
  'not answered',
  'connection ended without an answer',
  'connection refused',
  'hook late',
  'packets lost',
  'capture began late',
  'capture ended early',
]);
