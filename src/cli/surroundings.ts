import { FilesRead } from './files-read.ts';
import { FileOutput, isFileDescriptor } from './output/file-output.ts';

const STANDARD_OUTPUT = 1;

/** An output stream, with what is known about the terminal behind it. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** The environment of a run. Tests can give another one. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdinIsTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly directory: string;
  /** The file that starts this program, for threads and processes of it; left out where it was not started by one. */
  readonly program?: string;
  /** What this run read. Who reads a file notes it here, and who writes one asks. */
  readonly files: FilesRead;
}

/** Where settings are read from. */
export type SettingsFolder = Pick<Surroundings, 'directory' | 'files'>;

/** The surroundings of this process, and what is to be waited for before it may end. */
export interface ProcessSurroundings {
  readonly surroundings: Surroundings;
  /** Settles when everything written to standard output was accepted, or could not be. Gives the first error, null without one. */
  readonly flushed: () => Promise<unknown>;
}

/**
 * The streams are made when they are first asked for: each costs a millisecond or more, and a check that writes a file needs none.
 */
export function surroundingsOf(process: NodeJS.Process): ProcessSurroundings {
  let stdout: Output | null = null;
  let stderr: Output | null = null;
  let failed: unknown = null;
  const surroundings = {
    get stdout() {
      // Without a listener an error of writing would end the process with a stack trace.
      stdout ??= outputOf(process).on('error', (error: unknown) => {
        failed ??= error;
      });
      return stdout;
    },
    get stderr() {
      stderr ??= process.stderr.on('error', () => {});
      return stderr;
    },
    get stdinIsTerminal() {
      return process.stdin.isTTY === true;
    },
    environment: process.env,
    directory: process.cwd(),
    ...(process.argv[1] !== undefined && { program: process.argv[1] }),
    files: new FilesRead(),
  };
  const flushed = async (): Promise<unknown> => {
    const used = stdout;
    if (used !== null) await new Promise<void>((settle) => used.write('', () => settle()));
    return failed;
  };
  return { surroundings, flushed };
}

function outputOf(process: NodeJS.Process): Output {
  return isFileDescriptor(STANDARD_OUTPUT) ? new FileOutput(STANDARD_OUTPUT) : process.stdout;
}

/** True for the error of writing to a pipe whose reader has gone. */
export function isBrokenPipe(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')
  );
}

const ORDINARY_COLUMNS = 80;
const MOST_COLUMNS = 120;

/** Width in columns: that of the terminal within limits, otherwise 80. */
export function columnsOf(output: Output): number {
  return output.isTTY === true
    ? Math.min(output.columns ?? ORDINARY_COLUMNS, MOST_COLUMNS)
    : ORDINARY_COLUMNS;
}

/**
 * Whether to use colours: as the flag (`--no-color`) says, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether
 * the terminal has them.
 */
export function wantsColor(output: Output, flag: boolean, environment: Surroundings['environment']): boolean {
  if (!flag) return false;
  if (isSet(environment.NO_COLOR)) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY === true && environment.TERM !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
