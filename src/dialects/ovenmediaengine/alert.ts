/** The alert service: what is odd about a stream that comes in. It is set up apart from admission, and holds no word that names it. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import { ALERT_CODES } from './values.ts';

function row(
  name: string,
  types: Parameter['types'],
  description: string,
  further: Partial<Parameter> = {},
): Parameter {
  return { name, types, presence: 'usual', description, source: 'OME-ALERT', ...further };
}

const PARAMETERS: readonly Parameter[] = [
  row('sourceUri', ['string'], 'The stream: #vhost#application/stream.', { presence: 'key' }),
  row('messages', ['array'], 'What was found.', { presence: 'key', items: ['object'] }),
  row('messages.*.code', ['string'], 'Name of what was found.', {
    paths: [['messages', '*', 'code']],
    values: { extent: 'open', ignoreCase: false, values: ALERT_CODES },
  }),
  row('messages.*.description', ['string'], 'The same in words.', {
    paths: [['messages', '*', 'description']],
  }),
  row('sourceInfo', ['object'], 'Where the stream comes from, and its tracks.'),
  row('sourceInfo.sourceUrl', ['string'], 'Address that the stream comes from.', {
    paths: [['sourceInfo', 'sourceUrl']],
    presence: 'optional',
    personal: 'address',
    secret: 'query',
  }),
  row(
    'sourceInfo.connection.remoteAddress',
    ['string'],
    'Host that the stream comes from; newer servers only.',
    {
      paths: [['sourceInfo', 'connection', 'remoteAddress']],
      presence: 'optional',
      personal: 'address',
    },
  ),
  row('type', ['string'], 'What the alert is about.', {
    values: { extent: 'open', ignoreCase: false, values: ['INGRESS'] },
  }),
  row('serverInfo', ['object'], 'Which server sends it; newer servers only.', { presence: 'optional' }),
];

export const ALERT: Method = {
  name: 'alert',
  aliases: [],
  role: 'event',
  family: 'Alerts',
  description: 'A stream that comes in is not as the rules of the server say it should be.',
  refusal: 'no',
  dialog: null,
  outsideSessions: true,
  acceptance: { statuses: [{ from: 200, to: 200 }], body: { kind: 'any' } },
  parameters: PARAMETERS,
  whenMissing: 'Nobody learns that something is wrong with the stream.',
  source: 'OME-ALERT',
};
