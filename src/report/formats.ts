import type { ReportFormat } from './format.ts';

/** All formats of reports. To add one: a file that exports a `Render`, and a line here. */
export const REPORT_FORMATS: readonly ReportFormat[] = [
  {
    name: 'text',
    title: 'for reading in a terminal',
    load: async () => (await import('./text/report.ts')).renderText,
  },
  { name: 'json', title: 'one JSON object', load: async () => (await import('./json/report.ts')).renderJson },
];
