/** What Web Call Server adds to the rules: its settings, commands and words. */
import { CAPTURE_WHOLE } from '../capture-whole.ts';
import type { RuleNotes } from '../rule-notes.ts';

/** How the server's own account of a hook is found. */
const SEE_LOG = `See what the server says it sent:
  grep -A 40 'SEND REST OBJECT' /usr/local/FlashphonerWebCallServer/logs/server_logs/flashphoner.log`;
const NOT_CONNECTED =
  'What the call server had to tell there was not told. No connection counts as a refusal: a connect fails; under restOnError FAIL the operation stops; an event is lost on the backend.';

export const RULE_NOTES = {
  'flow/missing-call': {
    text: `For instance, an accepted connect is followed by ConnectionStatusEvent within 10 s. An application calls only the methods that were added to it. See which they are, and add the one that is missing:
  show app-rest-methods <appKey>
  add app-rest-method <appKey> <method>
restPolicy DISABLE in restClientConfig switches a method off: then its absence is no fault.`,
    remedies: { 'connection-failed': ['check-backend', 'open-port'] },
  },
  'flow/inconclusive': CAPTURE_WHOLE,
  'flow/not-seen': {
    text: `See whether the method is added to the application:
  show app-rest-methods <appKey>`,
    phrases: {
      'not-seen':
        'Look at whether the scenario ran, and whether the method is added to the application: show app-rest-methods <appKey>.',
    },
  },
  'flow/after-end': {
    text: 'DISCONNECTED ends a session, FINISH a call, UNPUBLISHED or STOPPED a stream, and FAILED any of them. connect, call, OnCallEvent, publishStream and playStream begin one anew.',
  },
  'flow/repeated': {
    text: 'Since build 5.2.1475 the server repeats a call up to 3 times after an error in sending. rest_client_request_retry_count sets how often.',
  },
  'flow/under-way': {
    ...CAPTURE_WHOLE,
    text: "Signs are ESTABLISHED, HOLD, FINISH, DISCONNECTED, UNPUBLISHED, hangup, StreamKeepAliveEvent and others; connect, call, OnCallEvent, publishStream or playStream would have been the beginning. What connect's answer set for these sessions (restClientConfig) is not known.",
    phrases: {
      'beginning-unknown': 'What the answer to connect configured for these sessions is not known.',
    },
  },
  'answer/status': {
    text: `Every hook is to be answered 200; 403 is the vendor's example of a refusal. A refused connect keeps the client out whatever restOnError says. A refused direct invocation, or incoming call, stops the operation under restOnError FAIL and is only logged under LOG, the default: then the refusal has no effect. Which of both holds is in the answer to connect; where the capture does not have it, it is not known.
To make refusals of a method count, return restClientConfig with restOnError FAIL for it in the answer to connect.
A refusal needs no body. Since build 5.2.968 the client gets the reason phrase of a 4xx as info, or the text of a body that has exactly status and reason.`,
    remedies: {
      usual: ['answer-200', 'check-log'],
      'no-such-path': ['check-url', 'remove-method'],
      'hook-url': ['check-url'],
      credentials: ['set-credentials'],
      deliberate: ['answer-200'],
      'answer-200': ['answer-200'],
      'check-log': ['check-log'],
      'refusal-without-effect': ['set-fail', 'answer-200'],
    },
  },
  'answer/refusal-text': {
    text: 'Since build 5.2.968 the client gets the text of a body with exactly status and reason as info; with a further member, or one less, it gets the reason phrase of the status line.',
    remedies: { usual: ['answer-exactly-status-reason'] },
  },
  'answer/none': {
    text: 'The server waits for rest_request_timeout, 15 s by default. No answer counts as a refusal: connect fails, under restOnError FAIL the operation stops, otherwise the event is lost on the backend.',
    remedies: { usual: ['check-backend', 'set-timeout', 'check-log'] },
  },
  'answer/slow': {
    text: 'A warning from 10 s on, the longest time that the vendor recommends for rest_request_timeout (1 to 10 s); an error from 15 s on, which is its default. The setting does not make the backend faster: make it answer first and work afterwards.',
    remedies: { usual: ['set-timeout'] },
  },
  'answer/not-json': {
    text: 'An answer to connect that is no JSON object holds no restClientConfig, so that the defaults hold for the whole session. The server reads other answers only where restPolicy is OVERWRITE.',
  },
  'answer/context-changed': {
    text: 'nodeId, sessionId and appKey cannot be overridden, whatever restOverwrite says.',
  },
  'answer/not-mirrored': {
    text: `The vendor wants the answer to connect to be exactly what was received, apart from fields overwritten on purpose and restClientConfig, and recommends the same for all other methods. Under restPolicy NOTIFY, which is the default, the server ignores what the answer changes. Under OVERWRITE a field that restOverwrite names and the answer lacks may be lost.
To make a change count, put into the answer to connect:
  {"restClientConfig":{"<method>":{"restPolicy":"OVERWRITE","restOverwrite":"<parameter>"}}}`,
    phrases: {
      'some-changes-count':
        'The call server takes over only what restOverwrite names, and ignores the other changes.',
      'changes-ignored':
        'Unless restPolicy OVERWRITE and restOverwrite say so for <method>, the call server ignores the changes.',
    },
  },
  'transport/refused': {
    text: `See the address that the application has for its backend, and change it where it is wrong:
  show apps -d
  update app -l <url> <name>
No connection counts as a refusal: a connect fails; under restOnError FAIL the operation stops; an event is lost on the backend.`,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['check-backend', 'show-apps', 'check-url'] },
  },
  'transport/unanswered': {
    text: `See the address that the application has for its backend:
  show apps -d`,
    phrases: { 'not-connected': NOT_CONNECTED },
    remedies: { usual: ['open-port', 'check-backend', 'show-apps'] },
  },
  'transport/reset': {
    text: 'The server resets the connection when rest_request_timeout is over.',
    remedies: { usual: ['check-backend', 'check-log'], 'reset-by-call-server': ['set-timeout'] },
  },
  'tls/handshake-failed': {
    text: `The server is a JVM: it trusts what is in the trust store of the Java that runs it (lib/security/cacerts, unless -Djavax.net.ssl.trustStore names another one). Java 17 calls an unknown issuer and a wrong name "certificate unknown", and in TLS 1.3 sends alerts encrypted. See the server's own account of a handshake with this line among the JVM options:
  -Djavax.net.debug=ssl,handshake`,
    remedies: { 'untrusted-certificate': ['trust-certificate'] },
  },
  'tls/wrong-protocol': { remedies: { 'hook-url': ['check-url'] } },
  'tls/encrypted': {
    text: `The server logs the keys of all its hooks where the agent extract-tls-secrets is in its JVM: in conf/wcs-core.properties, among the JVM options,
  -javaagent:/opt/tls-agent.jar=/tmp/tls-keys.log`,
    remedies: { usual: ['log-tls-keys', 'log-tls-keys-without-restart'] },
  },
  'capture/cut-frames': {
    ...CAPTURE_WHOLE,
    text: "The capture command in the vendor's manual has -s 4096, and a body with SDP on the loopback interface is longer than that.",
  },
  'capture/lost-packets': {
    text: `Backends usually listen on port 9091 or 8081:
  tcpdump -i any -s 0 -B 65536 port 9091 -w log.pcap`,
  },
  'hooks/unknown-method': {
    text: `See which methods the server sends:
  show app-rest-methods <appKey>`,
  },
  'http/method': {
    text: `Set the final address of the backend in the server:
  update app -l <url> <name>`,
  },
  'http/content-type': {
    text: 'restClientConfig is among what the server may not read from an answer that claims to be something else.',
  },
  'payload/auth-hash': {
    text: `With rest_hook_send_hash=true the server adds "Authorization: WCS <hex>" to every hook, where <hex> is the HMAC-MD5 of the body with rest_hook_secret_key. In flashphoner.properties:
  rest_hook_send_hash=true
  rest_hook_secret_key=<key>
then restart it. Compute the hash of a body:
  openssl dgst -md5 -hmac "$KEY" body.json`,
  },
  'payload/not-json': { text: SEE_LOG },
  'payload/missing': {
    text: `${SEE_LOG}
The context is nodeId, sessionId and appKey; servers of old versions send no nodeId. restExclude in the answer to connect leaves parameters out (clientExclude is for the client only).`,
    remedies: { usual: ['check-log'] },
  },
  'payload/type': { text: SEE_LOG, remedies: { usual: ['check-log'] } },
  'payload/undocumented': {
    text: 'The vendor says of the tables that the exact list is in the log.',
  },
  'payload/duplicate-key': { text: SEE_LOG },
  'config/rest-client-config': {
    text: `restClientConfig in the answer to connect is keyed by method; each method may have clientExclude, restExclude and restOverwrite (names with commas between), restOnError (LOG or FAIL) and restPolicy (NOTIFY, OVERWRITE or DISABLE). The defaults are restOnError LOG, so that a refusal has no effect, and restPolicy NOTIFY, so that what the answer changes is ignored. For example:
  {"restClientConfig":{"publishStream":{"restOnError":"FAIL","restPolicy":"OVERWRITE","restOverwrite":"name"}}}`,
  },
} as const satisfies RuleNotes;
