import { INCONCLUSIVE_CALL, LATE_CALL, MISSING_CALL, type Verdict } from '../checks/index.ts';
import { EXAMPLES } from '../dialects/examples/index.ts';
import type { PartyRole } from '../dialects/index.ts';
import { namePattern, numberTest } from './compare.ts';
import { type PayloadTerm, payloadTerm } from './payload-terms.ts';
import { callOfSubject, type FilterSubject, methodsOf, type Predicate, statusesOf } from './subject.ts';

/** A part of the filter language, for help screens and documentation. */
export interface FilterHelp {
  readonly form: string;
  readonly means: string;
}

/** Reads the value of a field. Gives a text that says what is expected where the value cannot be used. */
type FieldReader = (value: string) => Predicate | PayloadTerm | string;

interface Field extends FilterHelp {
  readonly read: FieldReader;
  /** All possible values, where there are few. */
  readonly values?: readonly string[];
}

/** The values of `has:` and what they test. */
const TRAITS: Readonly<Record<string, Predicate>> = {
  error: (subject) => hasSeverity(subject, 'error'),
  warning: (subject) => hasSeverity(subject, 'warning'),
  note: (subject) => hasSeverity(subject, 'note'),
  finding: (subject) => subject.kind === 'expected' || subject.faults.length > 0,
  answer: (subject) => subject.kind === 'call' && subject.call.response !== null,
  retry: (subject) => subject.kind === 'call' && subject.isRepeated,
  cut: (subject) => subject.kind === 'call' && subject.call.cut,
};

/** The rule that speaks of an expectation, by its verdict. One that was excused stands with what cannot be told. */
const RULE_OF: Readonly<Record<Verdict, string>> = {
  met: INCONCLUSIVE_CALL,
  late: LATE_CALL,
  missing: MISSING_CALL,
  inconclusive: INCONCLUSIVE_CALL,
  excused: INCONCLUSIVE_CALL,
};

const FIELDS: Readonly<Record<string, Field>> = {
  method: {
    form: 'method:NAME',
    means: `the hook method; * stands for anything: method:${EXAMPLES.methodPattern}`,
    read: (value) => {
      const fits = namePattern(value);
      return (subject) => methodsOf(subject).some(fits);
    },
  },
  status: {
    form: 'status:NAME',
    means: `the payload's status, such as status:${EXAMPLES.status}`,
    read: (value) => {
      const fits = namePattern(value);
      return (subject) => statusesOf(subject).some(fits);
    },
  },
  session: {
    form: 'session:TEXT',
    means: 'a part of the session id',
    read: (value) => partOf(value, (subject) => callOfSubject(subject).sessionId),
  },
  call: {
    form: 'call:TEXT',
    means: 'a part of the id of the call, stream, message … of a session',
    read: (value) => partOf(value, (subject) => callOfSubject(subject).dialog?.id ?? null),
  },
  caller: {
    form: 'caller:TEXT',
    means: 'a part of who calls or sends: caller:1001',
    read: (value) => personTest(value, 'caller'),
  },
  callee: {
    form: 'callee:TEXT',
    means: 'the same of who is called or receives',
    read: (value) => personTest(value, 'callee'),
  },
  login: {
    form: 'login:TEXT',
    means: 'the same of whose session it is',
    read: (value) => personTest(value, 'login'),
  },
  body: {
    form: 'body:TEXT',
    means: 'a text anywhere in the payload or in that of the answer',
    read: (value) => payloadTerm({ in: 'body' }, value),
  },
  http: {
    form: 'http:NUMBER',
    means: "the answer's HTTP status: http:500, http:>=400, http:4xx, http:none",
    read: (value) => {
      if (value.toLowerCase() === 'none')
        return (subject) => subject.kind === 'call' && subject.call.response === null;
      const test = numberTest(value);
      if (test === null) return 'expected a number such as 500, >=400, 4xx, or none';
      return (subject) =>
        subject.kind === 'call' && subject.call.response !== null && test(subject.call.response.status);
    },
  },
  latency: {
    form: 'latency:SECONDS',
    means: 'how long the answer took: latency:>1',
    read: (value) => {
      const test = numberTest(value);
      if (test === null) return 'expected seconds such as >1 or <0.5';
      return (subject) =>
        subject.kind === 'call' &&
        subject.call.response !== null &&
        test(subject.call.response.latencySeconds);
    },
  },
  frame: {
    form: 'frame:NUMBER',
    means: "the request's frame: frame:114, frame:>1000",
    read: (value) => {
      const test = numberTest(value);
      if (test === null) return 'expected a frame number such as 114 or >1000';
      return (subject) => test(callOfSubject(subject).requestFrames[0]);
    },
  },
  rule: {
    form: 'rule:NAME',
    means: 'a rule that says something about it: rule:answer/*',
    read: (value) => {
      const fits = namePattern(value);
      return (subject) =>
        subject.kind === 'call'
          ? subject.faults.some((fault) => fits(fault.rule))
          : fits(RULE_OF[subject.expected.verdict]);
    },
  },
  has: {
    form: 'has:THING',
    means: `what it has: ${Object.keys(TRAITS).join(', ')}`,
    values: Object.keys(TRAITS),
    read: (value) => {
      const trait = Object.hasOwn(TRAITS, value.toLowerCase()) ? TRAITS[value.toLowerCase()] : undefined;
      return trait ?? `expected ${Object.keys(TRAITS).join(', ')}`;
    },
  },
};

/** Words that are more than a text to be found. */
const VERDICT_WORDS: Readonly<Record<string, Predicate>> = {
  missing: (subject) => subject.kind === 'expected' && subject.expected.verdict === 'missing',
  late: (subject) => subject.kind === 'expected' && subject.expected.verdict === 'late',
  inconclusive: (subject) => subject.kind === 'expected' && subject.expected.verdict === 'inconclusive',
  excused: (subject) => subject.kind === 'expected' && subject.expected.verdict === 'excused',
};

export const FILTER_FIELDS: readonly FilterHelp[] = Object.values(FIELDS).map(({ form, means }) => ({
  form,
  means,
}));
export const FILTER_WORDS: readonly FilterHelp[] = [
  { form: 'WORD', means: 'anywhere in people, method, status, ids, addresses, target, HTTP status' },
  { form: '"SOME TEXT"', means: 'the same for a text with spaces, colons or a leading -' },
  { form: Object.keys(VERDICT_WORDS).join(', '), means: 'calls that should have come, by verdict' },
  {
    form: 'MEMBER:TEXT',
    means: 'a part of a member of the payload with any other name: mediaProvider:webrtc',
  },
  {
    form: '/MEMBER=TEXT',
    means: 'all of a member of the payload, by its JSON Pointer; * stands for anything',
  },
  { form: '-TERM', means: 'not; several terms must all hold' },
];

/** The field with a name; null where there is none. */
export function findField(name: string): Field | null {
  const key = name.toLowerCase();
  return Object.hasOwn(FIELDS, key) ? (FIELDS[key] ?? null) : null;
}

export function fieldNames(): readonly string[] {
  return Object.keys(FIELDS);
}

/**
 * The test for a word. A word that names a verdict (and is not quoted) tests for it; any other is searched as a text.
 */
export function wordPredicate(word: string, quoted: boolean): Predicate {
  const lower = word.toLowerCase();
  if (!quoted && Object.hasOwn(VERDICT_WORDS, lower)) {
    const verdict = VERDICT_WORDS[lower];
    if (verdict !== undefined) return verdict;
  }
  return (subject) => textsOf(subject).some((text) => text.toLowerCase().includes(lower));
}

function textsOf(subject: FilterSubject): readonly string[] {
  const call = callOfSubject(subject);
  const shared = [
    ...methodsOf(subject),
    ...statusesOf(subject),
    call.sessionId ?? '',
    call.dialog?.id ?? '',
    call.appKey ?? '',
    ...call.people.map(({ text }) => text),
  ];
  if (subject.kind === 'expected') return shared;
  const response = call.response === null ? [] : [String(call.response.status), call.response.reason];
  return [...shared, ...call.numbers, call.client, call.server, call.target, ...response];
}

function partOf(value: string, read: (subject: FilterSubject) => string | null): Predicate {
  const sought = value.toLowerCase();
  return (subject) => read(subject)?.toLowerCase().includes(sought) === true;
}

function personTest(value: string, role: PartyRole): Predicate {
  const sought = value.toLowerCase();
  return (subject) =>
    callOfSubject(subject).people.some(
      (person) => person.role === role && person.text.toLowerCase().includes(sought),
    );
}

function hasSeverity(subject: FilterSubject, severity: 'error' | 'warning' | 'note'): boolean {
  if (subject.kind === 'expected')
    return subject.expected.verdict === 'missing' && subject.expected.expectation.severity === severity;
  return subject.faults.some((fault) => fault.severity === severity);
}
