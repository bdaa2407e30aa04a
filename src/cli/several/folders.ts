import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import { failure, type Result, success } from '../failure.ts';
import { STANDARD } from '../output/destinations.ts';

/** Names of captures, also of rotated ones (`trace.pcap3`) and compressed ones. */
const CAPTURE_NAME = /^[^.].*\.(?:pcap|pcapng|cap|dmp)\d*(?:\.gz|\.zst)?$/i;

/** What names in a folder have to end in, for people. */
const ENDINGS = '.pcap, .pcapng, .cap or .dmp, with a number behind it or .gz or .zst';

/** The same paths, with the captures in it in place of a folder, in the order of their names. Folders within it are left alone. */
export function withFolders(paths: readonly string[], directory: string): Result<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (path === STANDARD || !isFolder(resolve(directory, path))) {
      files.push(path);
      continue;
    }
    const found = capturesIn(path, directory);
    if (!found.ok) return found;
    files.push(...found.value);
  }
  return success(files);
}

function capturesIn(path: string, directory: string): Result<readonly string[]> {
  try {
    const entries = readdirSync(resolve(directory, path), { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && CAPTURE_NAME.test(entry.name));
    if (names.length > 0) return success(names.map(({ name }) => join(path, name)).sort(inOrderOfNames()));
    return failure(`${path}: there is no capture in this folder; names have to end in ${ENDINGS}`);
  } catch (error) {
    return failure(`${path}: the folder cannot be read: ${systemReason(error)}`);
  }
}

/** Orders `trace.pcap2` before `trace.pcap10`. A collator takes some 10 ms to make: only who names a folder pays for it. */
function inOrderOfNames(): (one: string, other: string) => number {
  const numbersApart = new Intl.Collator('en', { numeric: true });
  return (one, other) => numbersApart.compare(one, other) || (one < other ? -1 : 1);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
