/** What SRS adds to the rules: its settings and words. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

const NOT_CONNECTED =
  'What SRS had to tell there was not told, and it does not tell it again. To SRS no connection is a refusal: on_connect, on_publish and on_play end with the client disconnected.';

export const RULE_NOTES = {
  'flow/missing-call': {
    text: `An accepted on_publish is followed by on_unpublish, and an accepted on_play by on_stop, at the latest when the connection of the client ends (on_close). SRS sends only the hooks that have a line in http_hooks of the vhost:
  vhost __defaultVhost__ { http_hooks { enabled on; on_publish <url>; on_unpublish <url>; } }`,
    remedies: { 'connection-failed': ['check-backend', 'open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/under-way': CAPTURE_WHOLE,
  'flow/not-seen': {
    text: 'See whether the hook has a line in http_hooks of the vhost, and whether http_hooks is switched on there: it is off by default.',
    phrases: {
      'not-seen':
        'Look at whether the scenario ran, and whether the hook has a line in http_hooks of the vhost, with enabled on.',
    },
  },
  'flow/repeated': {
    text: 'SRS sends no hook again because of its answer.',
  },
  'answer/status': {
    text: 'SRS accepts 200 and 201. Every other status is a refusal, 204 and redirects as well: on_connect, on_publish and on_play end with the client disconnected; of the other hooks SRS only logs it.',
    remedies: {
      usual: ['answer-zero', 'check-log'],
      'no-such-path': ['check-url'],
      'hook-url': ['check-url'],
      deliberate: ['answer-zero'],
      'answer-200': ['answer-zero'],
      'check-log': ['check-log'],
      'refusal-without-effect': ['answer-zero'],
    },
  },
  'answer/body': {
    text: 'SRS wants the body 0 or a JSON object with the integer code 0. Everything else is a refusal: an empty body, {}, "ok", {"code":"0"}, {"code":1}. Version 5.0.78 refused the bare 0 as well, by a fault of its own: answer {"code":0} where it may be in use.',
    remedies: { usual: ['check-log'] },
  },
  'answer/none': {
    text: 'SRS waits 30 s for a connection and for an answer; that is no setting. No answer is a refusal: on_connect, on_publish and on_play end with the client disconnected.',
    remedies: { usual: ['check-backend', 'check-log'] },
  },
  'answer/slow': {
    text: 'The client waits as long as the backend takes, 30 s at most: answer first, and work afterwards.',
  },
  'flow/missing-beat': {
    text: 'The heartbeat is sent every heartbeat.interval seconds, 9.9 by default:\n  heartbeat { enabled on; interval 9.9; url <url>; }',
  },
  'transport/refused': {
    text: 'SRS makes a new connection for each hook, and does not try again.',
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'check-url'] },
  },
  'transport/unanswered': {
    text: 'SRS waits 30 s for a connection, and does not try again.',
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['open-port', 'check-backend'] },
  },
  'transport/reset': { remedies: { usual: ['check-backend', 'check-log'] } },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['check-url'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
  'payload/type': { remedies: { usual: ['check-log'] } },
  'payload/missing': { remedies: { usual: ['check-log'] } },
} as const satisfies RuleNotes;
