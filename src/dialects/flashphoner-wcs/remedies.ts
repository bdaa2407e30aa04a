/** What the engineer can type or set, and why a capture may hold no hook at all. */
import type { AbsenceExplanation, MethodActivation, Remedy } from '../types.ts';

const CLI = 'ssh -p 2001 admin@localhost';

export const REMEDIES = [
  {
    id: 'add-method',
    where: 'server-cli',
    commands: [CLI, 'add app-rest-method <appKey> <method>'],
    description:
      'Make the server call the backend for this method: an application calls only the methods added to it.',
    source: 'APPS',
  },
  {
    id: 'add-all-methods',
    where: 'server-cli',
    commands: [CLI, 'add app-rest-method -a <appKey>'],
    description:
      'Make the server call the backend for all methods. Every URL must then answer 200 and return what it received.',
    source: 'APPS',
  },
  {
    id: 'add-rtmp-methods',
    where: 'server-cli',
    commands: [CLI, 'add app-rest-method -a flashStreamingApp', 'update app -l <url> flashStreamingApp'],
    description:
      'Give hooks of RTMP clients a backend: OBS, ffmpeg and other RTMP clients belong to the application flashStreamingApp.',
    source: 'RTMP-HOOKS',
  },
  {
    id: 'enable-rtsp-hooks',
    where: 'server-setting',
    commands: ['rtsp_server_auth_enabled=true'],
    description: 'Have playRTSP sent; it is false by default.',
    source: 'RTSP-HOOKS',
  },
  {
    id: 'enable-hls-hooks',
    where: 'server-setting',
    commands: ['hls_auth_enabled=true'],
    description:
      'Have playHLS sent; it is false by default. hls_auth_token_cache is for how many seconds a token is not asked about again.',
    source: 'HLS-AUTH',
  },
  {
    id: 'answer-exactly-status-reason',
    where: 'backend',
    commands: [],
    description:
      'Refuse with a body of status and reason and nothing else: {"status":403,"reason":"Your text"}. Since build 5.2.968 the client then gets the text as info.',
    source: 'CUSTOM-ERROR',
  },
  {
    id: 'remove-method',
    where: 'server-cli',
    commands: [CLI, 'remove app-rest-method <appKey> <method>'],
    description: 'Stop the server from calling a method that the backend does not have.',
    source: 'APPS',
  },
  {
    id: 'show-methods',
    where: 'server-cli',
    commands: [CLI, 'show app-rest-methods <appKey>'],
    description: 'See for which methods the server calls the backend.',
    source: 'APPS',
  },
  {
    id: 'show-apps',
    where: 'server-cli',
    commands: [CLI, 'show apps -d'],
    description: "See the applications, their keys and their backends' addresses.",
    source: 'APPS',
  },
  {
    id: 'check-url',
    where: 'server-cli',
    commands: [CLI, 'update app -l <url> <name>'],
    description: "Set the address of the application's backend.",
    source: 'APPS',
  },
  {
    id: 'set-credentials',
    where: 'server-cli',
    commands: [],
    description:
      'An application can have a user and a password for HTTP Basic authentication: options -u and -p of add app.',
    source: 'APPS',
  },
  {
    id: 'check-backend',
    where: 'shell',
    commands: [`curl -i -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>`],
    description: 'See, on the machine of the call server, whether the backend answers at all.',
    source: 'REST-HTTP',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to the call server in every firewall between them.",
    source: 'REST-HTTP',
  },
  {
    id: 'answer-200',
    where: 'backend',
    commands: [],
    description: 'Answer 200 with Content-Type application/json, and return the body that was received.',
    source: 'TYPES',
  },
  {
    id: 'set-fail',
    where: 'backend',
    commands: [],
    description:
      'To make refusals count, return restClientConfig with restOnError "FAIL" for this method in the answer to connect.',
    source: 'RCC',
  },
  {
    id: 'enable-in-client-config',
    where: 'backend',
    commands: [],
    description: 'Take restPolicy DISABLE for this method out of restClientConfig in the answer to connect.',
    source: 'RCC',
  },
  {
    id: 'set-timeout',
    where: 'server-setting',
    commands: [],
    description:
      'Make the backend answer first and work afterwards: the server waits for rest_request_timeout, 15 s by default, and the vendor recommends 1 to 10 s.',
    source: 'RESTM',
  },
  {
    id: 'enable-hooks',
    where: 'server-setting',
    commands: ['disable_rest_requests=false'],
    description: 'Switch hooks on; true sends none at all.',
    source: 'RESTM',
  },
  {
    id: 'enable-keep-alive',
    where: 'server-setting',
    commands: [
      'keep_alive_streaming_sessions_enabled=true',
      'streaming_sessions_keep_alive_interval=10000',
      'streaming_sessions_keep_alive_app_keys=<appKey>',
    ],
    description: 'Have StreamKeepAliveEvent sent; the method must be added to the application as well.',
    source: 'KEEPALIVE',
  },
  {
    id: 'check-log',
    where: 'shell',
    commands: [
      `grep -A 40 'SEND REST OBJECT' /usr/local/FlashphonerWebCallServer/logs/server_logs/flashphoner.log`,
    ],
    description: 'See what the server sent and received, by its own account; works for HTTPS too.',
    source: 'OBJF',
  },
  {
    // The file has another name than the agent: with "secrets" in it, reports would mask what comes after it.
    id: 'log-tls-keys',
    where: 'server-setting',
    commands: ['-javaagent:/opt/tls-agent.jar=/tmp/tls-keys.log'],
    description:
      'Have the server log the keys of its TLS sessions, which covers all hooks of the node: put the agent extract-tls-secrets (name.neykov:extract-tls-secrets on Maven Central) on the machine as /opt/tls-agent.jar, add this line to the JVM options in /usr/local/FlashphonerWebCallServer/conf/wcs-core.properties, and restart the server.',
    source: 'TLS-AGENT',
  },
  {
    id: 'log-tls-keys-without-restart',
    where: 'shell',
    commands: [
      'java -jar /opt/tls-agent.jar list',
      'java -jar /opt/tls-agent.jar attach <pid> /tmp/tls-keys.log',
    ],
    description: 'The same without a restart, as the user that the server runs as; it needs a JDK.',
    source: 'TLS-AGENT',
  },
  {
    id: 'trust-certificate',
    where: 'shell',
    commands: [
      "openssl s_client -connect <server> -servername <host> -showcerts </dev/null | sed -n '/BEGIN CERT/,/END CERT/p' >backend.pem",
      'keytool -importcert -cacerts -storepass changeit -alias <host> -file backend.pem',
    ],
    description:
      "Import the backend's certificate, or better that of its issuer, into the trust store of the JVM that runs the server, and restart the server. keytool takes the first certificate of the file; where Java is older than 9, write -keystore $JAVA_HOME/jre/lib/security/cacerts in place of -cacerts.",
    source: 'JSSE',
  },
  {
    id: 'capture-whole',
    where: 'shell',
    commands: ['tcpdump -i any -s 0 -w log.pcap'],
    description:
      'Capture again on all interfaces with whole frames; start before the client connects, and stop a minute after the trouble.',
    source: 'TRAFFIC',
  },
] as const satisfies readonly Remedy[];

/** An application calls only the methods that were added to it (vendor's page "Applications management"). */
export const ACTIVATION = {
  how: 'with add app-rest-method',
  remedies: ['add-method', 'add-all-methods', 'show-methods'],
  shownBy: 'show-methods',
} as const satisfies MethodActivation;

export const ABSENCES = [
  {
    id: 'hooks-disabled',
    description: 'Hooks are switched off on the server (disable_rest_requests=true).',
    remedies: ['enable-hooks'],
    ruledOutBy: [],
    source: 'RESTM',
  },
  {
    id: 'no-methods-added',
    description:
      'The application has no REST methods: one that was made on the node has none until they are added, and its backend is http://localhost:8081/apps/EchoApp until another is set.',
    remedies: ['show-methods', 'add-all-methods'],
    ruledOutBy: [],
    source: 'CONTROL-METHODS',
  },
  {
    id: 'unknown-app-key',
    description:
      'The client connects with an appKey that the server does not know: it is turned down and no backend is called.',
    remedies: ['show-apps'],
    ruledOutBy: [],
    source: 'CF-ERR',
  },
  {
    id: 'wrong-url',
    description: "The application's backend is at another address than the one that was captured.",
    remedies: ['show-apps', 'check-url'],
    ruledOutBy: [],
    source: 'REST-HTTP',
  },
  {
    id: 'encrypted',
    description:
      'The backend is called over HTTPS: without its keys a capture shows only TLS. The server log has the hooks.',
    remedies: ['check-log', 'log-tls-keys'],
    ruledOutBy: ['no-tls'],
    source: 'RESTM',
  },
  {
    id: 'wrong-interface',
    description:
      'The capture was taken on an interface that hooks do not pass; a local backend is on the loopback.',
    remedies: ['capture-whole'],
    ruledOutBy: ['traffic-on-port'],
    source: 'TRAFFIC',
  },
  {
    id: 'methods-switched-off',
    description: 'restClientConfig switches the methods off (restPolicy DISABLE).',
    remedies: ['enable-in-client-config'],
    ruledOutBy: [],
    source: 'RCC',
  },
  {
    id: 'rtmp-application',
    description:
      'The client uses RTMP (OBS, ffmpeg): its hooks belong to the application flashStreamingApp, which may have no REST methods or another backend.',
    remedies: ['add-rtmp-methods', 'show-apps'],
    ruledOutBy: [],
    source: 'RTMP-HOOKS',
  },
  {
    id: 'rtsp-hooks-off',
    description:
      'The viewer uses RTSP, and the server asks the backend about that only under rtsp_server_auth_enabled=true.',
    remedies: ['enable-rtsp-hooks'],
    ruledOutBy: [],
    source: 'RTSP-HOOKS',
  },
  {
    id: 'hls-hooks-off',
    description:
      'The viewer uses HLS, and the server asks the backend about that only under hls_auth_enabled=true.',
    remedies: ['enable-hls-hooks'],
    ruledOutBy: [],
    source: 'HLS-AUTH',
  },
] as const satisfies readonly AbsenceExplanation[];
