import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemReason } from '../../base/system-error.ts';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { write } from '../output/write.ts';
import { CONFIGURATION_FILE } from '../settings/configuration-file.ts';
import { starterConfiguration } from '../settings/starter.ts';
import type { Surroundings } from '../surroundings.ts';

/** `hookscope init`. It never overwrites a file. */
export async function runInit(surroundings: Surroundings): Promise<ExitStatus> {
  try {
    await writeFile(join(surroundings.directory, CONFIGURATION_FILE), starterConfiguration(), { flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const reason = exists
      ? 'is there already; it was left as it is'
      : `cannot be written: ${systemReason(error)}`;
    return reportFailure(surroundings, `${CONFIGURATION_FILE}: ${reason}`);
  }
  const written = await write([`wrote ${CONFIGURATION_FILE}\n`], null, surroundings);
  return written.ok ? 0 : reportFailure(surroundings, written.message);
}
