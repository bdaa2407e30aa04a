import { Masker } from '../../src/privacy/index.ts';
import type { TerminalOptions } from '../../src/tui/index.ts';

/** A terminal that nothing is drawn on. */
export function terminalOptions(changes: Partial<TerminalOptions> = {}): TerminalOptions {
  return {
    stdout: process.stdout,
    stdin: null,
    color: false,
    masker: new Masker({ showSecrets: false }),
    filter: '',
    session: null,
    follow: false,
    loadExchange: async () => null,
    lookAgain: async function* () {},
    saveFrames: null,
    whyNotWritten: () => null,
    formats: [],
    folder: '.',
    version: '0.0.0',
    environment: {},
    ...changes,
  };
}
