import { plainCopy } from '../base/columns.ts';
import type { List } from '../base/list.ts';
import { shortNames } from '../capture/index.ts';
import { type ExpectationResult, type Finding, fingerprintOf, retold } from '../checks/index.ts';
import type { Analysis } from '../engine/index.ts';

/** Rules whose evidence is a sentence of ours; that of the others is a piece of what was captured. */
const OWN_WORDS = /^(?:flow|transport|tls|capture)\//;
/** How our sentences name a frame. */
const FRAME = /\bframe (\d+)\b/g;

/**
 * The analysis of a capture of several files with every frame that its sentences name told by its file: `frame 12 of b.pcap`. Numbers
 * that are numbers stay as they are. Of one file it is the analysis itself.
 */
export function withFilesNamed(analysis: Analysis): Analysis {
  const { captures, frameOrigins } = analysis;
  if (captures.length < 2) return analysis;
  const paths = captures.map(({ path }) => path);
  const names = shortNames(paths);
  const sentence = (text: string): string =>
    text.replace(FRAME, (words, number: string) => {
      const origin = frameOrigins.of(Number(number));
      return origin === null ? words : `frame ${origin.frame} of ${names[origin.file]}`;
    });
  const findings = analysis.findings.map((finding) => told(finding, paths, sentence));
  const numbers = analysis.findings.flatMap((finding, index) => {
    const number = analysis.findingNumbers.get(finding);
    return number === undefined ? [] : [[findings[index], number] as const];
  });
  return {
    ...analysis,
    findings,
    problems: retold(analysis.problems, findings, analysis.firstTime),
    findingNumbers: new Map(numbers),
    expectations: mapped(analysis.expectations, (expected) =>
      expected.reason === null ? expected : plainCopy(expected, { reason: sentence(expected.reason) }),
    ),
  };
}

/** Things that are made anew whenever they are asked for: there may be a million. */
function mapped(
  list: List<ExpectationResult>,
  made: (item: ExpectationResult) => ExpectationResult,
): List<ExpectationResult> {
  return {
    length: list.length,
    at: (index) => {
      const item = list.at(index);
      return item === undefined ? undefined : made(item);
    },
    *[Symbol.iterator]() {
      for (const item of list) yield made(item);
    },
  };
}

/** A sentence that begins with the path of a file names frames of that file already. */
function told(finding: Finding, paths: readonly string[], sentence: (text: string) => string): Finding {
  const { rule, message, evidence, consequence, remedy } = finding;
  if (paths.some((path) => message.startsWith(`${path}: `))) return finding;
  const orNull = (text: string | null): string | null => (text === null ? null : sentence(text));
  return {
    ...finding,
    fingerprint: fingerprintOf(finding),
    message: sentence(message),
    evidence: OWN_WORDS.test(rule) ? orNull(evidence) : evidence,
    consequence: orNull(consequence),
    remedy: orNull(remedy),
  };
}
