import { copyFileSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CAPTURE = 'capture.pcap';
/** Files that no command line may change. `link.pcap` and `hard.pcap` are the capture by another name. */
export const READ_ONLY_NAMES = [
  CAPTURE,
  'other.pcap',
  'hard.pcap',
  'dialect.json',
  'configuration.json',
  'secret.txt',
] as const;
const SAMPLES = fileURLToPath(new URL('../../../samples/', import.meta.url));

/** Makes the folder in which a command line is tried, anew. */
export function layOut(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(`${SAMPLES}backend-down.pcap`, join(folder, CAPTURE));
  copyFileSync(`${SAMPLES}openvox-ringing.pcap`, join(folder, 'other.pcap'));
  symlinkSync(CAPTURE, join(folder, 'link.pcap'));
  linkSync(join(folder, CAPTURE), join(folder, 'hard.pcap'));
  writeFileSync(join(folder, 'dialect.json'), '{ "name": "mine", "extends": "flashphoner-wcs" }\n');
  writeFileSync(join(folder, 'configuration.json'), '{ "failOn": "never" }\n');
  writeFileSync(join(folder, 'baseline.json'), '{ "schema": "hookscope-baseline/1", "findings": [] }\n');
  writeFileSync(join(folder, 'secret.txt'), 'key\n');
  writeFileSync(join(folder, 'empty.txt'), '');
}
