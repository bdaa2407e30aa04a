import type { CommandFamily } from './command-row.ts';

/** All families of commands. */
export const FAMILIES: readonly CommandFamily[] = [
  {
    name: 'dialect',
    group: 'Reference and set-up',
    summary: 'write, check and test a dialect for a server of your own',
    description:
      'Makes hookscope know a further server: a dialect file says all that is special of it. docs/dialects.md leads through it.',
  },
];
