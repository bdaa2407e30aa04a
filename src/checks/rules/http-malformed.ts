import type { Severity } from '../../dialects/index.ts';
import type { ReadCall } from '../../hooks/index.ts';
import { PROBLEM_SENTENCES, type Problem, type ProblemKind } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { CallInspection } from '../inspection.ts';
import { hasWholeHead, isDamaged } from '../message-facts.ts';
import type { CallRule } from '../rule.ts';
import { beginsTlsAlert } from '../tls/alert-in-clear.ts';

/** The part of a message that must be in the capture before the problem can be blamed on the sender. */
type Needed = 'head' | 'all' | 'nothing';

/** Severity of problems that the message had on the wire, or that go beyond what hookscope reads. Faults of the capture are not here: other rules tell them. */
const KINDS: Readonly<Partial<Record<ProblemKind, readonly [Severity, Needed]>>> = {
  'malformed-start-line': ['error', 'head'],
  'malformed-header': ['error', 'head'],
  'header-too-large': ['error', 'nothing'],
  'bad-content-length': ['error', 'head'],
  'conflicting-content-length': ['error', 'head'],
  'bad-transfer-encoding': ['error', 'head'],
  'bad-chunk-size': ['error', 'all'],
  'bad-content-encoding': ['error', 'all'],
  'http-0.9': ['error', 'head'],
  'repeated-content-length': ['warning', 'head'],
  'length-and-chunked': ['warning', 'head'],
  'bytes-skipped': ['note', 'all'],
  'unknown-content-encoding': ['note', 'nothing'],
  'body-too-large': ['note', 'nothing'],
  'too-many-waiting': ['note', 'nothing'],
  'http2-error': ['error', 'nothing'],
  'http2-length': ['error', 'all'],
  'http2-fields-unknown': ['note', 'nothing'],
};
/** Characters of a chunk-size line that are shown. Where the line is wrong, what follows may be body, and secret. */
const CHUNK_LINE_CHARACTERS = 16;

/** A message is not HTTP as RFC 9112 has it, or goes beyond what hookscope reads. */
export const httpMalformed: CallRule = {
  id: 'http/malformed',
  severity: 'error',
  inspect,
};

function inspect(read: ReadCall, inspection: CallInspection): readonly Draft[] {
  const { problems } = read.exchange;
  if (problems.length === 0) return NO_DRAFTS;
  return problems.flatMap((problem) => {
    const severity = severityOf(problem, read);
    return severity === null ? [] : [draftOf(problem, severity, read, inspection)];
  });
}

/** null: not to be told, or not to be blamed on the sender, because the capture lacks too much. */
function severityOf(problem: Problem, { exchange, certainty }: ReadCall): Severity | null {
  const kind = KINDS[problem.kind];
  if (kind === undefined) return null;
  // What speaks TLS answers plain HTTP so: answer/status tells it.
  if (problem.side === 'response' && exchange.response?.status === 0 && beginsTlsAlert(problem.excerpt))
    return null;
  const [severity, needed] = kind;
  const message = exchange[problem.side];
  if (needed === 'head' && (message === null || !hasWholeHead(message))) return null;
  if (needed === 'all' && isDamaged(exchange, problem.side)) return null;
  // A request that is no hook may come from anybody and does not make hooks fail.
  return severity === 'error' && certainty === 'other' ? 'warning' : severity;
}

function draftOf(problem: Problem, severity: Severity, read: ReadCall, inspection: CallInspection): Draft {
  const { dialect, method } = read.call;
  const place =
    problem.offset < 0
      ? ''
      : `, at byte ${problem.offset} of the ${problem.side === 'request' ? 'request' : 'answer'} direction`;
  const shown =
    problem.kind === 'bad-chunk-size' ? problem.excerpt.slice(0, CHUNK_LINE_CHARACTERS) : problem.excerpt;
  return {
    rule: httpMalformed.id,
    severity,
    message: messageOf(problem, method, read) + place,
    ...(shown === '' ? {} : { evidence: inspection.masker.captured(shown, dialect) }),
    ...(problem.side === 'response' ? { side: 'response' } : {}),
  };
}

function messageOf({ kind, side }: Problem, method: string, { exchange }: ReadCall): string {
  if (side === 'request') return `The request of ${method}: ${PROBLEM_SENTENCES[kind]}`;
  // Only bytes that are no HTTP/1 head are read as a response without a status.
  if (exchange.response?.status === 0 && (kind === 'malformed-start-line' || kind === 'http-0.9')) {
    return `The answer to ${method} has no status line: it is HTTP/0.9, or no HTTP at all`;
  }
  return `The answer to ${method}: ${PROBLEM_SENTENCES[kind]}`;
}
