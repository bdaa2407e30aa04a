import {
  flag,
  float,
  oneOf,
  optional,
  record,
  type Shape,
  type ShownTexts,
  text,
  whole,
  wholeOrNone,
} from '../base/shape/index.ts';
import type {
  BrokenOff,
  ExchangeEnd,
  MessageSide,
  Problem,
  ProblemKind,
  StreamEnd,
  Surplus,
} from './exchange.ts';

const side = oneOf<MessageSide>({ request: true, response: true });

const kind = oneOf<ProblemKind>({
  'no-target': true,
  'lower-case-method': true,
  'unknown-method': true,
  'malformed-start-line': true,
  'malformed-header': true,
  'header-too-large': true,
  'bad-content-length': true,
  'repeated-content-length': true,
  'conflicting-content-length': true,
  'length-and-chunked': true,
  'bad-transfer-encoding': true,
  'bad-chunk-size': true,
  'bad-content-encoding': true,
  'unknown-content-encoding': true,
  'body-too-large': true,
  truncated: true,
  'lost-bytes': true,
  'cut-bytes': true,
  'started-before-capture': true,
  'http-0.9': true,
  'bytes-skipped': true,
  'surplus-bytes': true,
  'second-response': true,
  'expect-continue': true,
  'proxy-header': true,
  'too-many-waiting': true,
  'http2-fields-unknown': true,
  'http2-error': true,
  'http2-length': true,
});

const brokenOff = record<BrokenOff>({
  within: oneOf<BrokenOff['within']>({ head: true, body: true }),
  framing: oneOf<BrokenOff['framing']>({
    none: true,
    sized: true,
    chunked: true,
    'until-close': true,
    'end-stream': true,
  }),
  announced: whole,
  sent: whole,
  cause: oneOf<BrokenOff['cause']>({
    fin: true,
    reset: true,
    capture: true,
    abandoned: true,
    'stream-reset': true,
    goaway: true,
  }),
});

const surplus = record<Surplus>({
  framing: oneOf<Surplus['framing']>({ none: true, sized: true, chunked: true }),
  announced: whole,
  bytes: whole,
  countsCharacters: flag,
});

/** Something wrong with a message. */
export function problemShape({ captured }: ShownTexts): Shape<Problem> {
  return record<Problem>({
    kind,
    side,
    offset: wholeOrNone,
    excerpt: captured,
    brokenOff: optional(brokenOff),
    surplus: optional(surplus),
    waitedSeconds: optional(float),
  });
}

export const exchangeEndShape: Shape<ExchangeEnd> = oneOf<ExchangeEnd>({
  answered: true,
  fin: true,
  reset: true,
  capture: true,
  abandoned: true,
  'stream-reset': true,
  goaway: true,
  upgraded: true,
});

export const streamEndShape: Shape<StreamEnd> = record<StreamEnd>({
  by: side,
  error: text,
  isUnprocessed: flag,
});
