import { anyServer } from '../../dialects/index.ts';
import { counted } from '../wording.ts';
import { againIn, isNginx, nothing, quotedPath, type RefusalReason, serverName } from './refusal-reason.ts';

const CSRF = /csrf|cross[- ]site request forgery|authenticity ?token|page expired/i;
const FIREWALLS =
  /cloudflare|awselb|akamai|sucuri|imperva|incapsula|big-?ip|mod_?security|azure|google frontend/i;
const FIREWALL_PAGE =
  /attention required|web application firewall|request (?:was )?blocked|mod_?security|incident id|reference #/i;

/** Reasons of statuses 4xx that the form of the request does not explain. */
export const CLIENT_ERRORS: readonly RefusalReason[] = [
  {
    id: 'csrf',
    statuses: '4xx',
    when: ({ status, answer }) => status === 419 || CSRF.test(answer.text),
    says: () => "the backend's CSRF protection refused it",
    steps: (_, server) => [
      `Exempt the hook path from CSRF protection (Django: csrf_exempt; Laravel: the exceptions of the CSRF middleware; Rails: skip_forgery_protection; Spring: ignoringRequestMatchers): ${anyServer(server)} has no CSRF token.`,
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
    steps: (_, server) => [
      `Give ${server} the credentials of the backend, or exempt the hook path from authentication.`,
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
      serverName(facts) === ''
        ? 'a firewall in front of the backend seems to have refused it'
        : `the answer comes through ${serverName(facts)}, whose firewall may have refused it`,
    steps: (_, server) => [
      `Allow ${server}'s address and the hook path in the firewall in front of the backend.`,
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
    says: nothing,
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
      `the page is that of ${serverName(facts)}, which seems to serve ${quotedPath(facts)} as static files: these take no POST, and no program sees the hook`,
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
      return allow === undefined || allow.trim() === ''
        ? `${quotedPath(facts)} takes no ${facts.request.method}`
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
        : `its body of ${counted(request.length, 'byte')} is larger than is allowed`,
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
    says: nothing,
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
    says: nothing,
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
    steps: (_, server) => [
      `Take ${server}'s address out of the rate limit of the backend, or raise the limit: hooks come in bursts.`,
    ],
    situation: 'other',
  },
];
