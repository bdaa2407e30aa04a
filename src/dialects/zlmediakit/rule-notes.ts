/** What ZLMediaKit adds to the rules: its settings and words. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

const NOT_CONNECTED =
  'ZLMediaKit tries once more after hook.retry_delay (3 s). If that fails as well, pushing and playing are refused, and what it had to tell there is lost.';

export const RULE_NOTES = {
  'flow/missing-call': {
    text: `An accepted on_publish is followed by on_stream_changed with regist true within some 15 s, if media come; a stream that began in some form ends in it with regist false. ZLMediaKit sends only the hooks that have an address in config.ini:
  [hook]
  enable=1
  on_stream_changed=<url>`,
    remedies: { 'connection-failed': ['check-backend', 'open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/under-way': CAPTURE_WHOLE,
  'flow/not-seen': {
    text: 'See whether hooks are on and the hook has an address in config.ini: enable is 0 by default, and the addresses are empty.',
    phrases: {
      'not-seen':
        'Look at whether the scenario ran, and whether [hook] in config.ini has enable=1 and an address for the hook.',
    },
  },
  'flow/retried': {
    text: 'ZLMediaKit sends a hook again (hook.retry, 1) after hook.retry_delay, 3 s: where there was no answer, another status than 200, or no JSON with an integer code. A refusal, which is a code other than 0, is not sent again. What is sent again has a hook_index of its own.',
  },
  'answer/status': {
    text: 'ZLMediaKit accepts exactly 200; every other status is a failure, after which it tries once more. If that fails as well, pushing and playing are refused.',
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
    text: 'ZLMediaKit wants a JSON object with the integer code 0. Another number is a refusal, for which msg is given as the reason; anything else is a failure, after which it tries once more.',
    remedies: { usual: ['check-log'] },
  },
  'flow/counter-gap': {
    text: 'hook_index counts all hooks of the process, each further attempt too, and begins with 0 when the server starts. A number that the capture lacks is a hook that went to another backend or over another interface, that the capture lost, or that could not be sent.',
  },
  'flow/missing-beat': {
    text: 'on_server_keepalive is sent every hook.alive_interval seconds: 10 in the shipped settings, 30 where the settings do not say.',
  },
  'answer/none': {
    text: 'ZLMediaKit waits hook.timeoutSec, 10 s by default, and tries once more. If that fails as well, pushing and playing are refused.',
    remedies: { usual: ['check-backend', 'set-timeout', 'check-log'] },
  },
  'answer/slow': {
    text: 'The client waits as long as the backend takes, hook.timeoutSec (10 s) at most: answer first, and work afterwards.',
    remedies: { usual: ['set-timeout'] },
  },
  'transport/refused': {
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'check-url'] },
  },
  'transport/unanswered': {
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['open-port', 'check-backend'] },
  },
  'transport/reset': {
    remedies: { usual: ['check-backend', 'check-log'], 'reset-by-call-server': ['set-timeout'] },
  },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['check-url'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
  'payload/type': { remedies: { usual: ['check-log'] } },
  'payload/missing': { remedies: { usual: ['check-log'] } },
} as const satisfies RuleNotes;
