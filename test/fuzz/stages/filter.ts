import type { Random } from '../../../samples/builder/index.ts';
import { FILTER_FIELDS, FILTER_WORDS } from '../../../src/filter/index.ts';
import { numeral } from '../mutation/numbers.ts';
import { mutateText, troublesome } from '../mutation/text.ts';
import type { MakeInput } from './stage.ts';

const FORMS = [...FILTER_FIELDS, ...FILTER_WORDS].map(({ form }) => form);
const VALUES = [
  '*',
  '**',
  'a*b',
  '>1',
  '<=0.5',
  '>=1e9',
  '4xx',
  'none',
  '""',
  '"a b"',
  '"',
  '-',
  '--',
  ':',
  '*'.repeat(200),
  '*a'.repeat(300),
] as const;

/** Expressions of the terminal UI's filter line. */
export const filter: MakeInput = (random) => {
  const terms = Array.from({ length: random.pick([1, 1, 2, 3, 40]) }, () => term(random));
  const text = terms.join(random.pick([' ', '  ', '\t', '']));
  return { kind: 'filter', text: random.chance(0.4) ? mutateText(text, random, 2) : text };
};

function term(random: Random): string {
  const form = random.pick(FORMS);
  const name = form.slice(0, form.indexOf(':') + 1);
  const value = random.pick([
    () => random.pick(VALUES),
    () => numeral(random),
    () => troublesome(random),
    () => form.slice(name.length),
  ])();
  return `${random.chance(0.2) ? '-' : ''}${random.chance(0.8) ? name : ''}${value}`;
}
