/** What the engineer can set, and why a capture may hold no event. */
import type { AbsenceExplanation, Remedy } from '../types.ts';

export const REMEDIES = [
  {
    id: 'set-webhook',
    where: 'server-setting',
    commands: ['webhook: { api_key: API_KEY, urls: [ <url> ] }'],
    description:
      "Name the backend's address, and the key whose secret signs the events; the key must be one of keys. Then restart the server.",
    source: 'LK-SERVER',
  },
  {
    id: 'check-filter',
    where: 'server-setting',
    commands: ['webhook: { filter_params: { include_events: [], exclude_events: [] } }'],
    description:
      'See which events the server is told to leave out: where include_events has any, only these are sent; what exclude_events has is not.',
    source: 'LK-SERVER',
  },
  {
    id: 'check-key',
    where: 'backend',
    commands: [],
    description:
      "Let the backend verify with the secret of webhook.api_key, over the body's bytes as they came: the header is the token alone, without Bearer, and its claim sha256 is the hash of the body. The program's body parser must take application/webhook+json as it is.",
    source: 'LK-DOCS',
  },
  {
    id: 'check-log',
    where: 'server-setting',
    commands: [],
    description:
      'See what became of each event in the server\'s log: "sent webhook", "failed to send webhook", or "dropped webhook" with the reason (age, or a full queue).',
    source: 'LK-WEBHOOK',
  },
  {
    id: 'answer-at-once',
    where: 'backend',
    commands: [],
    description:
      'Answer every event at once with 200, and work afterwards: the events of a room wait for each other, and those older than 30 s are dropped.',
    source: 'LK-WEBHOOK',
  },
  {
    id: 'check-backend',
    where: 'shell',
    commands: [`curl -i -X POST -H 'Content-Type: application/webhook+json' -d '{}' <url>`],
    description:
      'See, on the machine of LiveKit, whether the backend answers at all; it should turn this request down, for it is not signed.',
    source: 'HOOKSCOPE',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to LiveKit in every firewall between them.",
    source: 'HOOKSCOPE',
  },
  {
    id: 'capture-whole',
    where: 'shell',
    commands: ['tcpdump -i any -s 0 -w log.pcap'],
    description:
      'Capture again on all interfaces with whole frames; start before the room is opened, and stop a minute after it was closed.',
    source: 'HOOKSCOPE',
  },
] as const satisfies readonly Remedy[];

export const ABSENCES = [
  {
    id: 'not-configured',
    description: "The server's configuration names no webhook.urls: then it sends no events.",
    remedies: ['set-webhook'],
    ruledOutBy: [],
    source: 'LK-SERVER',
  },
  {
    id: 'events-left-out',
    description:
      'The events are left out by webhook.filter_params: where include_events has any, only these are sent.',
    remedies: ['check-filter'],
    ruledOutBy: [],
    source: 'LK-SERVER',
  },
  {
    id: 'wrong-url',
    description: 'The server sends its events to another address than the one that was captured.',
    remedies: ['set-webhook'],
    ruledOutBy: [],
    source: 'LK-SERVER',
  },
  {
    id: 'no-such-key',
    description: 'webhook.api_key is none of keys: then the server does not start.',
    remedies: ['set-webhook'],
    ruledOutBy: [],
    source: 'LK-SERVER',
  },
  {
    id: 'dropped',
    description:
      'The backend was so slow, or away for so long, that events became older than 30 s and were dropped; the log says "dropped webhook".',
    remedies: ['check-log', 'answer-at-once'],
    ruledOutBy: [],
    source: 'LK-WEBHOOK',
  },
  {
    id: 'encrypted',
    description: 'The backend is called over HTTPS: without its keys a capture shows only TLS.',
    remedies: [],
    ruledOutBy: ['no-tls'],
    source: 'HOOKSCOPE',
  },
  {
    id: 'wrong-interface',
    description:
      'The capture was taken on an interface that events do not pass; a backend on the same machine is on the loopback.',
    remedies: ['capture-whole'],
    ruledOutBy: ['traffic-on-port'],
    source: 'HOOKSCOPE',
  },
] as const satisfies readonly AbsenceExplanation[];
