import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sitePages } from '../../documentation/site-pages.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const below = readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`);
const others = below.filter((path) => /\.(?:svg|png|json)$/.test(path));
const documents = below
  .concat('README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'samples/README.md')
  .filter((path) => path.endsWith('.md'));
const read = new Map(documents.map((path) => [path, readFileSync(ROOT + path, 'utf8')]));

/** Links of a page that stay within the site, as the page and the anchor that they lead to. */
function linksOf(path: string, page: string): readonly (readonly [target: string, anchor: string])[] {
  return [...page.matchAll(/(?:href|src)="([^"]+)"/g)]
    .map(([, href = '']) => href)
    .filter((href) => !/^[a-z]+:/i.test(href))
    .map((href) => {
      const [target = '', anchor = ''] = href.split('#');
      return [target === '' ? path : posix.join(posix.dirname(path), target), decodeURIComponent(anchor)];
    });
}

describe('the site', () => {
  const pages = sitePages(read, others);

  it('has a page for each document', () => {
    expect(pages.size).toBe(documents.length);
    expect(pages.has('index.html')).toBe(true);
    expect(pages.has('docs/index.html')).toBe(true);
  });

  it('has no link that leads nowhere', () => {
    const wrong = [...pages].flatMap(([path, page]) =>
      linksOf(path, page).flatMap(([target, anchor]) => {
        if (others.includes(target)) return [];
        const there = pages.get(target);
        const isThere = there !== undefined && (anchor === '' || there.includes(`id="${anchor}"`));
        return isThere ? [] : [`${path}: ${target}#${anchor}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('names all documents in the index but the decisions, which have a list of their own', () => {
    const index = read.get('docs/README.md') ?? '';
    const missing = documents
      .filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== 'docs/README.md')
      .filter((path) => !index.includes(`](${path.slice('docs/'.length)})`));
    expect(missing).toEqual([]);
  });
});
