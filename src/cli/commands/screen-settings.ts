import process from 'node:process';
import type { Masker } from '../../privacy/index.ts';
import { REPORT_FORMATS } from '../../report/index.ts';
import { type Surroundings, wantsColor } from '../surroundings.ts';
import { version } from '../version.ts';
import type { CheckFlags, CheckPlan } from './check-plan.ts';

/** What the terminal UI is told of its run, whatever it shows: a capture that is read, or what was collected of one. */
export function screenSettings(
  { selection, settings, known }: CheckPlan,
  masker: Masker,
  flags: CheckFlags,
  surroundings: Surroundings,
) {
  return {
    stdout: process.stdout,
    color: wantsColor(surroundings.stdout, flags.color, surroundings.environment),
    masker,
    ...(settings.baseline !== undefined && { known }),
    filter: selection.filter?.text ?? '',
    session: selection.session === null ? null : masker.captured(selection.session),
    formats: REPORT_FORMATS,
    whyNotWritten: (path: string) => surroundings.files.whyNotWritten(path),
    folder: surroundings.directory,
    version: version(),
    environment: surroundings.environment,
  };
}
