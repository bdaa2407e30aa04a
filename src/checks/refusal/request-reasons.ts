import { beginsTlsAlert } from '../tls/alert-in-clear.ts';
import type { RefusalReason } from './refusal-reason.ts';

const PLAIN_TO_TLS =
  /plain HTTP request was sent to (?:an? )?(?:HTTPS|TLS|SSL)|speaking plain HTTP to an SSL|HTTP request to an HTTPS server|combination of host and port requires TLS|HTTP to an HTTPS/i;
/** What to do where a backend does not read a body in chunks. */
export const ADD_LENGTH =
  'Put a proxy in front that reads the whole request and adds its Content-Length (nginx does so by default), or take a backend that reads chunked requests.';

const TAKE_HTTPS = 'Write https:// in the hook URL, or the port at which the backend speaks plain HTTP.';

/** Reasons that lie in the form of the request, and show in answers of many statuses. */
export const OF_THE_REQUEST: readonly RefusalReason[] = [
  {
    id: 'plain-http-to-tls',
    statuses: [0],
    when: ({ answer }) => beginsTlsAlert(answer.text),
    says: () => 'the answer is an alert of TLS: the port speaks HTTPS (TLS), and the request is plain HTTP',
    steps: () => [TAKE_HTTPS],
    situation: 'hook-url',
  },
  {
    id: 'plain-http-to-tls',
    statuses: '4xx',
    when: ({ answer }) => PLAIN_TO_TLS.test(answer.text),
    says: () => 'the port speaks HTTPS (TLS), and the request is plain HTTP',
    steps: () => [TAKE_HTTPS],
    situation: 'hook-url',
  },
  {
    id: 'proxy-header',
    statuses: [400],
    when: ({ request }) => request.proxyHeader !== null,
    says: () =>
      'a header of the PROXY protocol stands before the request, which the backend seems not to expect',
    steps: () => [
      'Switch the PROXY protocol off at the balancer that adds the header (send-proxy, proxy_protocol), or switch reading it on at the backend.',
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
    steps: ({ request }, server) => [
      request.hostFault?.kind === 'malformed' && /\s/.test(request.hostFault.value)
        ? `Take the space out of the backend's address where ${server} has it; a web server must refuse such a Host field (RFC 9112 §3.2).`
        : `Correct the backend's address where ${server} has it; a web server must refuse such a Host field (RFC 9112 §3.2).`,
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
    steps: () => [ADD_LENGTH],
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
    steps: () => [ADD_LENGTH],
    situation: 'other',
  },
];
