import { hostOf } from '../../base/endpoint.ts';
import type { NetworkFacts } from '../network-facts.ts';

/** How programs that are known by their field Server write the keys of TLS sessions: clauses, to follow the name and a colon. */
const KEY_LOGS: readonly {
  readonly name: string;
  readonly sign: RegExp;
  readonly how: string;
}[] = [
  {
    name: 'nginx',
    sign: /^(?:nginx|openresty|tengine)\b/i,
    how: 'ssl_key_log FILE in NGINX Plus from 1.27.2 on; otherwise a library for LD_PRELOAD (docs/tls.md)',
  },
  {
    name: 'a server on a JVM',
    sign: /^(?:jetty|apache-coyote|tomcat|wildfly|jboss|undertow|glassfish|payara)\b/i,
    how: 'the agent extract-tls-secrets among its JVM options, -javaagent:tls-agent.jar=FILE',
  },
  {
    name: 'Apache httpd',
    sign: /^apache\b/i,
    how: 'the environment variable SSLKEYLOGFILE=FILE when it starts',
  },
  {
    name: 'Python',
    sign: /\bpython\/|^(?:gunicorn|uvicorn|hypercorn|werkzeug|waitress)\b/i,
    how: 'context.keylog_filename of its ssl.SSLContext',
  },
  { name: 'a Go program', sign: /^caddy\b/i, how: 'KeyLogWriter of its tls.Config' },
  { name: '.NET', sign: /^kestrel\b/i, how: 'a library for LD_PRELOAD (docs/tls.md)' },
];

/** How the keys are had where it is not known what runs there. */
const OF_ANY =
  'Node.js: --tls-keylog=FILE; Apache httpd: environment SSLKEYLOGFILE; Python, Go, HAProxy, nginx: see docs/tls.md';

/**
 * How the backend at `server` (`address:port`) writes a key log: by what answered plain HTTP on the same host, where it names itself,
 * else for the usual programs. A clause.
 */
export function backendKeyLog(
  server: string,
  { otherRequests }: Pick<NetworkFacts, 'otherRequests'>,
): string {
  const host = hostOf(server);
  for (const kind of otherRequests) {
    const { software } = kind;
    if (software === null || hostOf(kind.server) !== host) continue;
    const known = KEY_LOGS.find(({ sign }) => sign.test(software));
    if (known !== undefined) return `by its answers in plain HTTP it is ${known.name}: ${known.how}`;
  }
  return OF_ANY;
}
