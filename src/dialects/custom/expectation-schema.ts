/** The form of expectations in a dialect file. */
import { choice, flag, list, maybe, needed, orNull, type ReadBy, record, scalar } from './shape.ts';
import { memberName, name, seconds, sentence, statuses, word } from './table-readers.ts';

const expectedCalls = list(
  record({
    method: needed(name, 'Name of a method.'),
    statuses: maybe(statuses, 'Statuses of which the payload must have one, or "any".'),
  }),
  1,
);

const condition = record({
  parameter: needed(memberName, 'Name of a parameter.'),
  test: maybe(choice('is', 'is-not'), '"is" where left out.'),
  value: needed(scalar, 'A string, a number, true or false.'),
  within: maybe(choice('request', 'request-or-answer'), '"request" where left out.'),
});

const after = record({
  methods: needed(list(name, 1), 'Any of these methods is the trigger.'),
  answer: maybe(
    choice('any', 'ok', 'failed'),
    '"ok": it was accepted. "failed": anything else. "any" where left out.',
  ),
  statuses: maybe(statuses, 'Statuses of which the trigger\'s payload must have one, or "any".'),
  parameters: maybe(list(condition), 'Conditions on members of its payload.'),
  firstOfKey: maybe(flag, 'true: only where no earlier call with the key was seen.'),
  earlier: maybe(list(name), 'Only where one of these methods was seen before.'),
  earlierWithin: maybe(
    choice('key', 'session'),
    'Of what the earlier call must be: of the key, or of the session.',
  ),
  earlierAnswer: maybe(choice('any', 'ok'), '"ok": the earlier call must have been accepted.'),
});

const closingSign = record({
  methods: needed(list(name, 1), 'Any of these methods.'),
  statuses: maybe(statuses, 'Statuses of which its payload must have one, or "any".'),
  within: needed(choice('dialog', 'session', 'node'), 'What the sign has in common with the trigger.'),
  withinSeconds: needed(seconds, 'Seconds from the sign within which the end must come.'),
});

export const expectation = record({
  direction: maybe(
    choice('forward', 'predecessor'),
    '"predecessor": it must have come before the trigger. "forward" where left out.',
  ),
  after: maybe(after, 'The trigger.'),
  expect: maybe(expectedCalls, 'Any of these meets it.'),
  key: maybe(choice('session', 'dialog', 'call-numbers'), 'What must be equal.'),
  windowSeconds: maybe(
    orNull(seconds),
    'How long to wait, in seconds; null: nobody knows, and it is missing only after one of the signs of "closedBy".',
  ),
  closedBy: maybe(orNull(list(closingSign, 1)), 'What shows that the end is due, where there is no window.'),
  metBefore: maybe(
    choice('tolerance', 'dialog'),
    '"dialog": it may have come at any time before the trigger.',
  ),
  earlyStatuses: maybe(list(word, 1), 'A call before the trigger counts only with one of these statuses.'),
  goesOn: maybe(
    list(
      record({
        method: needed(name, 'Name of a method.'),
        statuses: maybe(statuses, 'Statuses of which the payload must have one, or "any".'),
      }),
    ),
    'Calls that show that the server went on after a refusal.',
  ),
  severity: maybe(choice('error', 'warning', 'note'), '"error" where left out.'),
  excusedBy: maybe(
    list(choice('policy-disabled', 'refused-under-fail', 'session-ended')),
    'Why an absence may be in order; all of these where left out.',
  ),
  consequence: maybe(sentence, 'What follows from the absence: a sentence.'),
  remedies: maybe(list(name), 'Names of remedies, the likeliest first.'),
});

export type CustomExpectation = ReadBy<typeof expectation>;
