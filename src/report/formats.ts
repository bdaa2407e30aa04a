import type { ReportFormat } from './format.ts';

/** All formats of reports. To add one, write a file that exports a `Render` and add a row here. */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  {
    name: 'text',
    title: 'for reading in a terminal',
    extensions: ['.txt'],
    load: async () => (await import('./text/report.ts')).renderText,
    loadSeveral: async () => (await import('./sets/text.ts')).severalText,
  },
  {
    name: 'json',
    title: 'one JSON object',
    extensions: ['.json'],
    load: async () => (await import('./json/report.ts')).renderJson,
    loadSeveral: async () => (await import('./sets/json.ts')).severalJson,
  },
  {
    name: 'ndjson',
    title: 'one JSON object a line',
    extensions: ['.ndjson', '.jsonl'],
    load: async () => (await import('./ndjson/report.ts')).renderNdjson,
    loadSeveral: async () => (await import('./sets/ndjson.ts')).severalNdjson,
  },
  {
    name: 'junit',
    title: 'JUnit XML for CI servers',
    extensions: ['.junit.xml', '.xml'],
    load: async () => (await import('./junit/report.ts')).renderJunit,
    loadSeveral: async () => (await import('./sets/junit.ts')).severalJunit,
  },
  {
    name: 'sarif',
    title: 'SARIF 2.1.0 for code scanning',
    extensions: ['.sarif', '.sarif.json'],
    load: async () => (await import('./sarif/report.ts')).renderSarif,
    loadSeveral: async () => (await import('./sets/sarif.ts')).severalSarif,
  },
  {
    name: 'github',
    title: 'annotations of a GitHub workflow',
    extensions: [],
    load: async () => (await import('./github/report.ts')).renderGithub,
    loadSeveral: async () => (await import('./sets/github.ts')).severalGithub,
  },
  {
    name: 'markdown',
    title: 'for a ticket',
    extensions: ['.md', '.markdown'],
    load: async () => (await import('./markdown/report.ts')).renderMarkdown,
    loadSeveral: async () => (await import('./sets/markdown.ts')).severalMarkdown,
  },
  {
    name: 'html',
    title: 'one page that opens offline',
    extensions: ['.html', '.htm'],
    exchanges: 'first',
    load: async () => (await import('./html/report.ts')).renderHtml,
    loadSeveral: async () => (await import('./sets/html.ts')).severalHtml,
  },
  {
    name: 'har',
    title: 'HTTP archive of the hook calls',
    extensions: ['.har'],
    exchanges: 'every',
    load: async () => (await import('./har/report.ts')).renderHar,
  },
];

/** The format that a file name asks for by the longest matching ending; null where none matches. */
export function formatOfName(name: string): ReportFormat | null {
  const lower = name.toLowerCase();
  let best: { readonly format: ReportFormat; readonly length: number } | null = null;
  for (const format of REPORT_FORMATS) {
    for (const extension of format.extensions) {
      if (lower.endsWith(extension) && extension.length > (best?.length ?? 0))
        best = { format, length: extension.length };
    }
  }
  return best?.format ?? null;
}
