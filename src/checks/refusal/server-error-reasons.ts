import { againIn, type RefusalReason } from './refusal-reason.ts';

/** Reasons of statuses 5xx. */
export const SERVER_ERRORS: readonly RefusalReason[] = [
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
    says: ({ request }) => `the backend does not implement ${request.method}`,
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
