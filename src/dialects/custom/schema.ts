/** The form of a user's own dialect file. `docs/dialects.md` documents it. */
import { ACCEPTANCE, acceptance, BODY_RULE, bodyRule } from './delivery-schema.ts';
import { expectation } from './expectation-schema.ts';
import type { FormSchema } from './forms.ts';
import { method, PARAMETER, parameter } from './method-schema.ts';
import {
  choice,
  list,
  maybe,
  needed,
  numberWithin,
  orNull,
  type ReadBy,
  record,
  table,
  within,
} from './shape.ts';
import { systemMembers } from './system-schema.ts';
import { memberName, name, sentence, tolerance } from './table-readers.ts';

/** A dialect file; `bases` are the names of the dialects that it may extend. */
export function dialectReader(bases: readonly string[]) {
  return record({
    $schema: maybe(sentence, 'The JSON Schema by which an editor completes and checks this file.'),
    name: needed(name, 'Name of the dialect in reports; none of the built-in ones.'),
    extends: maybe(
      choice(...bases),
      'The built-in dialect that this file changes; left out: it stands alone.',
    ),
    title: maybe(sentence, 'Words for reports.'),
    description: maybe(sentence, 'Words for reports.'),
    ports: maybe(list(numberWithin(1, 65_535, true)), 'TCP ports that are looked at first.'),
    toleranceSeconds: maybe(tolerance, 'By how much calls of different connections may be out of order.'),
    ...systemMembers,
    contextParameters: maybe(
      table(memberName, orNull(within(PARAMETER, () => parameter))),
      'Parameters that name the session, the application and the server. New methods have them all.',
    ),
    methods: maybe(table(name, orNull(method)), 'Methods by name; null takes one away.'),
    expectations: maybe(table(name, orNull(expectation)), 'Expectations by name; null takes one away.'),
  });
}

/** What a dialect file may hold, as JSON Schema (draft 2020-12). */
export function dialectFileSchema(bases: readonly string[]): FormSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://hookscope.invalid/schema/hookscope-dialect-1.schema.json',
    title: 'hookscope dialect file',
    description: 'What hookscope knows of the hooks of one system; docs/dialects.md explains it.',
    ...dialectReader(bases).form(),
    $defs: {
      [ACCEPTANCE]: acceptance.form(),
      [BODY_RULE]: bodyRule.form(),
      [PARAMETER]: parameter.form(),
    },
  };
}

export type CustomFile = ReadBy<ReturnType<typeof dialectReader>>;
