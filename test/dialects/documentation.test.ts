import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dialects, hooksDocument, parseDialect } from '../../src/dialects/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('docs/hooks.md', () => {
  it('is what the tables say (UPDATE=1 writes it anew)', () => {
    const page = join(root, 'docs/hooks.md');
    const made = hooksDocument([...dialects.values()]);
    if (process.env.UPDATE === '1') writeFileSync(page, made);
    expect(readFileSync(page, 'utf8')).toBe(made);
  });
});

describe('docs/dialects.md', () => {
  const page = readFileSync(join(root, 'docs/dialects.md'), 'utf8');
  const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

  it('has an example', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('example %# is a dialect', (text) => {
    expect(parseDialect(JSON.parse(text))).toMatchObject({ ok: true });
  });
});

describe('src/dialects', () => {
  it('imports nothing from outside the folder', () => {
    const folder = join(root, 'src/dialects');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const depth = file.split(/[\\/]/).length - 1;
      for (const [, target] of readFileSync(join(folder, file), 'utf8').matchAll(/from '([^']+)'/g)) {
        expect(target, file).toMatch(/^\.\.?\//);
        expect((target ?? '').split('../').length - 1, `${file}: ${target}`).toBeLessThanOrEqual(depth);
      }
    }
  });
});
