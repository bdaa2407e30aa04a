/** Data between client and backend. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { CONTEXT, info } from './context.ts';
import { DATA_STATUSES } from './values.ts';

const DIALOG = { kind: 'data', parameters: ['operationId'] } as const;

const operationId = {
  name: 'operationId',
  types: ['string'],
  presence: 'key',
  description: 'Tells the piece of data from all others.',
  source: 'PARAMS',
} as const satisfies Parameter;
const payload = {
  name: 'payload',
  personal: 'message',
  types: ['object'],
  presence: 'usual',
  description: 'The data, a JSON object.',
  source: 'PARAMS',
} as const satisfies Parameter;

export const DATA_METHODS = [
  {
    name: 'sendData',
    aliases: [],
    role: 'ask',
    family: 'Data',
    description: 'Data are sent. Newer servers call OnDataEvent for data from a client.',
    refusal: 'yes',
    clientCall: 'session.sendData()',
    dialog: DIALOG,
    parameters: [...CONTEXT, operationId, payload],
    whenMissing: 'The backend never gets the data.',
    source: 'PARAMS',
  },
  {
    name: 'OnDataEvent',
    aliases: [],
    role: 'ask',
    family: 'Data',
    description:
      'Data came from the client. Despite its name a direct invocation: the backend may refuse them. The status of the answer is checked only where restOnError is FAIL for this method; else the client gets ACCEPTED in any case.',
    refusal: 'yes',
    clientCall: 'session.sendData()',
    dialog: DIALOG,
    parameters: [...CONTEXT, operationId, payload],
    whenMissing: 'The backend never gets the data that the client sent.',
    source: 'PARAMS',
  },
  {
    name: 'DataStatusEvent',
    aliases: [],
    role: 'event',
    family: 'Data',
    description: 'The state of sent data changed.',
    refusal: 'no',
    dialog: DIALOG,
    parameters: [
      ...CONTEXT,
      operationId,
      {
        name: 'status',
        types: ['string'],
        presence: 'key',
        values: DATA_STATUSES,
        description: 'Whether the data were accepted.',
        source: 'PARAMS',
      },
      info,
    ],
    whenMissing: 'The backend never learns whether the data arrived.',
    source: 'PARAMS',
  },
] as const satisfies readonly Method[];
