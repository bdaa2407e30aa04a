import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { MAX_CLIPBOARD_BYTES } from '../../base/limits.ts';
import { byteSize } from '../../report/layout/index.ts';
import { writeWholeFile } from './whole-file.ts';

/** Terminals that do not support OSC 52. */
const WITHOUT_CLIPBOARD: ReadonlySet<string> = new Set(['linux', 'dumb', 'vt100', 'vt220']);

export interface ClipboardOptions {
  readonly write: (sequence: string) => void;
  readonly folder: string;
  readonly terminal: string | undefined;
  /** Why an absolute path may not be written to; null where it may. */
  readonly whyNotWritten: (path: string) => string | null;
}

/** Copies text to the terminal's clipboard, or to a file where that is not possible. Gives the text of a notice. */
export async function copyText(
  text: string,
  what: string,
  to: 'clipboard' | 'file',
  { write, folder, terminal, whyNotWritten }: ClipboardOptions,
): Promise<string> {
  const encoded = Buffer.from(text).toString('base64');
  const tooLong = encoded.length > MAX_CLIPBOARD_BYTES;
  if (to === 'clipboard' && !tooLong && !WITHOUT_CLIPBOARD.has(terminal ?? 'dumb')) {
    // OSC 52 (xterm, ctlseqs: Manipulate Selection Data), ended by BEL, which most terminals accept.
    write(`\u001b]52;c;${encoded}\u0007`);
    return `Copied the ${what} (OSC 52).`;
  }
  const name = `hookscope-${what.replaceAll(' ', '-')}.txt`;
  const path = join(folder, name);
  const refused = whyNotWritten(path);
  if (refused !== null) throw new Error(`${name} ${refused}`);
  await writeWholeFile(path, [text], { overwrite: true, mode: 0o600 });
  const why =
    to === 'clipboard' && tooLong ? ` (${byteSize(text.length)} is more than a terminal takes)` : '';
  return `Wrote the ${what} to ${name}${why}.`;
}
