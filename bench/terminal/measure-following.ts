import { GrowingFile } from './growing-file.ts';
import { type KeyTimes, pause, SIZE, timesOf } from './measure-terminal.ts';
import { TerminalProgram } from './terminal-program.ts';

const PACKETS = 60;
/** Milliseconds between two packets: no multiple of any interval of the program. */
const BETWEEN_PACKETS_MS = 137;
/** Milliseconds without anything drawn after which a capture that is followed was read and judged. */
const QUIET_MS = 3000;
/** The number of the last call, which the list has in its title. It is drawn only when it changes. */
const LAST_CALL = /call [\d,]+\/[\d,]+/;

/** Follows a capture in the terminal UI, and measures how long each request takes from being written to being drawn. */
export async function measureFollowing(hookscope: string, capture: string): Promise<KeyTimes> {
  const file = new GrowingFile(capture);
  const program = new TerminalProgram([process.execPath, hookscope, '--follow', file.path], SIZE);
  try {
    await program.shows(LAST_CALL);
    await program.isQuiet(QUIET_MS);
    const times: number[] = [];
    for (let packet = 0; packet < PACKETS; packet++) {
      await pause(BETWEEN_PACKETS_MS);
      times.push(await program.does(() => file.writeRequest(), LAST_CALL));
    }
    await program.quit('Q');
    return timesOf(times);
  } finally {
    program.kill();
    file.remove();
  }
}
