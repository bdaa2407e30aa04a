import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { clipped, type RuleSeverities } from '../../checks/index.ts';
import { failure, type Result, success } from '../failure.ts';
import { suggestionText } from '../suggestion.ts';
import { filterReader } from './filter-setting.ts';
import { brokenJson, placeIn, whyTooDeep } from './json-text.ts';
import {
  type GivenSettings,
  RULE_SETTINGS,
  SETTING_NAMES,
  SETTING_READERS,
  type SettingName,
} from './settings.ts';
import { oneOfWords } from './values.ts';

/** The contents of a configuration file. */
export interface Configuration {
  readonly settings: GivenSettings;
  readonly severities: RuleSeverities;
}

interface ConfigurationProblem {
  readonly offset: number;
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly expected: string;
}

const RULES = 'rules';
const ruleSetting = oneOfWords(RULE_SETTINGS);

/**
 * Reads a configuration file: JSON with comments and trailing commas. `ruleIds` are the existing rules. A failure names
 * the file, line, column and place in the JSON, and what is expected there.
 */
export function readConfiguration(
  path: string,
  source: string,
  ruleIds: readonly string[],
): Result<Configuration> {
  const tooDeep = whyTooDeep(path, source);
  if (tooDeep !== null) return tooDeep;
  const errors: ParseError[] = [];
  const root = parseTree(source, errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken !== undefined) return brokenJson(path, source, broken);
  if (root === undefined || root.type !== 'object') {
    return failure(`${path}: expected an object; hookscope init writes a starter`);
  }
  const problems: ConfigurationProblem[] = [];
  const settings: Partial<Record<SettingName, unknown>> = {};
  const severities: Record<string, (typeof RULE_SETTINGS)[number]> = {};
  for (const { name, value, offset } of membersOf(root)) {
    if (name === '$schema') continue;
    if (name === RULES) {
      readRules(value, ruleIds, severities, problems);
      continue;
    }
    const setting = SETTING_NAMES.find((known) => known === name);
    if (setting === undefined) {
      const known = [...SETTING_NAMES, RULES];
      problems.push({
        offset,
        pointer: pointerOf(name),
        expected: `a known setting${suggestionText(name, known)}`,
      });
      continue;
    }
    const plain = plainValue(value);
    // The text is kept, as for the flag. It is parsed here only because its place is known here.
    const understood = setting === 'filter' ? filterReader(plain) : null;
    const checked = understood?.ok === false ? understood : SETTING_READERS[setting](plain);
    if (checked.ok) settings[setting] = checked.value;
    else problems.push({ offset: value.offset, pointer: pointerOf(name), expected: checked.expected });
  }
  const [first, ...more] = problems;
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
    return failure(
      `${placeIn(path, source, first.offset)}: ${first.pointer}: expected ${first.expected}${others}`,
    );
  }
  // Each member was read by the reader that gives its type.
  return success({ settings: settings as GivenSettings, severities });
}

function readRules(
  node: Node,
  ruleIds: readonly string[],
  severities: Record<string, (typeof RULE_SETTINGS)[number]>,
  problems: ConfigurationProblem[],
): void {
  if (node.type !== 'object') {
    problems.push({
      offset: node.offset,
      pointer: pointerOf(RULES),
      expected: 'an object of rules and severities',
    });
    return;
  }
  for (const { name, value, offset } of membersOf(node)) {
    const pointer = pointerOf(RULES, name);
    const checked = ruleSetting(plainValue(value));
    if (!ruleIds.includes(name)) {
      problems.push({
        offset,
        pointer,
        expected: `a rule of hookscope explain${suggestionText(name, ruleIds)}`,
      });
    } else if (checked.ok) severities[name] = checked.value;
    else problems.push({ offset: value.offset, pointer, expected: checked.expected });
  }
}

interface ConfigurationMember {
  readonly name: string;
  readonly value: Node;
  readonly offset: number;
}

function membersOf(node: Node): readonly ConfigurationMember[] {
  return (node.children ?? []).flatMap((property) => {
    const [name, value] = property.children ?? [];
    return name === undefined || value === undefined
      ? []
      : [{ name: String(name.value), value, offset: name.offset }];
  });
}

function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(membersOf(node).map(({ name, value }) => [name, plainValue(value)]));
}

/** Longer names are shown in part: a message is one line. */
const SHOWN_NAME_CHARACTERS = 100;

function pointerOf(...steps: readonly string[]): string {
  return steps
    .map((step) => `/${clipped(step, SHOWN_NAME_CHARACTERS).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
