import { expect, it } from 'vitest';
import { sectionsOf, type Table } from '../../bench/tables.ts';

const table = (title: string, body: string): Table => ({
  title,
  about: `about ${title}`,
  circumstances: 'Quiet.',
  body,
});

it('each title has one section, in which its rounds stand in order', () => {
  const sections = sectionsOf([table('one', '|a|'), table('other', '|b|'), table('one', '|c|')]);
  expect(sections).toEqual([
    '### one\n\nabout one\n\nRound 1: Quiet.\n\n|a|\n\nRound 2: Quiet.\n\n|c|',
    '### other\n\nabout other\n\nQuiet.\n\n|b|',
  ]);
});
