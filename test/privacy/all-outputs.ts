import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { FilesRead } from '../../src/cli/files-read.ts';
import { runProgram } from '../../src/cli/program.ts';
import { analyse } from '../../src/engine/index.ts';
import { EVERYTHING, viewOf } from '../../src/filter/index.ts';
import { Masker, type Redaction } from '../../src/privacy/index.ts';
import { REPORT_FORMATS } from '../../src/report/index.ts';
import { screenLines } from '../../src/tui/screen/first-frame.ts';
import type { State } from '../../src/tui/state/state.ts';
import { analysisOptions } from '../engine/options.ts';
import { press, startState } from '../tui/samples.ts';

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** The outputs by the place where they were written. */
export type Outputs = ReadonlyMap<string, string>;

/**
 * Runs the whole command over a capture and gives all that it wrote: every format on standard output and all of them as
 * further reports, the job summary, a baseline, the list of exchanges, the screens of the terminal UI and what it copies;
 * `mostCalls` are looked at one by one.
 */
export async function allOutputs(
  path: string,
  folder: string,
  redact: Redaction | null,
  mostCalls = 60,
): Promise<Outputs> {
  const outputs = new Map<string, string>();
  const flags = redact === null ? [] : ['--redact', redact];
  const command = async (name: string, words: readonly string[]): Promise<void> => {
    const stdout = new Sink();
    const stderr = new Sink();
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, '');
    await runProgram([...words, ...flags], {
      stdout,
      stderr,
      stdinIsTerminal: false,
      environment: { GITHUB_STEP_SUMMARY: summary },
      directory: folder,
      files: new FilesRead(),
    });
    outputs.set(name, stdout.text);
    outputs.set(`${name}, errors`, stderr.text);
    outputs.set(`${name}, job summary`, readFileSync(summary, 'utf8'));
  };
  const further = REPORT_FORMATS.flatMap(({ name }) => ['--report', `${name}=further.${name}`]);
  await command('check', [
    'check',
    path,
    '--payloads',
    '--all',
    '--by',
    'call-server,backend,app,day',
    ...further,
  ]);
  // Where the capture cannot be read there are none.
  for (const { name } of REPORT_FORMATS)
    outputs.set(`further ${name}`, contentOf(join(folder, `further.${name}`)));
  for (const { name } of REPORT_FORMATS) await command(name, ['check', path, '--format', name]);
  await command('baseline', ['check', path, '--write-baseline', 'known.json']);
  outputs.set('the baseline', contentOf(join(folder, 'known.json')));
  for (const format of ['text', 'ndjson'])
    await command(`exchanges ${format}`, ['exchanges', path, '--format', format]);
  for (const format of ['text', 'json', 'markdown'])
    await command(`compare ${format}`, ['compare', SOUND, path, '--format', format]);
  await screensOf(path, redact, mostCalls, outputs);
  return outputs;
}

function contentOf(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The capture that others are compared with. */
const SOUND = fileURLToPath(new URL('../../samples/web-phone-call.pcap', import.meta.url));
const SIZE = { columns: 250, rows: 250 };
const TABS = ['1', '2', '3', '4', '5', '6'];
const COPIES = ['f', 'p', 'r'];

/** The screens of every call in every tab, the other views, and whatever is copied. */
async function screensOf(
  path: string,
  redact: Redaction | null,
  mostCalls: number,
  outputs: Map<string, string>,
): Promise<void> {
  const masker = new Masker({ showSecrets: false, redact });
  const result = await analyse([path], analysisOptions({ masker, keepExchanges: 'every' }));
  if (!result.ok) return;
  const analysis = viewOf(result.analysis, EVERYTHING, masker);
  const maskers = { hiding: masker.withSecrets(false), showing: masker.withSecrets(true) };
  let state = startState(analysis, SIZE, { maskers });
  const look = (name: string, at: State): void => {
    outputs.set(`screen ${name}`, textOf(at));
  };
  look('first', state);
  for (const view of ['x', 'f', '?', 'w']) look(view, press(state, view));
  let findings = press(state, 'f');
  for (let index = 0; index < analysis.findings.length && index < mostCalls; index++) {
    look(`finding ${index}`, findings);
    outputs.set(`copied of finding ${index}`, copiesOf(findings));
    findings = press(findings, 'j');
  }
  // All sessions at once.
  state = press(state, 'left', 'g', 'right', 'g');
  for (let index = 0; index < mostCalls; index++) {
    for (const tab of TABS) {
      const tabbed = press(state, tab, 'enter', 'z');
      look(`${index} ${tab}`, tabbed);
      outputs.set(`copied ${index} ${tab}`, copiesOf(tabbed));
    }
    look(`${index} compared`, press(state, 'space', 'j', 'space', '='));
    state = press(state, 'j');
  }
}

function textOf(state: State): string {
  return screenLines(state)
    .map((line) => line.spans.map((span) => span.text).join(''))
    .join('\n');
}

function copiesOf(state: State): string {
  return COPIES.map((key) =>
    press(state, 'y', key)
      .effects.map((effect) => (effect.kind === 'copy' ? effect.text : ''))
      .join(''),
  ).join('\n');
}

/** Other spellings in which a text may be written. */
export function spellingsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return [
    ...new Set([
      text,
      encodeURIComponent(text),
      JSON.stringify(text).slice(1, -1),
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
      bytes.toString('hex'),
      // In base64 the spelling depends on what precedes the text: there are three offsets.
      ...[0, 1, 2].map((offset) =>
        Buffer.concat([Buffer.alloc(offset), bytes])
          .toString('base64')
          .slice(offset === 0 ? 0 : 4, -4),
      ),
    ]),
  ].filter((spelling) => spelling.length >= 4);
}
