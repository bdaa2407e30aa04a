/**
 * What holds for a system of which nothing is known: the base of a user's dialect that extends no built-in one. It knows
 * no methods, claims nothing about retries, time-outs or configuration, and takes every 2xx response as accepted.
 */
import { DIALECT_NAMES } from './examples/index.ts';
import type { RoleNames } from './method.ts';
import { NEUTRAL_RULE_NOTES } from './neutral-rule-notes.ts';
import type { Dialect } from './types.ts';

/** What roles are called where the system has no words of its own for them. */
export const NEUTRAL_ROLE_NAMES = {
  opener: 'opener',
  ask: 'ask',
  event: 'event',
  incoming: 'incoming',
} as const satisfies RoleNames;

export const NEUTRAL: Dialect = {
  name: 'neutral',
  title: '',
  server: 'the server',
  description: '',
  recognition: { by: 'target', foreignPaths: [], distinctiveEndings: [] },
  hookPaths: [],
  marks: [],
  ports: [],
  context: null,
  contextParameters: [],
  statusParameter: 'status',
  roleNames: NEUTRAL_ROLE_NAMES,
  methods: [],
  embedded: [],
  counters: [],
  periodic: [],
  numberParameters: [],
  toleranceSeconds: 0.5,
  expectations: [],
  acceptance: { statuses: [{ from: 200, to: 299 }], body: { kind: 'any' } },
  errorMatrix: [],
  clientConfig: null,
  endings: [],
  delivery: {
    httpMethods: ['POST'],
    bodyForms: ['json'],
    timeoutSeconds: null,
    slowSeconds: null,
    longestResponseSeconds: 30,
    retry: null,
    mirrored: false,
    timeoutSetting: null,
    logFile: null,
    source: 'HOOKSCOPE',
  },
  signature: null,
  activation: null,
  remedies: [
    {
      id: 'check-backend',
      where: 'shell',
      commands: [`curl -i -X POST -H 'Content-Type: application/json' -d '{}' <url>/<method>`],
      description: 'See, on the machine of the call server, whether the backend answers at all.',
      source: 'HOOKSCOPE',
    },
    {
      id: 'open-port',
      where: 'network',
      commands: [],
      description: "Open the backend's port to the call server in every firewall between them.",
      source: 'HOOKSCOPE',
    },
    {
      id: 'answer-200',
      where: 'backend',
      commands: [],
      description: 'Answer every hook at once with a status that counts as accepted, and work afterwards.',
      source: 'HOOKSCOPE',
    },
    {
      id: 'capture-whole',
      where: 'shell',
      commands: ['tcpdump -i any -s 0 -w log.pcap'],
      description:
        'Capture again on all interfaces with whole frames; start before the client connects, and stop a minute after the trouble.',
      source: 'HOOKSCOPE',
    },
  ],
  absences: [
    {
      id: 'encrypted',
      description: 'The backend is called over HTTPS: without its keys a capture shows only TLS.',
      remedies: [],
      ruledOutBy: ['no-tls'],
      source: 'HOOKSCOPE',
    },
    {
      id: 'wrong-interface',
      description:
        'The capture was taken on an interface that hooks do not pass; a local backend is on the loopback.',
      remedies: ['capture-whole'],
      ruledOutBy: ['traffic-on-port'],
      source: 'HOOKSCOPE',
    },
  ],
  unsupported: [],
  infoHints: [],
  ruleNotes: NEUTRAL_RULE_NOTES,
};

/** What is said of a capture in which nothing tells which system's hooks it ought to have. */
export const UNKNOWN_SYSTEM: Dialect = {
  ...NEUTRAL,
  name: 'unknown',
  title: 'no system recognised',
  absences: [
    ...NEUTRAL.absences,
    {
      id: 'switched-off',
      description: `Hooks are switched off on the server, or go to another address: most servers send none before they are configured. The option --dialect NAME has the reasons and commands of one server told: ${DIALECT_NAMES.join(', ')}.`,
      remedies: [],
      ruledOutBy: [],
      source: 'HOOKSCOPE',
    },
  ],
};
