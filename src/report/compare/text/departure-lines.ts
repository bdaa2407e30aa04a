import type { Finding } from '../../../checks/index.ts';
import type { Comparison } from '../../../compare/index.ts';
import { displayFilterOf, frameFilter } from '../../display-filter.ts';
import { labelled, labelledParagraphs, labelledSteps, verbatim } from '../../layout/page.ts';
import { type ScenarioVariant, variantsInOrder, whyNothing } from '../overview.ts';
import { badPlace, departureTitle, goodPlace } from '../words.ts';
import { type CompareContext, headed, shortened, weighedLines } from './context.ts';

const MOST_DEPARTURES = 8;
const INDENT = 2;

/** Where the bad capture first departs in each scenario, with the likely reason. */
export function* departureLines(comparison: Comparison, context: CompareContext): Iterable<string> {
  const nothing = whyNothing(comparison);
  if (nothing !== null) yield* nothingLines(nothing, comparison, context);
  const variants = variantsInOrder(comparison).filter(({ variant }) => variant.weight !== 'difference');
  if (variants.length === 0) return;
  yield* headed(context, 'Where BAD departs first');
  // A remedy that several departures share is written once.
  const advised = new Set<string>();
  yield* shortened(variants, MOST_DEPARTURES, context, (told) =>
    oneDeparture(told, comparison, advised, context),
  );
}

function* nothingLines(first: Finding, { bad }: Comparison, context: CompareContext): Iterable<string> {
  yield* headed(context, 'Why BAD holds no hook call');
  yield '';
  yield* weighedLines(context, 'fault', first.message);
  if (first.evidence !== null) yield* labelledParagraphs(context, 'evidence', first.evidence, INDENT);
  if (first.consequence !== null)
    yield* labelledParagraphs(context, 'consequence', first.consequence, INDENT);
  if (first.remedy !== null) yield* labelledSteps(context, 'remedy', first.remedy, INDENT);
  const filter = displayFilterOf(first, bad);
  if (filter !== null) yield verbatim(context, 'Wireshark', filter, INDENT);
}

function* oneDeparture(
  { scenario, variant }: ScenarioVariant,
  { good, bad }: Comparison,
  advised: Set<string>,
  context: CompareContext,
): Iterable<string> {
  const { safe } = context;
  const { first, weight } = variant;
  yield '';
  yield* weighedLines(context, weight, departureTitle(scenario, variant));
  yield* labelled(context, 'in BAD', safe(badPlace(scenario, variant, bad.firstTime)), INDENT);
  yield* labelled(context, 'in GOOD', safe(goodPlace(scenario, variant, good.firstTime)), INDENT);
  let label = weight === 'inconclusive' ? 'cannot tell' : 'likely';
  for (const reason of first.reasons) {
    yield* labelled(context, label, safe(reason), INDENT);
    label = '';
  }
  const consequence = first.finding?.consequence ?? null;
  if (consequence !== null && !advised.has(consequence)) {
    yield* labelled(context, 'consequence', safe(consequence), INDENT);
    advised.add(consequence);
  }
  const remedy = first.finding?.remedy ?? null;
  if (remedy !== null && !advised.has(remedy)) {
    yield* labelledSteps(context, 'remedy', remedy, INDENT);
    advised.add(remedy);
  }
  const frames = first.finding?.frames ?? (first.bad === null ? [] : [first.bad.requestFrames[0]]);
  if (frames.length > 0) yield verbatim(context, 'Wireshark', frameFilter([...new Set(frames)]), INDENT);
}
