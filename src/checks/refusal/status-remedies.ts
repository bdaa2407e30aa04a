/**
 * What an answer that does not accept a call means, and what to do about it, by its status and by what else it and the
 * request show. The first row that fits is taken. Statuses are those of RFC 9110 §15 unless a row says otherwise.
 */
import { acceptanceText, type Dialect, type RemedyCase } from '../../dialects/index.ts';
import { locationOf, redirectOf, stepsToward } from './redirect.ts';
import type { RefusalFacts } from './refusal-facts.ts';

/** One reason for a refusal. */
export interface RefusalReason {
  /** Stable name: calls refused for different reasons are not counted together. */
  readonly id: string;
  readonly statuses: StatusClass | readonly number[];
  /** What must hold besides the status; left out: nothing. */
  readonly when?: (facts: RefusalFacts) => boolean;
  /** A clause for the message, to follow the status and a colon; null where the status says all. Facts as they may be shown. */
  readonly says: (facts: RefusalFacts, dialect: Dialect) => string | null;
  /** What to do, one step a line. */
  readonly steps: (facts: RefusalFacts) => readonly string[];
  /** The situation in the terms of dialects, whose own remedies follow the steps. */
  readonly situation: RemedyCase;
}

type StatusClass = 'any' | '2xx' | '3xx' | '4xx' | '5xx';

const CSRF = /csrf|cross[- ]site request forgery|authenticity ?token|page expired/i;
const PLAIN_TO_TLS =
  /plain HTTP request was sent to (?:an? )?(?:HTTPS|TLS|SSL)|speaking plain HTTP to an SSL|HTTP request to an HTTPS server|combination of host and port requires TLS|HTTP to an HTTPS/i;
const FIREWALLS =
  /cloudflare|awselb|akamai|sucuri|imperva|incapsula|big-?ip|mod_?security|azure|google frontend/i;
const FIREWALL_PAGE =
  /attention required|web application firewall|request (?:was )?blocked|mod_?security|incident id|reference #/i;

const quotedPath = ({ request }: RefusalFacts): string => (request.path === '' ? 'it' : `"${request.path}"`);
const server = ({ answer }: RefusalFacts): string => answer.fields.server?.split(/[/ (]/, 1)[0] ?? '';
const isNginx = (facts: RefusalFacts): boolean => /^(?:nginx|openresty|tengine)$/i.test(server(facts));
const none = (): null => null;

/** Reasons that lie in the form of the request, and show in answers of many statuses. */
const OF_THE_REQUEST: readonly RefusalReason[] = [
  {
    id: 'plain-http-to-tls',
    statuses: '4xx',
    when: ({ answer }) => PLAIN_TO_TLS.test(answer.text),
    says: () => 'the port speaks HTTPS (TLS), and the request is plain HTTP',
    steps: () => ['Write https:// in the hook URL, or the port at which the backend speaks plain HTTP.'],
    situation: 'hook-url',
  },
  {
    id: 'proxy-line',
    statuses: [400],
    when: ({ request }) => request.proxyLine !== null,
    says: () => 'a PROXY line stands before the request, which the backend seems not to expect',
    steps: () => [
      'Switch the PROXY protocol off at the balancer that adds the line (send-proxy, proxy_protocol), or switch reading it on at the backend.',
    ],
    situation: 'other',
  },
  {
    id: 'host-malformed',
    statuses: [400, 421],
    when: ({ request }) => request.hostFault?.kind === 'malformed',
    says: ({ request }) =>
      request.hostFault?.kind === 'malformed'
        ? `its Host field is malformed: "${request.hostFault.value}" is no host and port`
        : null,
    steps: ({ request }) => [
      request.hostFault?.kind === 'malformed' && /\s/.test(request.hostFault.value)
        ? "Take the space out of the backend's address where the call server has it; a web server must refuse such a Host field (RFC 9112 §3.2)."
        : "Correct the backend's address where the call server has it; a web server must refuse such a Host field (RFC 9112 §3.2).",
    ],
    situation: 'hook-url',
  },
  {
    id: 'host-absent',
    statuses: [400],
    when: ({ request }) => request.hostFault !== null,
    says: ({ request }) =>
      request.hostFault?.kind === 'absent'
        ? 'the request has no Host field'
        : 'the request has more than one Host field',
    steps: () => [
      'A web server must refuse that (RFC 9112 §3.2): put a proxy that mends the request in front of the backend, and look for one that spoils it.',
    ],
    situation: 'other',
  },
  {
    id: 'no-target',
    statuses: [0, 400, 404, 405, 501],
    when: ({ request }) => !request.hasTarget,
    says: () => 'the request line has no target',
    steps: () => [
      'Most web servers refuse such a request line: receive these hooks with a program that reads it, or put one that adds a path in front of the backend.',
    ],
    situation: 'other',
  },
  {
    id: 'length-required',
    statuses: [411],
    says: ({ request }) =>
      request.isChunked
        ? 'the request is chunked and has no Content-Length, which the backend demands'
        : request.hasLength
          ? 'it demands a Content-Length'
          : 'the request has no Content-Length, which the backend demands',
    steps: () => [
      'Put a proxy in front that reads the whole request and adds its Content-Length (nginx does so by default), or take a backend that reads chunked requests.',
    ],
    situation: 'other',
  },
  {
    id: 'expectation',
    statuses: [417],
    says: ({ request }) =>
      request.expect === null
        ? null
        : `the request has "Expect: ${request.expect}", which the backend does not support`,
    steps: () => ['Have the backend (or a proxy in front of it) accept Expect: 100-continue.'],
    situation: 'other',
  },
  {
    id: 'upgrade',
    statuses: [400, 421, 426, 501, 505],
    when: ({ request }) => request.upgrade !== null,
    says: ({ request }) =>
      `the request asks for an upgrade (Upgrade: ${request.upgrade ?? ''}), which may be why`,
    steps: () => [
      'Have the client stay with HTTP/1.1 (do not send Upgrade: h2c), or the proxy in front drop the fields Upgrade and HTTP2-Settings.',
    ],
    situation: 'other',
  },
  {
    id: 'chunked',
    statuses: [400, 501],
    when: ({ request }) => request.isChunked,
    says: () => 'the request is chunked, which may be why',
    steps: () => [
      'Put a proxy in front that reads the whole request and adds its Content-Length (nginx does so by default), or take a backend that reads chunked requests.',
    ],
    situation: 'other',
  },
];

/** A redirect whose place no address in the call server leads to: the backend has to take the hook itself. */
const staysWithBackend = (facts: RefusalFacts): boolean => {
  const way = redirectOf(facts);
  return way === 'slash-added' || way === 'login';
};
const losesPayload = (facts: RefusalFacts): string =>
  `a redirect to ${locationOf(facts)}; a client that follows it mostly turns POST into GET, and the payload is lost`;
const keepsPayload = (facts: RefusalFacts): string =>
  `a redirect to ${locationOf(facts)}; it is followed with the payload, or not at all`;
const LOSING_PAYLOAD = [301, 302, 303] as const;
const KEEPING_PAYLOAD = [307, 308] as const;

const REDIRECTS: readonly RefusalReason[] = [
  {
    id: 'redirect-nowhere',
    statuses: '3xx',
    when: ({ answer }) => answer.fields.location === undefined,
    says: () => 'it does not take the payload, and names no other place for it',
    steps: () => ['Have the backend answer the hook itself.'],
    situation: 'usual',
  },
  {
    id: 'redirect-of-backend',
    statuses: LOSING_PAYLOAD,
    when: staysWithBackend,
    says: losesPayload,
    steps: stepsToward,
    situation: 'other',
  },
  {
    id: 'redirect-of-backend-with-payload',
    statuses: KEEPING_PAYLOAD,
    when: staysWithBackend,
    says: keepsPayload,
    steps: stepsToward,
    situation: 'other',
  },
  {
    id: 'redirect',
    statuses: LOSING_PAYLOAD,
    says: losesPayload,
    steps: stepsToward,
    situation: 'hook-url',
  },
  {
    id: 'redirect-with-payload',
    statuses: KEEPING_PAYLOAD,
    says: keepsPayload,
    steps: stepsToward,
    situation: 'hook-url',
  },
  {
    id: 'redirect-of-other-status',
    statuses: '3xx',
    says: (facts) => `it names ${locationOf(facts)} instead`,
    steps: () => ['Have the backend answer the hook itself.'],
    situation: 'usual',
  },
];

const CLIENT_ERRORS: readonly RefusalReason[] = [
  {
    id: 'csrf',
    statuses: '4xx',
    when: ({ status, answer }) => status === 419 || CSRF.test(answer.text),
    says: () => "the backend's CSRF protection refused it",
    steps: () => [
      'Exempt the hook path from CSRF protection (Django: csrf_exempt; Laravel: the exceptions of the CSRF middleware; Rails: skip_forgery_protection; Spring: ignoringRequestMatchers): a call server has no CSRF token.',
    ],
    situation: 'other',
  },
  {
    id: 'credentials',
    statuses: [401, 407],
    says: ({ answer }) =>
      answer.fields['www-authenticate'] === undefined
        ? 'the backend wants credentials'
        : `the backend wants credentials (${answer.fields['www-authenticate']})`,
    steps: () => [
      'Give the call server the credentials of the backend, or exempt the hook path from authentication.',
    ],
    situation: 'credentials',
  },
  {
    id: 'forbidden-by-firewall',
    statuses: [403, 406, 451],
    when: (facts) =>
      facts.answer.body !== 'json' &&
      (FIREWALLS.test(facts.answer.fields.server ?? '') || FIREWALL_PAGE.test(facts.answer.text)),
    says: (facts) =>
      server(facts) === ''
        ? 'a firewall in front of the backend seems to have refused it'
        : `the answer comes through ${server(facts)}, whose firewall may have refused it`,
    steps: () => [
      "Allow the call server's address and the hook path in the firewall in front of the backend.",
    ],
    situation: 'other',
  },
  {
    id: 'forbidden-by-web-server',
    statuses: [403],
    when: ({ answer }) => answer.isStockPage,
    says: () =>
      "the page is the web server's own, which seems to have refused the request itself, before any program saw it",
    steps: () => [
      'Look at the rules of the web server for this path (allow and deny, Require, permissions of files), and at its error log.',
    ],
    situation: 'other',
  },
  {
    id: 'forbidden',
    statuses: [403],
    says: none,
    steps: () => [],
    situation: 'deliberate',
  },
  {
    id: 'no-such-path',
    statuses: [404, 410],
    says: (facts) =>
      facts.answer.isStockPage
        ? `there is nothing at ${quotedPath(facts)}; the page is the web server's own, which seems to pass this path on to no program`
        : `there is nothing at ${quotedPath(facts)}`,
    steps: () => [
      'Compare the path, its prefix and its spelling (upper and lower case), with the routes of the backend.',
    ],
    situation: 'no-such-path',
  },
  {
    id: 'static-file',
    statuses: [405],
    when: (facts) => isNginx(facts) && facts.answer.isStockPage && facts.answer.fields.allow === undefined,
    says: (facts) =>
      `the page is that of ${server(facts)}, which seems to serve ${quotedPath(facts)} as static files: these take no POST, and no program sees the hook`,
    steps: () => [
      'Pass the hook path on to the program (proxy_pass, fastcgi_pass) in the configuration of the web server.',
    ],
    situation: 'other',
  },
  {
    id: 'method-not-allowed',
    statuses: [405],
    says: (facts) => {
      const { allow } = facts.answer.fields;
      const method = facts.request.method === '' ? 'POST' : facts.request.method;
      return allow === undefined || allow.trim() === ''
        ? `${quotedPath(facts)} takes no ${method}`
        : `${quotedPath(facts)} takes ${allow} only`;
    },
    steps: () => ['Have the route of the hook take POST, or correct the path of the hook URL.'],
    situation: 'no-such-path',
  },
  {
    id: 'request-timeout',
    statuses: [408],
    says: () => 'the backend had waited too long for the rest of the request',
    steps: () => [
      'Look whether the request came slowly or not in whole: packets lost on the way, or a length that is too large.',
    ],
    situation: 'other',
  },
  {
    id: 'too-large',
    statuses: [413],
    says: ({ request }) =>
      request.length === 0
        ? 'the request is larger than is allowed'
        : `its body of ${bytes(request.length)} is larger than is allowed`,
    steps: (facts) => [
      isNginx(facts)
        ? 'Raise client_max_body_size in nginx for the hook path.'
        : 'Raise the limit of the size of a body for the hook path: client_max_body_size in nginx, LimitRequestBody in Apache, the limit of the JSON parser in the backend.',
    ],
    situation: 'other',
  },
  {
    id: 'header-too-large',
    statuses: [414, 431],
    says: none,
    steps: () => [
      'Raise the limit of the length of request lines and header fields at the backend, or shorten what proxies add.',
    ],
    situation: 'other',
  },
  {
    id: 'media-type',
    statuses: [415],
    says: ({ request }) =>
      request.contentType === null
        ? 'the request has no Content-Type'
        : `the backend does not read Content-Type "${request.contentType}"`,
    steps: () => [
      'Have the route of the hook read a body of this type: JSON is what it holds, whatever parameters stand behind the type.',
    ],
    situation: 'other',
  },
  {
    id: 'unprocessable',
    statuses: [400, 422],
    says: none,
    steps: () => [
      "Look at the backend's own log and at what its answer says: a field that its model does not have, or has with another type, is refused like this.",
    ],
    situation: 'check-log',
  },
  {
    id: 'wrong-server',
    statuses: [421],
    says: () => 'the request was sent to a server that does not answer for its host',
    steps: () => ['Compare the host in the hook URL with the names that the web server answers for.'],
    situation: 'hook-url',
  },
  {
    id: 'other-protocol',
    statuses: [426],
    says: () => 'the backend wants another protocol',
    steps: () => ['Have the backend accept HTTP/1.1 at the hook path.'],
    situation: 'hook-url',
  },
  {
    id: 'too-many',
    statuses: [429],
    says: (facts) => `too many requests${againIn(facts)}`,
    steps: () => [
      "Take the call server's address out of the rate limit of the backend, or raise the limit: hooks come in bursts.",
    ],
    situation: 'other',
  },
];

const SERVER_ERRORS: readonly RefusalReason[] = [
  {
    id: 'exception',
    statuses: [500],
    says: () => 'the backend failed at it',
    steps: () => [
      "Look for the exception in the backend's own log at this time, and send the same request again with curl to see it.",
    ],
    situation: 'check-log',
  },
  {
    id: 'not-implemented',
    statuses: [501],
    says: ({ request }) =>
      `the backend does not implement ${request.method === '' ? 'this' : request.method}`,
    steps: () => ['Have the backend implement POST at the hook path; a bare static file server does not.'],
    situation: 'no-such-path',
  },
  {
    id: 'bad-gateway',
    statuses: [502],
    says: () => 'a proxy was reached, and the application behind it was not, or did not answer in HTTP',
    steps: () => [
      'Start the application behind the proxy, and see in the error log of the proxy which address it tries.',
    ],
    situation: 'other',
  },
  {
    id: 'unavailable',
    statuses: [503],
    says: (facts) =>
      `the backend, or a proxy in front of it, could not serve it at that time${againIn(facts)}`,
    steps: () => [
      'Start the application behind the web server, or give it more capacity; it may also have been taken out of service on purpose.',
    ],
    situation: 'other',
  },
  {
    id: 'gateway-timeout',
    statuses: [504],
    says: () =>
      'a proxy was reached, and the application behind it did not answer in the time that the proxy waits',
    steps: () => [
      "See why the application is slow or hangs; the time-out that ended it is the proxy's (proxy_read_timeout in nginx).",
    ],
    situation: 'other',
  },
];

/** By class, where nothing more is known of a status. */
const BY_CLASS: readonly RefusalReason[] = [
  {
    id: 'not-accepted',
    statuses: '2xx',
    says: (_, dialect) => `only ${acceptanceText(dialect)} counts as accepted`,
    steps: () => [],
    situation: 'answer-200',
  },
  {
    id: 'client-error',
    statuses: '4xx',
    says: none,
    steps: () => ["Look at the backend's own log for why it does not take the request as it is."],
    situation: 'usual',
  },
  {
    id: 'server-error',
    statuses: '5xx',
    says: none,
    steps: () => ["Look at the backend's own log: it says that the fault is its own."],
    situation: 'check-log',
  },
  { id: 'other', statuses: 'any', says: none, steps: () => [], situation: 'usual' },
];

const REASONS: readonly RefusalReason[] = [
  ...OF_THE_REQUEST,
  ...REDIRECTS,
  ...CLIENT_ERRORS,
  ...SERVER_ERRORS,
  ...BY_CLASS,
];

/** The reason that fits best. */
export function reasonOf(facts: RefusalFacts): RefusalReason {
  const found = REASONS.find(
    ({ statuses, when }) => isAmong(statuses, facts.status) && (when === undefined || when(facts)),
  );
  // The last row fits everything.
  return found ?? BY_CLASS[BY_CLASS.length - 1];
}

function isAmong(statuses: RefusalReason['statuses'], status: number): boolean {
  if (typeof statuses !== 'string') return statuses.includes(status);
  return statuses === 'any' || Number(statuses[0]) === Math.floor(status / 100);
}

/** Retry-After is a number of seconds or a date (RFC 9110 §10.2.3). */
function againIn({ answer }: RefusalFacts): string {
  const after = answer.fields['retry-after'];
  if (after === undefined) return '';
  if (!/^\d+$/.test(after)) return `; it asks to be tried again after ${after}`;
  return `; it asks to be tried again in ${after} s`;
}

function bytes(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

/** The situation of the reason of an id, in the terms of dialects. */
export function situationOf(id: string): RemedyCase {
  return REASONS.find((reason) => reason.id === id)?.situation ?? 'usual';
}
