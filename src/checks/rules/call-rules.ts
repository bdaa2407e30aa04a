import type { CallRule } from '../rule.ts';
import { answerBody } from './answer-body.ts';
import { answerContextChanged } from './answer-context-changed.ts';
import { answerNotJson } from './answer-not-json.ts';
import { answerNotMirrored } from './answer-not-mirrored.ts';
import { answerRedirect } from './answer-redirect.ts';
import { answerRefusalText } from './answer-refusal-text.ts';
import { answerStatus } from './answer-status.ts';
import { configRestClientConfig } from './config-rest-client-config.ts';
import { hooksUnknownMethod } from './hooks-unknown-method.ts';
import { httpByteOrderMark } from './http-byte-order-mark.ts';
import { httpContentType } from './http-content-type.ts';
import { httpExpectContinue } from './http-expect-continue.ts';
import { httpMalformed } from './http-malformed.ts';
import { httpMethod } from './http-method.ts';
import { httpNoTarget } from './http-no-target.ts';
import { httpProxyHeader } from './http-proxy-header.ts';
import { httpSecondAnswer } from './http-second-answer.ts';
import { httpUnaskedCoding } from './http-unasked-coding.ts';
import { httpWrongLength } from './http-wrong-length.ts';
import { payloadAuthHash } from './payload-auth-hash.ts';
import { payloadBigInteger } from './payload-big-integer.ts';
import { payloadDuplicateKey } from './payload-duplicate-key.ts';
import { payloadMissing } from './payload-missing.ts';
import { payloadNotJson } from './payload-not-json.ts';
import { payloadType } from './payload-type.ts';
import { payloadUndocumented } from './payload-undocumented.ts';
import { payloadValue } from './payload-value.ts';

/** All rules that look at one call, in the order in which the documentation has them. */
export const callRules: readonly CallRule[] = [
  hooksUnknownMethod,
  httpMalformed,
  httpWrongLength,
  httpSecondAnswer,
  httpProxyHeader,
  httpExpectContinue,
  httpNoTarget,
  httpMethod,
  httpContentType,
  httpByteOrderMark,
  httpUnaskedCoding,
  payloadAuthHash,
  payloadNotJson,
  payloadMissing,
  payloadType,
  payloadValue,
  payloadUndocumented,
  payloadDuplicateKey,
  payloadBigInteger,
  answerStatus,
  answerBody,
  answerRefusalText,
  answerRedirect,
  answerNotJson,
  answerContextChanged,
  answerNotMirrored,
  configRestClientConfig,
];

/** The rules that also look at HTTP requests that are no hooks. */
export const rulesForOtherHttp: readonly CallRule[] = [hooksUnknownMethod, httpMalformed];
