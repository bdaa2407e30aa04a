/** What LiveKit adds to the rules: its settings and words. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

const NOT_CONNECTED =
  'LiveKit tries again, up to four times; then the event is given up. Events of the same room that have waited for more than 30 s by then are dropped.';

export const RULE_NOTES = {
  'flow/missing-call': {
    text: `No time is documented from a beginning to its end. So participant_left and track_unpublished are missing only where room_finished shows that the room was closed, and egress_ended only where egress_updated shows a final status; and participant_joined or track_published is missing only where the capture has room_started of the room. Reasons are a filter in the configuration,
  webhook:
    filter_params:
      include_events: []
      exclude_events: []
and events that were dropped because they had waited for more than 30 s: the log says "dropped webhook".`,
    remedies: { 'connection-failed': ['check-backend', 'open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/not-seen': {
    text: 'See whether webhook.filter_params leaves the event out.',
    phrases: {
      'not-seen': 'Look at whether the scenario ran, and whether webhook.filter_params leaves the event out.',
    },
  },
  'flow/under-way': CAPTURE_WHOLE,
  'flow/repeated': {
    text: 'A retry has the same id. Where webhook.urls names several backends, each gets every event with the same id: that is no repetition.',
  },
  'answer/status': {
    text: `Any 2xx will do, and what is in the answer makes no difference. After 429 and after 5xx other than 501 LiveKit sends the event again, up to four times. Every other status counts as delivered: a 401, 403 or 404 loses the event, and the log says "sent webhook".
A backend that answers 401 often verifies the wrong thing: the header Authorization is a token without Bearer, signed with the secret of webhook.api_key, and its claim sha256 is the hash of the body's bytes.`,
    remedies: {
      usual: ['answer-at-once', 'check-log'],
      'no-such-path': ['set-webhook'],
      'hook-url': ['set-webhook'],
      credentials: ['check-key'],
      deliberate: ['answer-at-once'],
      'answer-200': ['answer-at-once'],
      'check-log': ['check-log'],
      'refusal-without-effect': ['check-key', 'answer-at-once'],
    },
  },
  'answer/none': {
    text: 'LiveKit waits for as long as the connection lasts. All events of a room go to a backend one after the other, so that they wait too; those older than 30 s are dropped.',
    remedies: { usual: ['check-backend', 'answer-at-once', 'check-log'] },
  },
  'transport/refused': {
    text: `See the addresses that LiveKit has:
  webhook:
    urls:
      - <url>
${NOT_CONNECTED}`,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'set-webhook'] },
  },
  'transport/unanswered': {
    text: NOT_CONNECTED,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['open-port', 'check-backend'] },
  },
  'transport/reset': {
    text: NOT_CONNECTED,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'check-log'] },
  },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['set-webhook'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
  'payload/missing': {
    text: 'Protobuf leaves out what has its default value, so that only event, id and createdAt must be there.',
  },
  'payload/auth-hash': {
    text: 'The header Authorization is a JSON Web Token (HS256) without Bearer. Its claim sha256 is the hash of the body in base64, which can be compared without the key; the token is signed with the secret of webhook.api_key. A proxy that changes the body breaks it.',
  },
} as const satisfies RuleNotes;
