/** Measures the terminal UI from outside: a terminal of its own, keys, and what is drawn. */
export { benchTerminal, type TerminalResult, terminalTable } from './bench-terminal.ts';
export { HAS_SCRIPT } from './terminal-program.ts';
export { judgeTerminal } from './terminal-targets.ts';
