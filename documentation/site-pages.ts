import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';
import { SITE_STYLE } from './site-style.ts';

/** The document that lists the others. Its lists are the navigation of every page. */
const INDEX = 'docs/README.md';
const START = 'README.md';
const ELSEWHERE = /^(?:[a-z]+:|#|\/\/)/i;

/**
 * The pages of the site by their paths. `documents`: Markdown by its path from the root. `others`: paths of further files that the site
 * holds. Links to what the site does not hold (folders, source files) become plain text, so that no link leads nowhere.
 */
export function sitePages(
  documents: ReadonlyMap<string, string>,
  others: readonly string[],
): ReadonlyMap<string, string> {
  const held = new Set([...documents.keys(), ...others]);
  return new Map(
    [...documents].map(([path, text]) => {
      const page = pageOf(path, text, documents.get(INDEX) ?? '', held);
      return [pagePath(path), page] as const;
    }),
  );
}

/** Where the page of a document stands: as on GitHub, a README is the page of its folder. */
function pagePath(document: string): string {
  return document.replace(/(?:^|(?<=\/))README\.md$/, 'index.md').replace(/\.md$/, '.html');
}

function pageOf(path: string, text: string, index: string, held: ReadonlySet<string>): string {
  const markdown = new MarkdownIt({ html: true });
  const tokens = markdown.parse(text, {});
  const title = titleOf(tokens);
  withAnchors(tokens);
  withLinks(tokens, path, path, held);
  const navigation = markdown.parse(index, {});
  withLinks(navigation, INDEX, path, held);
  // The heading of the index and its own anchors are not for every page.
  const lists = navigation.slice(navigation.findIndex(({ type }) => type === 'heading_close') + 1);
  const start = relativeLink(path, pagePath(START));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${markdown.utils.escapeHtml(title)}</title>
<style>${SITE_STYLE}</style>
</head>
<body>
<nav aria-label="Documents"><a class="start" href="${start}">hookscope</a>
${markdown.renderer.render(lists, markdown.options, {})}</nav>
<main>
${markdown.renderer.render(tokens, markdown.options, {})}</main>
</body>
</html>
`;
}

function titleOf(tokens: readonly Token[]): string {
  const at = tokens.findIndex(({ type }) => type === 'heading_open');
  const heading = plainText(tokens[at + 1]);
  return heading === 'hookscope' ? heading : `${heading} · hookscope`;
}

/** Headings get the anchors that GitHub gives them, because documents link to these. */
function withAnchors(tokens: readonly Token[]): void {
  const slugger = new GithubSlugger();
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'heading_open') token.attrSet('id', slugger.slug(plainText(tokens[at + 1])));
  }
}

/** Links of a document, as they are to stand on a page. */
function withLinks(
  tokens: readonly Token[],
  document: string,
  page: string,
  held: ReadonlySet<string>,
): void {
  for (const { children } of tokens) {
    const opened: boolean[] = [];
    for (const token of children ?? []) {
      if (token.type === 'image') {
        const source = posix.normalize(posix.join(posix.dirname(document), attribute(token, 'src')));
        if (held.has(source)) token.attrSet('src', relativeLink(page, source));
      } else if (token.type === 'link_open') {
        const target = targetOf(attribute(token, 'href'), document, page, held);
        opened.push(target !== null);
        if (target === null) asText(token);
        else token.attrSet('href', target);
      } else if (token.type === 'link_close' && opened.pop() === false) asText(token);
    }
  }
}

function asText(token: Token): void {
  token.tag = 'span';
  token.attrs = null;
}

/** null where the site does not hold what the link leads to. */
function targetOf(href: string, document: string, page: string, held: ReadonlySet<string>): string | null {
  if (ELSEWHERE.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const target = posix.normalize(posix.join(posix.dirname(document), path)).replace(/\/$/, '');
  const found = [target, `${target}/README.md`].find((each) => held.has(each));
  if (found === undefined) return null;
  return relativeLink(page, pagePath(found)) + (anchor === undefined ? '' : `#${anchor}`);
}

function relativeLink(fromDocument: string, to: string): string {
  return posix.relative(posix.dirname(fromDocument), to);
}

function plainText(token: Token | undefined): string {
  return (token?.children ?? []).map(({ content }) => content).join('');
}

function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}
