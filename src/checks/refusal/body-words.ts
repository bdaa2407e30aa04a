/** What of a response's body makes the server take it for no consent, in words. */
import type { BodyRule, Dialect } from '../../dialects/index.ts';
import { type JsonValue, membersOf, type Payload, type ReadCall, valueAt } from '../../hooks/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { bodyForm } from '../payload/body-form.ts';
import { shownValue } from '../payload/excerpt.ts';
import { jsonTypeOf, typeWords } from '../wording.ts';

type MemberRule = Extract<BodyRule, { readonly kind: 'member' }>;

/** Characters of a text that is no JSON which the clause quotes as a whole. */
const QUOTED_TEXT = 40;

/** A clause about a body that does not fulfil a rule: `code is the string "0", an integer 0 is expected`. */
export function bodyFaultWords(rule: BodyRule, read: ReadCall, masker: Masker): string {
  const { responsePayload: body, call } = read;
  const asked = memberRuleOf(rule);
  if (body.kind !== 'object' || asked === null)
    return `${formWords(read, masker)}, ${ruleWords(rule)} is expected`;
  const name = asked.path.join('.');
  const value = valueAt(body.members, asked.path);
  const found =
    value === undefined
      ? `there is no member ${name}`
      : `${name} is ${foundWords(call.dialect, asked, value, masker)}`;
  return `${found}, ${valuesWords(asked)} is expected`;
}

/** A clause about a body that refuses on purpose: `code is 1`; null where no single member says so. */
export function refusalWords(
  rule: BodyRule,
  { responsePayload, call }: ReadCall,
  masker: Masker,
): string | null {
  const asked = memberRuleOf(rule);
  const value = asked === null ? undefined : valueAt(membersOf(responsePayload), asked.path);
  if (asked === null || value === undefined) return null;
  return `${asked.path.join('.')} is ${shownMember(call.dialect, asked, value, masker)}`;
}

/** The first rule about a member: an object is explained by that. */
function memberRuleOf(rule: BodyRule): MemberRule | null {
  if (rule.kind === 'member') return rule;
  if (rule.kind !== 'either') return null;
  for (const each of rule.rules) {
    const found = memberRuleOf(each);
    if (found !== null) return found;
  }
  return null;
}

function foundWords(dialect: Dialect, rule: MemberRule, value: JsonValue, masker: Masker): string {
  const shown = shownMember(dialect, rule, value, masker);
  switch (typeof value) {
    case 'string':
      return `the string ${shown}`;
    case 'number':
      return `the number ${shown}`;
    case 'boolean':
      return shown;
    default:
      return typeWords(jsonTypeOf(value));
  }
}

function shownMember(dialect: Dialect, { path }: MemberRule, value: JsonValue, masker: Masker): string {
  return shownValue(dialect, path.at(-1) ?? '', value, masker);
}

/** The values that a member may have: `an integer 0`, `true`. */
function valuesWords({ equals }: MemberRule): string {
  return equals.map(valueWords).join(' or ');
}

function valueWords(value: string | number | boolean): string {
  if (typeof value === 'boolean') return String(value);
  return `${typeWords(jsonTypeOf(value))} ${JSON.stringify(value)}`;
}

/** What a body must be, in words that follow a comma. */
function ruleWords(rule: BodyRule): string {
  switch (rule.kind) {
    case 'any':
      return 'any body';
    case 'json':
      return rule.object ? 'a JSON object' : 'JSON';
    case 'text':
      return rule.equals.join(' or ');
    case 'member':
      return `a JSON object with ${valuesWords(rule)} as ${rule.path.join('.')}`;
    case 'either':
      return rule.rules.map(ruleWords).join(' or ');
  }
}

/** What a body is: `the body is empty`, `the body is the JSON string "ok"`. */
function formWords({ responsePayload: body, exchange, call }: ReadCall, masker: Masker): string {
  switch (body.kind) {
    case 'empty':
      return 'the body is empty';
    case 'other':
      return `the body is ${jsonWords(body.value, masker.captured(body.text.trim(), call.dialect))}`;
    case 'broken': {
      const form = bodyForm(body.text, exchange.response);
      return form === null
        ? `the body is ${brokenWords(body, call.dialect, masker)}`
        : `the body is ${form}, not JSON`;
    }
    default:
      return 'the body is a JSON object';
  }
}

/** `shown`: the text of the value. */
function jsonWords(value: JsonValue, shown: string): string {
  const type = jsonTypeOf(value);
  if (type === 'array' || shown.length > QUOTED_TEXT) return `a JSON ${type}`;
  if (type === 'null' || type === 'boolean') return shown;
  return `the JSON ${type === 'integer' ? 'number' : type} ${shown}`;
}

function brokenWords(
  { text, at }: Extract<Payload, { readonly kind: 'broken' }>,
  dialect: Dialect,
  masker: Masker,
): string {
  const bare = text.trim();
  const isPlain = bare.length <= QUOTED_TEXT && !/^[{["]/.test(bare);
  if (isPlain) return `the text ${JSON.stringify(masker.captured(bare, dialect))}, which is no JSON`;
  return `not JSON (${at.reason} at character ${at.offset})`;
}
