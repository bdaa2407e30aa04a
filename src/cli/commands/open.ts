import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ExitStatus, reportFailure } from '../failure.ts';
import { STANDARD } from '../output/destinations.ts';
import { nearestWord } from '../suggestion.ts';
import type { Surroundings } from '../surroundings.ts';
import type { OpenFlags } from './terminal.ts';

/** `hookscope FILE…`, without a command. `commands` are the names that the user may have meant. */
export async function runOpen(
  files: readonly string[],
  flags: OpenFlags,
  commands: readonly string[],
  surroundings: Surroundings,
): Promise<ExitStatus> {
  const [first] = files;
  if (first === undefined) {
    return reportFailure(surroundings, 'no capture was given; hookscope --help says how to use it');
  }
  const meant = nearestWord(first, commands);
  if (meant !== null && first !== STANDARD && !existsSync(resolve(surroundings.directory, first))) {
    return reportFailure(
      surroundings,
      `${first}: neither a command nor a file; did you mean hookscope ${meant}?`,
    );
  }
  if (wantsTerminal(files, flags, surroundings)) {
    const { runTerminal } = await import('./terminal.ts');
    return runTerminal(files, flags, surroundings);
  }
  if (flags.follow === true) {
    return reportFailure(
      surroundings,
      '--follow: a growing file is shown on a terminal only, and without -o and --report; leave --follow out to check what is there now',
    );
  }
  const { runCheck } = await import('./check.ts');
  return runCheck(files, flags, surroundings);
}

/**
 * True where the terminal UI starts: input and output are a terminal, things can be drawn there, and no report was
 * asked for. A capture on standard input counts as a terminal, because keys are then read from the terminal itself.
 */
function wantsTerminal(files: readonly string[], flags: OpenFlags, surroundings: Surroundings): boolean {
  const asksForReport = [flags.format, flags.output, flags.report, flags.quiet].some(
    (flag) => flag !== undefined,
  );
  const hasKeys = surroundings.stdinIsTerminal || files.includes(STANDARD);
  const canDraw = surroundings.stdout.isTTY === true && surroundings.environment.TERM !== 'dumb';
  return canDraw && hasKeys && !asksForReport;
}
