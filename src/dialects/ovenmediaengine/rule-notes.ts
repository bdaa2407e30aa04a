/** What OvenMediaEngine adds to the rules: its settings and words. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

const NOT_CONNECTED =
  'A client that wanted to publish or play is turned away when the backend cannot be asked, and the backend is not asked again.';

export const RULE_NOTES = {
  'flow/missing-call': { remedies: { 'connection-failed': ['check-backend', 'open-port'] } },
  'flow/inconclusive': {
    ...CAPTURE_WHOLE,
    text: 'A client may publish or play for any time, and nothing but its closing tells that it is gone.',
  },
  'flow/not-seen': {
    text: `See whether the protocol of the client is listed:
  <Enables>
    <Providers>rtmp,webrtc,srt</Providers>
    <Publishers>webrtc,llhls,thumbnail,srt</Publishers>
  </Enables>`,
    phrases: {
      'not-seen':
        'Look at whether the scenario ran, and whether Providers and Publishers list the protocol of the client.',
    },
  },
  'flow/under-way': CAPTURE_WHOLE,
  'answer/status': {
    text: `An opening is to be answered with exactly 200 and a JSON object with the boolean "allowed"; a closing with 200 and any JSON. Everything else turns the client away, and so does {"allowed": false}, which is a refusal on purpose. "allowed" as a text or a number is no boolean.`,
    remedies: {
      usual: ['answer-allowed'],
      'no-such-path': ['set-control-server'],
      'hook-url': ['set-control-server'],
      credentials: ['check-signature'],
      deliberate: ['answer-allowed'],
      'answer-200': ['answer-allowed'],
      'check-log': ['answer-allowed'],
      'refusal-without-effect': ['answer-allowed'],
    },
  },
  'answer/none': {
    text: 'OvenMediaEngine waits for Timeout, 3000 ms by default; for a closing it never waits longer than 500 ms. Then the client is turned away.',
    remedies: { usual: ['check-backend', 'set-timeout'] },
  },
  'answer/slow': {
    text: 'OvenMediaEngine waits for Timeout, 3000 ms by default; for a closing it never waits longer than 500 ms. A thread of the server waits meanwhile.',
    remedies: { usual: ['set-timeout'] },
  },
  'transport/refused': {
    text: `See the address that the server has:
  <ControlServerUrl>http://BACKEND/PATH</ControlServerUrl>
${NOT_CONNECTED}`,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'set-control-server'] },
  },
  'transport/unanswered': {
    text: NOT_CONNECTED,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['open-port', 'check-backend'] },
  },
  'transport/reset': {
    text: NOT_CONNECTED,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend'], 'reset-by-call-server': ['set-timeout'] },
  },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['set-control-server'] } },
  'capture/cut-frames': CAPTURE_WHOLE,
  'payload/auth-hash': {
    text: `X-OME-Signature is the HMAC-SHA1 of the body with SecretKey, in base64url. Compute it for a body:
  openssl dgst -sha1 -hmac "$KEY" -binary body.json | basenc --base64url`,
  },
} as const satisfies RuleNotes;
