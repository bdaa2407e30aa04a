import { MAX_MARKDOWN_CHARACTERS } from '../../../base/limits.ts';
import type { Finding } from '../../../checks/index.ts';
import type { Comparison, ScenarioComparison } from '../../../compare/index.ts';
import type { Analysis } from '../../../engine/index.ts';
import { codeBlock, codeSpan, escapeMarkdown } from '../../escape/markdown.ts';
import { grouped } from '../../layout/quantity.ts';
import { stepsMarkdown } from '../../markdown/steps.ts';
import { captureName, captureText, hooksText } from '../../overview/capture-text.ts';
import { tlsText } from '../../overview/tls-text.ts';
import { detailParts, remarksOf } from '../details.ts';
import type { ComparisonOptions } from '../format.ts';
import { comparisonVerdict, type ScenarioVariant, variantsInOrder, whyNothing } from '../overview.ts';
import { compareContext } from '../text/context.ts';
import { stepTable } from '../text/step-table.ts';
import { badPlace, departureTitle, goodPlace, scenarioTitle, WEIGHT_MARKS } from '../words.ts';

/** The most departures and files that the first part lists. */
const MOST_IN_FIRST_PART = 5;
const TABLE_COLUMNS = 96;
/** Characters reserved for what surrounds the parts: headings, folds, notes about omissions. */
const RESERVED_CHARACTERS = 1000;
/** The share of the length that the tables of steps may take. The details have the rest. */
const SHARE_OF_TABLES = 0.6;
const LONGEST_TEXT = 2000;

interface ComparisonMarkdownContext {
  readonly shown: (text: string) => string;
  readonly prose: (text: string) => string;
}

/**
 * Writes the comparison for a ticket: where BAD first departs and why, and everything else folded. It stays within the
 * length of an issue, unless everything is asked for.
 */
export function* renderComparisonMarkdown(
  comparison: Comparison,
  options: ComparisonOptions,
): Iterable<string> {
  const { masker, everything } = options;
  const shown = (text: string): string => shorten(masker.text(text));
  const context: ComparisonMarkdownContext = { shown, prose: (text) => escapeMarkdown(shown(text)) };
  const head = `${[...headBlocks(comparison, options, context)].join('\n\n')}\n`;
  yield head;
  if (options.verdictOnly) return;
  const most = everything ? Number.POSITIVE_INFINITY : MAX_MARKDOWN_CHARACTERS;
  const room = Math.max(0, most - head.length - RESERVED_CHARACTERS);
  const tables = stepsFold(comparison, options, room * SHARE_OF_TABLES);
  yield tables;
  yield detailsFold(comparison, options, context, room - tables.length);
  yield `\n<sub>hookscope ${escapeMarkdown(options.version)}${masker.showSecrets ? '' : '; secrets are masked'}</sub>\n`;
}

function* headBlocks(
  comparison: Comparison,
  options: ComparisonOptions,
  context: ComparisonMarkdownContext,
): Iterable<string> {
  const { mark, text } = comparisonVerdict(comparison);
  yield `### ${mark} ${context.prose(text)}`;
  yield [...sideLines('GOOD', comparison.good, context), ...sideLines('BAD', comparison.bad, context)].join(
    '<br>\n',
  );
  if (options.verdictOnly) return;
  const told = variantsInOrder(comparison).filter(({ variant }) => variant.weight !== 'difference');
  const foremost = options.everything ? told : told.slice(0, MOST_IN_FIRST_PART);
  // A remedy that several departures share is written once.
  const advised = new Set<string>();
  for (const each of foremost) yield departureBlock(each, comparison, advised, context);
  if (told.length > foremost.length) yield `… and ${told.length - foremost.length} more, folded below.`;
  const nothing = whyNothing(comparison);
  if (nothing !== null) yield nothingBlock(nothing, context);
  if (comparison.scenarios.length > 0) yield scenarioTable(comparison.scenarios, context);
}

function* sideLines(
  side: string,
  analysis: Analysis,
  { shown, prose }: ComparisonMarkdownContext,
): Iterable<string> {
  const { captures } = analysis;
  for (const capture of captures.slice(0, MOST_IN_FIRST_PART)) {
    yield `**${side}** ${codeSpan(shown(captureName(capture)))}: ${captureText(capture)}`;
  }
  if (captures.length > MOST_IN_FIRST_PART) yield `and ${captures.length - MOST_IN_FIRST_PART} more files`;
  yield prose(hooksText(analysis));
  const tls = tlsText(analysis);
  if (tls !== null) yield prose(`TLS: ${tls}`);
}

function departureBlock(
  { scenario, variant }: ScenarioVariant,
  { good, bad }: Comparison,
  advised: Set<string>,
  { prose }: ComparisonMarkdownContext,
): string {
  const { first, weight } = variant;
  const remedy = first.finding?.remedy ?? null;
  const isNew = remedy !== null && !advised.has(remedy);
  if (isNew) advised.add(remedy);
  return [
    [
      `**${WEIGHT_MARKS[weight]} ${prose(departureTitle(scenario, variant))}**`,
      `- in BAD: ${prose(badPlace(scenario, variant, bad.firstTime))}`,
      `- in GOOD: ${prose(goodPlace(scenario, variant, good.firstTime))}`,
      ...first.reasons.map(
        (reason) => `- ${weight === 'inconclusive' ? 'cannot tell' : 'likely'}: ${prose(reason)}`,
      ),
      ...(first.finding?.consequence ? [`- consequence: ${prose(first.finding.consequence)}`] : []),
    ].join('\n'),
    ...(isNew ? [stepsMarkdown(remedy)] : []),
  ].join('\n\n');
}

function nothingBlock({ message, remedy }: Finding, { prose }: ComparisonMarkdownContext): string {
  return `**✗ ${prose(message)}**${remedy === null ? '' : `\n\n${stepsMarkdown(remedy)}`}`;
}

function scenarioTable(
  scenarios: readonly ScenarioComparison[],
  { prose }: ComparisonMarkdownContext,
): string {
  const rows = scenarios.map((scenario) => {
    const { good, bad, same, absence, variants } = scenario;
    const weight = variants[0]?.weight ?? absence;
    const mark = weight === null ? '' : `${WEIGHT_MARKS[weight]} `;
    return `| ${mark}${prose(scenarioTitle(scenario))} | ${grouped(good)} | ${grouped(bad)} | ${absence === null ? grouped(same) : ''} |`;
  });
  return ['| scenario | GOOD | BAD | as GOOD |', '| --- | ---: | ---: | ---: |', ...rows].join('\n');
}

function stepsFold(comparison: Comparison, options: ComparisonOptions, room: number): string {
  const context = compareContext({ ...options, color: false, columns: TABLE_COLUMNS });
  const told = variantsInOrder(comparison);
  if (told.length === 0) return '';
  const blocks: string[] = [];
  let left = room;
  for (const each of told) {
    const block = codeBlock([...stepTable(each, context)].join('\n').trim(), 'text');
    left -= block.length;
    if (left < 0) break;
    blocks.push(block);
  }
  const unshown = told.length - blocks.length;
  if (unshown > 0) blocks.push(`… and ${grouped(unshown)} more, for which there is no room here.`);
  return fold('Step by step', blocks.join('\n\n'));
}

function detailsFold(
  comparison: Comparison,
  options: ComparisonOptions,
  { prose }: ComparisonMarkdownContext,
  room: number,
): string {
  const lines: string[] = [];
  let left = room;
  let unshown = 0;
  for (const { title, items } of detailParts(comparison, options.everything)) {
    if (items.length === 0) continue;
    lines.push('', `**${title}**`, '');
    for (const { weight, text } of items) {
      const line = `- ${weight === null ? '' : `${WEIGHT_MARKS[weight]} `}${prose(text)}`;
      left -= line.length + 1;
      if (left < 0) unshown += 1;
      else lines.push(line);
    }
  }
  if (unshown > 0) lines.push('', `… and ${grouped(unshown)} more, for which there is no room here.`);
  const remarks = remarksOf(comparison);
  if (remarks.length > 0)
    lines.push('', '**Not compared**', '', ...remarks.map((remark) => `- ${prose(remark)}`));
  return lines.length === 0 ? '' : fold('What differs besides', lines.join('\n').trim());
}

/**
 * A part that opens when its title is clicked. The empty lines are needed: without them the content would be read as
 * HTML.
 */
function fold(title: string, content: string): string {
  return `\n<details>\n<summary>${title}</summary>\n\n${content}\n\n</details>\n`;
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, LONGEST_TEXT)}… (${text.length - LONGEST_TEXT} more characters)`;
}
