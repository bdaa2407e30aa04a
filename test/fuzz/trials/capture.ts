import {
  type Analysis,
  type AnalysisOptions,
  analyse,
  type Inputs,
  type ListedExchange,
  listExchanges,
  openLive,
  recoverExchanges,
  withExchanges,
} from '../../../src/engine/index.ts';
import { viewOf, viewOfLive } from '../../../src/filter/index.ts';
import { Masker } from '../../../src/privacy/index.ts';
import { renderExchangesNdjson, renderExchangesText } from '../../../src/report/exchanges/index.ts';
import { REPORT_FORMATS, type ReportOptions } from '../../../src/report/index.ts';
import { painter } from '../../../src/report/reference/index.ts';
import { textOf } from '../../report/text-of.ts';
import { analysisOptionsOf, reportOptionsOf, selectionOf } from './options.ts';
import { demand, demandPlain, demandSame } from './problems.ts';
import { tryScreens } from './screens.ts';

const PATH = 'fuzz.capture';
/** Reports grow with what is in the capture, but not without bound. */
const LEAST_OUTPUT_BYTES = 8_000_000;
const OUTPUT_RATIO = 300;
/** An input is rendered in one of this many parts of the formats; all inputs together are rendered in all formats. */
const SHARES_OF_FORMATS = 5;
/** Pieces that a pipe may give. */
const PIECE_BYTES = [1, 3, 16, 100, 1000, 65_536] as const;
const MOST_SMALL_PIECES = 200;

/** Puts a capture through everything that can be done with one. `variant` chooses among settings. */
export async function tryCapture(bytes: Buffer, variant: number): Promise<void> {
  const options = analysisOptionsOf(variant);
  const inputs: Inputs = [{ kind: 'bytes', path: PATH, bytes }];
  const result = await analyse(inputs, options);
  if (!result.ok) {
    for (const { message } of result.errors) demandPlain(message.replaceAll('\n', '\0'), 'the error');
    return;
  }
  const reportOptions = reportOptionsOf(variant);
  const view = viewed(result.analysis, variant, options);
  const told = view.findings.flatMap(({ call }) => call ?? []);
  const analysis = withExchanges(view, await recoverExchanges(inputs, options, told, view.exchanges));
  const report = await renderSome(analysis, reportOptions, bytes.length, variant);
  // How much damaged compressed data gives depends on the pieces in which the decompressor gets them.
  const isSteady = analysis.captures.every(({ compression, complete }) => compression === null || complete);
  if (isSteady) await tryReading(bytes, variant, options, report);
  if (isSteady && variant % 2 === 1) await tryWithoutLane(inputs, variant, report);
  if ((variant & 1) === 0) await tryExchanges(inputs, options, variant);
  else tryScreens(analysis, variant >> 1);
}

/** What a user is shown of it. */
function viewed(analysis: Analysis, variant: number, { masker }: AnalysisOptions): Analysis {
  return viewOf(analysis, selectionOf(variant), masker);
}

/** Renders the JSON report, which is returned, and some of the other formats. */
async function renderSome(
  analysis: Analysis,
  options: ReportOptions,
  inputBytes: number,
  variant: number,
): Promise<string> {
  let json = '';
  for (const [index, { name, load }] of REPORT_FORMATS.entries()) {
    if (name !== 'json' && index % SHARES_OF_FORMATS !== variant % SHARES_OF_FORMATS) continue;
    const render = await load();
    const text = textOf(render(analysis, options));
    demandPlain(text, name);
    demand(
      text.length < Math.max(LEAST_OUTPUT_BYTES, inputBytes * OUTPUT_RATIO),
      `${name} has ${text.length} characters`,
    );
    if (name === 'json') json = text;
    if (name === 'json' || name === 'sarif' || name === 'har') JSON.parse(text);
    if (name === 'ndjson') for (const line of text.trimEnd().split('\n')) JSON.parse(line);
  }
  return json;
}

/** Reads the same capture in other ways: once more, in pieces, with the other reader, and judged while it is read. */
async function tryReading(
  bytes: Buffer,
  variant: number,
  options: AnalysisOptions,
  report: string,
): Promise<void> {
  const again = analysisOptionsOf(variant);
  switch (variant % 3) {
    case 0: {
      const result = await analyse([{ kind: 'stream', path: PATH, stream: pieces(bytes, variant) }], again);
      demand(result.ok, 'a pipe cannot be read where a file can');
      // What a pipe showed cannot be read again, and its size is not known beforehand.
      const [one, other] = [report, jsonOf(viewed(result.analysis, variant, again), variant)].map(
        withoutPayloads,
      );
      demandSame(one ?? '', other ?? '', 'a pipe gives another report');
      break;
    }
    case 1: {
      const result = await analyse([{ kind: 'bytes', path: PATH, bytes }], {
        ...options,
        reader: 'pcap-parser',
      });
      if (!result.ok) return;
      const [one, other] = [report, jsonOf(viewed(result.analysis, variant, options), variant)].map(
        withoutPayloads,
      );
      demandSame(one ?? '', other ?? '', 'the other reader gives another report');
      break;
    }
    default: {
      const live = await watched(bytes, variant, again);
      const [one, other] = [report, jsonOf(live, variant)].map(withoutPayloads);
      demandSame(one ?? '', other ?? '', 'looking at it while it is read gives another report');
    }
  }
}

/** Reads everything the general way. */
async function tryWithoutLane(inputs: Inputs, variant: number, report: string): Promise<void> {
  const options: AnalysisOptions = { ...analysisOptionsOf(variant), lane: 'off' };
  const result = await analyse(inputs, options);
  demand(result.ok, 'the general way cannot read what the lane can');
  const [one, other] = [report, jsonOf(viewed(result.analysis, variant, options), variant)].map(
    withoutPayloads,
  );
  demandSame(one ?? '', other ?? '', 'the general way gives another report');
}

async function watched(bytes: Buffer, variant: number, options: AnalysisOptions): Promise<Analysis> {
  let look = (): unknown => null;
  async function* watchedPieces(): AsyncIterable<Uint8Array> {
    const step = Math.max(1, Math.ceil(bytes.length / 5));
    for (let at = 0; at < bytes.length; at += step) {
      yield bytes.subarray(at, at + step);
      look();
    }
  }
  const stream = watchedPieces();
  const opened = await openLive([{ kind: 'stream', path: PATH, stream }], {
    ...options,
    follow: false,
    realTime: (variant & 8) === 0,
  });
  demand(opened.ok, 'a pipe cannot be looked at where a file can');
  const view = viewOfLive(opened.live, selectionOf(variant), options.masker);
  look = () => view.snapshot();
  while (!view.done) await new Promise((resolve) => setImmediate(resolve));
  return view.snapshot();
}

async function* pieces(bytes: Buffer, variant: number): AsyncIterable<Uint8Array> {
  const wished = PIECE_BYTES[(variant >> 2) % PIECE_BYTES.length] ?? 1;
  const step = Math.max(wished, Math.ceil(bytes.length / MOST_SMALL_PIECES));
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

function jsonOf(analysis: Analysis, variant: number): string {
  const json = jsonFormat;
  return textOf(json(analysis, reportOptionsOf(variant)));
}

const jsonFormat = await loadJson();

async function loadJson() {
  const found = REPORT_FORMATS.find(({ name }) => name === 'json');
  if (found === undefined) throw new Error('there is no JSON format');
  return found.load();
}

/** Removes what may differ: payloads are absent where an exchange cannot be read again, and marks are numbered as they are shown. */
function withoutPayloads(report: string): string {
  return report
    .replace(/"bytes":\d+/g, '"bytes":0')
    .replace(/,"payload(?:Text)?":.*$/gm, '')
    .replace(/,"payloadsLeftOut":\d+/g, '')
    .replace(/\[secret \d+\]/g, '[secret]');
}

async function tryExchanges(
  inputs: Inputs,
  { ports, reader }: AnalysisOptions,
  variant: number,
): Promise<void> {
  const options = { ports, reader, hash: (variant & 1) === 0, onProgress: null };
  const masker = new Masker({ showSecrets: false });
  const listed = await listExchanges(inputs, options, masker);
  demand(listed.ok, 'exchanges cannot be listed where the capture can be checked');
  const exchanges: ListedExchange[] = [];
  for await (const portion of listed.portions) exchanges.push(...portion);
  listed.close();
  const lines = await textOfPortions(renderExchangesNdjson(inPortions(exchanges), masker));
  for (const line of lines.trimEnd().split('\n')) if (line !== '') JSON.parse(line);
  demandPlain(lines, 'the list of exchanges as NDJSON');
  const page = { masker, paint: painter(false), columns: 80 };
  demandPlain(
    await textOfPortions(renderExchangesText(inPortions(exchanges), page)),
    'the list of exchanges',
  );
}

async function* inPortions(exchanges: readonly ListedExchange[]): AsyncIterable<readonly ListedExchange[]> {
  const half = exchanges.length >> 1;
  yield exchanges.slice(0, half);
  yield exchanges.slice(half);
}

async function textOfPortions(portions: AsyncIterable<Iterable<string>>): Promise<string> {
  let text = '';
  for await (const pieces of portions) text += [...pieces].join('');
  return text;
}
