/** What nginx-rtmp adds to the rules: its directives and words. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

const NOT_CONNECTED =
  'nginx treats a call without an answer as a refusal: it ends the connection of the client that the call asks about.';

export const RULE_NOTES = {
  'flow/missing-call': {
    text: `A client that ends sends publish_done or play_done, done and disconnect, each where its address is configured, in any order. That one is missing is told only where done or disconnect shows that the client has ended:
  on_publish_done http://<server>/publish_done;
  on_play_done http://<server>/play_done;`,
    remedies: { 'connection-failed': ['check-backend', 'open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/not-seen': {
    text: `nginx makes only the calls for which its configuration names an address:
  grep -n 'on_' /etc/nginx/nginx.conf`,
  },
  'flow/under-way': CAPTURE_WHOLE,
  'answer/status': {
    text: 'nginx reads the first digit of the status. 2 lets the client go on; 3 too, with Location as the name of the stream; anything else ends its connection. A refused update ends it as well. The answers to publish_done, play_done, done, record_done and disconnect are not read.',
    remedies: {
      usual: ['answer-2xx', 'check-log'],
      'no-such-path': ['check-url'],
      'hook-url': ['check-url'],
      deliberate: ['answer-2xx'],
      'answer-200': ['answer-2xx'],
      'check-log': ['check-log'],
    },
  },
  'answer/redirect': {
    text: 'An answer 3xx to publish or play lets the client go on with Location as the name of its stream; where Location begins with rtmp://, nginx relays the stream to or from there. Of connect, Location is the name of the application.',
  },
  'answer/none': {
    text: 'nginx waits for netcall_timeout, 10 s by default, closes its connection to the backend and ends that of the client. It does not repeat a call.',
    remedies: { usual: ['check-backend', 'set-timeout', 'check-log'] },
  },
  'answer/slow': {
    text: 'nginx waits for netcall_timeout, 10 s by default. Meanwhile the client waits too.',
    remedies: { usual: ['set-timeout'] },
  },
  'transport/refused': {
    text: `See the addresses in the configuration:
  grep -n 'on_' /etc/nginx/nginx.conf`,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'check-url'] },
  },
  'transport/unanswered': {
    text: `See the addresses in the configuration:
  grep -n 'on_' /etc/nginx/nginx.conf`,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['open-port', 'check-backend', 'check-url'] },
  },
  'transport/reset': { remedies: { usual: ['check-backend', 'check-log'] } },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['check-url'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
  'payload/undocumented': {
    text: 'The arguments of the address that a client publishes or plays are appended to each call: members of any name are normal.',
  },
  'payload/duplicate-key': {
    text: 'disconnect holds app twice, and an argument of the address may have the name of another member.',
  },
} as const satisfies RuleNotes;
