import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.ts';
import { type SourceImport, sourceImport, sourceImports } from './source-files.ts';

/** Circles of files that import each other, as readable lines; imports of types count too. */
function circlesOfFiles(imports: readonly SourceImport[]): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { file, target, isOwn } of imports) {
    if (!isOwn) continue;
    const known = targets.get(file);
    if (known === undefined) targets.set(file, [target]);
    else known.push(target);
  }
  return circlesOf(targets).map((files) => [...files, files[0]].join(' → '));
}

describe('circles of files', () => {
  it('there are none', () => {
    expect(circlesOfFiles(sourceImports())).toEqual([]);
  });

  it('would be told, of two files and of more, and of a file that imports itself', () => {
    const imports = [
      sourceImport('a/one.ts', './two.ts'),
      sourceImport('a/two.ts', './one.ts'),
      sourceImport('a/two.ts', './three.ts'),
      sourceImport('a/three.ts', '../b/index.ts'),
      sourceImport('b/index.ts', './six.ts'),
      sourceImport('b/six.ts', '../c/four.ts'),
      sourceImport('c/four.ts', '../b/index.ts'),
      sourceImport('c/five.ts', './five.ts'),
      sourceImport('c/five.ts', 'node:fs'),
    ];
    expect(circlesOfFiles(imports)).toEqual([
      'a/one.ts → a/two.ts → a/one.ts',
      'b/index.ts → b/six.ts → c/four.ts → b/index.ts',
      'c/five.ts → c/five.ts',
    ]);
  });

  it('would not be told of what meets again without leading back', () => {
    const imports = [
      sourceImport('a.ts', './b.ts'),
      sourceImport('a.ts', './c.ts'),
      sourceImport('b.ts', './d.ts'),
      sourceImport('c.ts', './d.ts'),
    ];
    expect(circlesOfFiles(imports)).toEqual([]);
  });
});
