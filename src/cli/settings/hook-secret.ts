import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { EXAMPLES } from '../../dialects/examples/index.ts';
import { failure, type Result, success } from '../failure.ts';
import type { SettingsFolder } from '../surroundings.ts';
import { readText } from './text-file.ts';

/** Reads the call server's key for signatures from a file. The line break at the end, which editors add, is not part of it. */
export async function readHookSecret(
  path: string | null,
  { directory, files }: SettingsFolder,
): Promise<Result<Buffer | null>> {
  if (path === null) return success(null);
  const whole = resolve(directory, path);
  files.note('hook-secret', whole);
  const source = await readText(whole, 'key');
  if (!source.ok) return source;
  const key = source.value.replace(/\r?\n$/, '');
  if (key === '') return failure(`${path}: is empty; expected the value of ${EXAMPLES.keySetting}`);
  return success(Buffer.from(key, 'utf8'));
}
