/** `restClientConfig` in the response to `connect` (vendor's page "restClientConfig object description"). */
import type { ClientConfigTable } from '../client-config.ts';

export const CLIENT_CONFIG = {
  parameter: 'restClientConfig',
  method: 'connect',
  fields: [
    {
      name: 'clientExclude',
      form: 'name-list',
      decides: null,
      default: '',
      description: 'Parameters that are not sent to the client, with commas between.',
      source: 'RCC',
    },
    {
      name: 'restExclude',
      form: 'name-list',
      decides: 'excluded',
      default: '',
      description: 'Parameters that are not sent to the backend, with commas between.',
      source: 'RCC',
    },
    {
      name: 'restOnError',
      form: 'word',
      decides: 'refusal',
      words: [
        {
          word: 'LOG',
          spellings: ['LOG'],
          effect: 'goes-on',
          description: 'Log an error of the backend and go on.',
        },
        {
          word: 'FAIL',
          spellings: ['FAIL'],
          effect: 'stops',
          description: 'Let the operation fail and tell the client.',
        },
      ],
      default: 'LOG',
      description: 'What to do when the backend does not answer 200.',
      source: 'RCC',
    },
    {
      name: 'restPolicy',
      form: 'word',
      decides: 'calling',
      words: [
        {
          word: 'NOTIFY',
          spellings: ['NOTIFY'],
          effect: 'calls',
          description: 'Call the backend and ignore what it changes.',
        },
        {
          word: 'OVERWRITE',
          spellings: ['OVERWRITE'],
          effect: 'overwrites',
          description: 'Call the backend and take over the parameters that restOverwrite names.',
        },
        {
          word: 'DISABLE',
          spellings: ['DISABLE', 'DISABLED'],
          effect: 'switches-off',
          description: 'Do not call the backend. WCS4 and early WCS5 spell it DISABLED.',
        },
      ],
      default: 'NOTIFY',
      description: 'Whether the backend is called, and whether its answer counts.',
      source: 'RCC',
    },
    {
      name: 'restOverwrite',
      form: 'name-list',
      decides: 'overwritten',
      default: '',
      description: 'Parameters taken from the answer, with commas between; only under OVERWRITE.',
      source: 'RCC',
    },
  ],
  source: 'RCC',
} as const satisfies ClientConfigTable;
