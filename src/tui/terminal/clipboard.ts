import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { MAX_CLIPBOARD_BYTES } from '../../base/limits.ts';
import { byteSize } from '../../report/layout/index.ts';
import { writeWholeFile } from './whole-file.ts';

/** Terminals that know no OSC 52 at all. */
const WITHOUT_CLIPBOARD: ReadonlySet<string> = new Set(['linux', 'dumb', 'vt100', 'vt220']);

export interface ClipboardOptions {
  readonly write: (sequence: string) => void;
  readonly folder: string;
  readonly terminal: string | undefined;
}

/** Puts text on the terminal's clipboard, or into a file where that cannot be. Gives what is to be said of it. */
export async function copyText(
  text: string,
  what: string,
  to: 'clipboard' | 'file',
  { write, folder, terminal }: ClipboardOptions,
): Promise<string> {
  const encoded = Buffer.from(text).toString('base64');
  const tooLong = encoded.length > MAX_CLIPBOARD_BYTES;
  if (to === 'clipboard' && !tooLong && !WITHOUT_CLIPBOARD.has(terminal ?? 'dumb')) {
    // OSC 52 (xterm, ctlseqs: Manipulate Selection Data), ended by BEL as most terminals take it.
    write(`\u001b]52;c;${encoded}\u0007`);
    return `Copied the ${what} by OSC 52. Y writes it to a file instead.`;
  }
  const name = `hookscope-${what.replaceAll(' ', '-')}.txt`;
  await writeWholeFile(join(folder, name), [text], { overwrite: true, mode: 0o600 });
  const why =
    to === 'clipboard' && tooLong ? ` (${byteSize(text.length)} is more than a terminal takes)` : '';
  return `Wrote the ${what} to ${name}${why}.`;
}
