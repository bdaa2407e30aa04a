import { type ChildProcess, spawn } from 'node:child_process';
import type { Piece } from '../../report/index.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Chunks } from './file.ts';

/** Options of `less`, unless LESS has others: quit where everything fits on the screen, keep colours, leave the text there. */
const LESS_OPTIONS = 'FRX';
const ORDINARY_ROWS = 24;

/** Whether long output goes through a pager: on a terminal that can draw, unless PAGER is empty or `cat`. */
export function canPage({ stdout, environment }: Pick<Surroundings, 'stdout' | 'environment'>): boolean {
  const { PAGER, TERM } = environment;
  return stdout.isTTY === true && TERM !== 'dumb' && PAGER !== '' && PAGER !== 'cat';
}

/**
 * Writes text to the terminal, through the pager where it is longer than the screen. It begins when everything is at hand: what
 * is made meanwhile may draw its progress. Rejects with the error of writing.
 */
export async function writePaged(chunks: Chunks, { stdout, environment }: Surroundings): Promise<void> {
  const held: Piece[] = [];
  let lines = 0;
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    held.push(text);
    lines += text.split('\n').length - 1;
  }
  const isLong = lines >= (stdout.rows ?? ORDINARY_ROWS);
  if (isLong && (await page(held, environment))) return;
  for (const piece of held) {
    await new Promise<void>((settle, fail) => {
      stdout.write(piece, (error) => (error ? fail(error) : settle()));
    });
  }
}

/** Shows text in the pager until it is left. False where there is no pager. */
async function page(pieces: readonly Piece[], environment: Surroundings['environment']): Promise<boolean> {
  const pager = await started(environment);
  if (pager === null) return false;
  // Ctrl-C is for the pager: without it the terminal would be left in the pager's hands.
  const ignore = (): void => {};
  process.on('SIGINT', ignore);
  try {
    const closed = new Promise<void>((settle) => {
      pager.once('close', () => settle());
    });
    const { stdin } = pager;
    // It was left before everything was read.
    stdin?.on('error', ignore);
    for (const piece of pieces) stdin?.write(piece);
    stdin?.end();
    await closed;
    return true;
  } finally {
    process.off('SIGINT', ignore);
  }
}

/** The pager of PAGER, which is a command of the shell, else `less`; null where it cannot be started. */
function started(environment: Surroundings['environment']): Promise<ChildProcess | null> {
  const { PAGER, LESS = LESS_OPTIONS } = environment;
  const pager: ChildProcess = spawn(PAGER ?? 'less', [], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...environment, LESS },
    shell: PAGER !== undefined,
  });
  return new Promise((settle) => {
    pager.once('spawn', () => settle(pager));
    pager.once('error', () => settle(null));
  });
}
