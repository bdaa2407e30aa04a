import type { HookCall, ReadCall } from '../../hooks/index.ts';
import type { Problem } from '../../http/index.ts';
import { NO_DRAFTS } from '../draft.ts';
import type { Draft } from '../finding.ts';
import type { InspectionOptions } from '../inspection.ts';
import type { CallRule } from '../rule.ts';
import { counted } from '../wording.ts';

/** More bytes follow a request or an answer than its head announced. */
export const httpWrongLength: CallRule = {
  id: 'http/wrong-length',
  severity: 'warning',
  inspect,
  inspectLate,
};

function inspect(read: ReadCall, inspection: InspectionOptions): readonly Draft[] {
  const { problems } = read.exchange;
  if (problems.length === 0) return NO_DRAFTS;
  return problems.flatMap((problem) => {
    const isCut = problem.side === 'request' && read.payload.kind === 'broken';
    return draftOf(read.call, problem, isCut, inspection);
  });
}

function inspectLate(call: HookCall, problem: Problem, options: InspectionOptions): readonly Draft[] {
  return draftOf(call, problem, false, options);
}

/** `isCut`: what was announced is no whole payload. */
function draftOf(
  { method, dialect }: HookCall,
  { side, surplus, excerpt }: Problem,
  isCut: boolean,
  { masker }: InspectionOptions,
): readonly Draft[] {
  if (surplus === undefined) return NO_DRAFTS;
  const { framing, announced, bytes, countsCharacters } = surplus;
  const subject = side === 'request' ? `the request of ${method}` : `the answer to ${method}`;
  const follow = `${bytes} further ${bytes === 1 ? 'byte follows' : 'bytes follow'}`;
  const shared = {
    rule: httpWrongLength.id,
    evidence: masker.captured(excerpt, dialect),
    ...(side === 'response' ? { side } : {}),
  } as const;
  if (countsCharacters) {
    return [
      {
        ...shared,
        severity: 'error',
        message: `Content-Length of ${subject} counts characters, not bytes: it says ${announced}, the body has ${announced} characters and ${announced + bytes} bytes`,
        consequence: `The receiver reads ${counted(announced, 'byte')}, so it gets the body without its end, and takes the last ${counted(bytes, 'byte')} for the beginning of the next message.`,
      },
    ];
  }
  const message =
    framing === 'sized'
      ? `Content-Length of ${subject} says ${announced}, but ${follow}`
      : framing === 'chunked'
        ? `Behind the last chunk of ${subject}, ${follow}`
        : `The head of ${subject} announces no body, but ${bytes} ${bytes === 1 ? 'byte follows' : 'bytes follow'}`;
  return [
    {
      ...shared,
      severity: isCut || framing === 'none' ? 'error' : 'warning',
      message,
      consequence: 'The receiver takes what follows for the beginning of the next message.',
    },
  ];
}
