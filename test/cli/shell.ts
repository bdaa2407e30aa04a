import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { PROGRAM, ROOT } from './built-program.ts';

/** How a line of shell ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own with `log.pcap` in it; the caller removes it. */
export function folderWithLog(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  copyFileSync(join(ROOT, 'samples/log.pcap'), join(folder, 'log.pcap'));
  return folder;
}

/** Removes a folder of {@link folderWithLog}. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a line of shell in a folder; `hookscope` is the built program. `timeout`: milliseconds; absent: none. */
export function shellIn(folder: string, line: string, timeout?: number): Ended {
  const script = `hookscope() { "${process.execPath}" "${PROGRAM}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout,
  });
  return { status, stdout, stderr };
}

/** Exit status 2, and one line that says why. */
export function expectOneLine(ended: Ended, words: RegExp): void {
  expect(ended.stderr).toMatch(/^hookscope: [^\n]+\n$/);
  expect(ended.stderr).toMatch(words);
  expect(ended.status).toBe(2);
}
