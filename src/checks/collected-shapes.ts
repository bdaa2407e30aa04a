import { Columns, placeInPage } from '../base/columns.ts';
import { MAX_FINDINGS_OF_RULE, MAX_GATHERED_FINDINGS, MAX_OTHER_EXCHANGES } from '../base/limits.ts';
import {
  checkColumn,
  columns,
  list,
  nullable,
  numbers32,
  oneOf,
  optional,
  type Packer,
  record,
  type Shape,
  type ShownTexts,
  text,
  type Unpacker,
  whole,
} from '../base/shape/index.ts';
import type { Dialect, Expectation, Severity } from '../dialects/index.ts';
import { type HookCall, methodShape, type ShownCallTexts } from '../hooks/index.ts';
import type { Draft, DraftRecord } from './finding.ts';
import { gatheringKey } from './inspect.ts';
import type { OtherExchange } from './other-exchange.ts';
import type { RuleDrafts } from './rule-drafts.ts';
import { callRules } from './rules/call-rules.ts';
import { TriggerList } from './verdicts/triggers.ts';

const severity = oneOf<Severity>({ error: true, warning: true, note: true });

function draftShape(shown: Shape<string>): Shape<Draft> {
  return record<Draft>({
    rule: text,
    message: shown,
    severity: optional(severity),
    pointer: optional(shown),
    evidence: optional(shown),
    consequence: optional(shown),
    remedy: optional(shown),
    parameters: optional(list(shown)),
    kind: optional(shown),
    furtherFrames: optional(list(whole)),
    side: optional(oneOf<'response'>({ response: true })),
  });
}

/** Which of the calls it is. Their ids are their places. */
function callShape(calls: () => readonly HookCall[]): Shape<HookCall> {
  return {
    form: 'call by id',
    write: (call, to) => to.whole(call.id),
    read: (from) => calls()[from.whole()] ?? from.fail('there is no such call'),
  };
}

/** What the call rules said, by rule. `calls`: those of the same reading, once they were read. */
export function draftsShape(
  { text: shown }: ShownTexts,
  calls: () => readonly HookCall[],
): Shape<readonly RuleDrafts[]> {
  const draft = draftShape(shown);
  const call = callShape(calls);
  const records: Shape<DraftRecord> = {
    form: `${draft.form}; ${call.form}; ${numbers32.form}`,
    write: (each, to) => {
      draft.write(each.draft, to);
      call.write(each.call, to);
      numbers32.write(Int32Array.from(each.ids), to);
    },
    read: (from) => {
      const own = { draft: draft.read(from), call: call.read(from), ids: numbers32.read(from) };
      const { length } = calls();
      if (own.ids.some((id) => id < 0 || id >= length)) from.fail('there is no such call');
      return own;
    },
  };
  const single = list(records, MAX_FINDINGS_OF_RULE);
  const gathered = list(records, MAX_GATHERED_FINDINGS);
  const rules = new Set(callRules.map(({ id }) => id));
  const ofRule: Shape<RuleDrafts> = {
    form: `drafts of a rule: ${single.form}; ${gathered.form}`,
    write: (drafts, to) => {
      to.text(drafts.rule);
      single.write(drafts.single, to);
      gathered.write([...drafts.gathered.values()], to);
      to.whole(drafts.uncounted);
    },
    read: (from) => {
      const rule = from.text();
      if (!rules.has(rule)) from.fail('an unknown rule');
      const own = single.read(from);
      const joint = gathered.read(from);
      const byKey = new Map(joint.map((each) => [gatheringKey(each.call.method, each.draft), each] as const));
      return { rule, single: own, gathered: byKey, uncounted: from.whole() };
    },
  };
  return list(ofRule, callRules.length);
}

const TRIGGER = { call: 'u32', expectation: 'u32' } as const;
const triggerRows = columns(TRIGGER);

/** Which calls opened which expectations. */
export function triggersShape(
  dialects: readonly Dialect[],
  calls: () => readonly HookCall[],
): Shape<TriggerList> {
  return {
    form: `triggers: expectations by name; ${triggerRows.form}`,
    write: (triggers, to) => {
      const rows = new Columns(TRIGGER);
      const named = new NamedExpectations();
      for (const { call, expectation } of triggers.slice()) {
        const row = rows.add();
        const page = rows.writable(row);
        page.call[placeInPage(row)] = call.id;
        page.expectation[placeInPage(row)] = named.numberOf(call.dialect, expectation);
      }
      named.write(to);
      triggerRows.write(rows, to);
    },
    read: (from) => {
      const expectations = readExpectations(dialects, from);
      const rows = triggerRows.read(from);
      const own = calls();
      checkColumn(rows, 'call', own.length, from);
      checkColumn(rows, 'expectation', expectations.length, from);
      const triggered: HookCall[] = [];
      const opened: Expectation[] = [];
      for (let row = 0; row < rows.length; row++) {
        const page = rows.page(row);
        const at = placeInPage(row);
        const call = own[page.call[at]];
        const { dialect, expectation } = expectations[page.expectation[at]];
        if (call.dialect !== dialect) from.fail(`call ${call.id} cannot open ${expectation.id}`);
        triggered.push(call);
        opened.push(expectation);
      }
      return new TriggerList(triggered, opened);
    },
  };
}

/** Numbers the expectations that were opened. */
class NamedExpectations {
  readonly #numbers = new Map<Expectation, number>();
  readonly #names: (readonly [dialect: string, id: string])[] = [];

  numberOf(dialect: Dialect, expectation: Expectation): number {
    let number = this.#numbers.get(expectation);
    if (number === undefined) {
      number = this.#names.push([dialect.name, expectation.id]) - 1;
      this.#numbers.set(expectation, number);
    }
    return number;
  }

  write(to: Packer): void {
    to.whole(this.#names.length);
    for (const [dialect, id] of this.#names) {
      to.text(dialect);
      to.text(id);
    }
  }
}

interface KnownExpectation {
  readonly dialect: Dialect;
  readonly expectation: Expectation;
}

function readExpectations(dialects: readonly Dialect[], from: Unpacker): readonly KnownExpectation[] {
  const known: KnownExpectation[] = [];
  const count = from.count();
  for (let number = 0; number < count; number++) {
    from.note();
    const [name, id] = [from.text(), from.text()];
    const dialect = dialects.find((each) => each.name === name);
    const expectation = dialect?.expectations.find((each) => each.id === id);
    if (dialect === undefined || expectation === undefined) from.fail('an unknown expectation');
    known.push({ dialect, expectation });
  }
  return known;
}

/** HTTP exchanges that are no hooks. */
export function otherExchangesShape(
  dialects: readonly Dialect[],
  { text: shown, shownTarget }: ShownCallTexts,
  connection: Shape<number>,
): Shape<readonly OtherExchange[]> {
  const method = methodShape(dialects);
  const rest = record<Omit<OtherExchange, 'dialect' | 'methodSpec' | 'requestFrames' | 'target'>>({
    stream: connection,
    seconds: whole,
    nanoseconds: whole,
    client: text,
    server: text,
    serverPort: whole,
    httpMethod: shown,
    status: nullable(whole),
  });
  return list<OtherExchange>(
    {
      form: `${method.form}; target; ${rest.form}; frames`,
      write: (other, to) => {
        method.write(other, to);
        to.text(shownTarget(other.target, other.dialect));
        rest.write(other, to);
        to.whole(other.requestFrames[0]);
        to.whole(other.requestFrames[1]);
      },
      read: (from) => ({
        ...method.read(from),
        target: shown.read(from),
        ...rest.read(from),
        requestFrames: [from.whole(), from.whole()],
      }),
    },
    MAX_OTHER_EXCHANGES,
  );
}
