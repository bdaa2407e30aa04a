import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemCode, systemReason } from '../../base/system-error.ts';
import type { Analysis } from '../../engine/index.ts';
import type { Masker } from '../../privacy/index.ts';
import { inChunks, type Piece } from '../../report/index.ts';
import { count } from '../../report/layout/index.ts';
import type { TerminalOptions } from '../options.ts';
import type { ExportChoice } from '../state/prompt.ts';
import type { Effect } from '../state/state.ts';
import { writeWholeFile } from './whole-file.ts';

/** The format that writes the frames of calls as a capture; it is no report. */
export const PCAP = 'pcap';
/** The formats that are offered where they exist, with their keys. */
const OFFERED_FORMATS: readonly ExportChoice[] = [
  { key: 'h', format: 'html', title: 'HTML', extension: 'html' },
  { key: 'm', format: 'markdown', title: 'Markdown', extension: 'md' },
  { key: 'j', format: 'json', title: 'JSON', extension: 'json' },
  { key: 't', format: 'text', title: 'text', extension: 'txt' },
];

/** What can be exported: reports in the existing formats, and frames where the capture can be read again. */
export function exportChoices({
  formats,
  saveFrames,
}: Pick<TerminalOptions, 'formats' | 'saveFrames'>): readonly ExportChoice[] {
  const reports = OFFERED_FORMATS.filter((wish) => formats.some(({ name }) => name === wish.format));
  const frames: ExportChoice = {
    key: 'p',
    format: PCAP,
    title: 'pcap of the marked or selected calls',
    extension: 'pcap',
  };
  return saveFrames === null ? reports : [...reports, frames];
}

export type Saved =
  | { readonly kind: 'saved'; readonly text: string }
  | { readonly kind: 'exists' }
  | { readonly kind: 'failed'; readonly text: string };

type SaveOptions = Pick<TerminalOptions, 'folder' | 'formats' | 'saveFrames' | 'version' | 'whyNotWritten'>;
type ExportEffect = Extract<Effect, { kind: 'export' }>;

/**
 * Writes an export completely or not at all. An existing file is overwritten only where that was confirmed. No link is
 * followed.
 */
export async function saveExport(
  effect: ExportEffect,
  analysis: Analysis,
  masker: Masker,
  options: SaveOptions,
): Promise<Saved> {
  const path = resolve(options.folder, effect.path);
  try {
    const refused = options.whyNotWritten(path);
    if (refused !== null) return { kind: 'failed', text: `${effect.path} ${refused}.` };
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile())
      return { kind: 'failed', text: `${effect.path} is a folder, a link or a device; name a file.` };
    if (there !== undefined && !effect.overwrite) return { kind: 'exists' };
    if (effect.format !== PCAP) {
      const chunks = await reportChunks(effect.format, analysis, masker, options);
      await writeWholeFile(path, chunks, { overwrite: effect.overwrite });
      return { kind: 'saved', text: `Wrote ${effect.path}.` };
    }
    const frames =
      (await options.saveFrames?.(
        effect.calls.flatMap((call) => analysis.callExchanges.exchangesOf(call)),
        path,
      )) ?? 0;
    return { kind: 'saved', text: `Wrote ${count(frames, 'frame')} to ${effect.path}.` };
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return { kind: 'exists' };
    return { kind: 'failed', text: `${effect.path} cannot be written: ${systemReason(error)}` };
  }
}

async function reportChunks(
  format: string,
  analysis: Analysis,
  masker: Masker,
  { formats, version }: SaveOptions,
): Promise<Iterable<Piece>> {
  const found = formats.find(({ name }) => name === format);
  if (found === undefined) throw new Error(`there is no format ${format}`);
  const render = await found.load();
  const options = {
    masker,
    version,
    payloads: false,
    color: false,
    columns: 80,
    everything: true,
    verdictOnly: false,
  };
  return inChunks(render(analysis, options));
}
