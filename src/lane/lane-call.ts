import type { RepeatedCall } from '../hooks/index.ts';
import { PersonTexts } from './person-texts.ts';

/** A call of the lane, written over for one call after the other. */
export class LaneCall implements RepeatedCall {
  stream = 0;
  /** The first one that its connection repeats. */
  isFirst = false;
  requestDirection: 0 | 1 = 0;
  seconds = 0;
  nanoseconds = 0;
  firstRequestFrame = 0;
  lastRequestFrame = 0;
  fingerprint = 0;
  sessionStart = -1;
  sessionEnd = -1;
  dialogStart = -1;
  dialogEnd = -1;
  people = new PersonTexts();
  firstResponseFrame = 0;
  lastResponseFrame = 0;
  responseSeconds = 0;
  responseNanoseconds = 0;
  latencySeconds = 0;
  /** Where the body of the request stands. */
  bodyStart = 0;
  bodyEnd = 0;
  /** Bytes of the bodies of request and response together. */
  bodyBytes = 0;
}
