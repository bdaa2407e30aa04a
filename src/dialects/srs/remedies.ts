/** What to set at SRS, and why a capture may hold no hook of it. */
import type { AbsenceExplanation, MethodActivation, Remedy } from '../types.ts';

export const REMEDIES: readonly Remedy[] = [
  {
    id: 'add-hook',
    where: 'server-setting',
    commands: ['vhost __defaultVhost__ { http_hooks { enabled on; <method> <url>; } }'],
    description:
      'Give the hook its own line in http_hooks of the vhost, and switch http_hooks on there: it is off by default, for each vhost for itself.',
    source: 'SRS-CONF',
  },
  {
    id: 'add-hook-by-environment',
    where: 'server-setting',
    commands: ['SRS_VHOST_HTTP_HOOKS_ENABLED=on', 'SRS_VHOST_HTTP_HOOKS_ON_PUBLISH=<url>'],
    description: 'The same with variables of the environment, as for a container; each hook has its own.',
    source: 'SRS-CONF',
  },
  {
    id: 'check-url',
    where: 'server-setting',
    commands: ['http_hooks { enabled on; <method> <url>; }'],
    description: 'Correct the address of the backend in the line of the hook.',
    source: 'SRS-CONF',
  },
  {
    id: 'answer-zero',
    where: 'backend',
    commands: [],
    description:
      'Answer every hook at once with 200 and the body 0 or {"code":0}: an empty body, {}, "ok" or {"code":"0"} is a refusal.',
    source: 'SRS-CODE',
  },
  {
    id: 'check-backend',
    where: 'shell',
    commands: [`curl -i -X POST -H 'Content-Type: application/json' -d '{"action":"<method>"}' <url>`],
    description: 'See, on the machine of SRS, whether the backend answers, and with what.',
    source: 'SRS-DOCS',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to SRS in every firewall between them.",
    source: 'SRS-DOCS',
  },
  {
    id: 'check-log',
    where: 'shell',
    commands: [],
    description:
      'Look into the log of SRS: lines such as "http: on_publish ok" and "http: on_publish failed" tell of each hook that was sent.',
    source: 'SRS-CODE',
  },
  {
    id: 'switch-hls-context-on',
    where: 'server-setting',
    commands: ['vhost __defaultVhost__ { hls { hls_ctx on; } }'],
    description: 'Have on_play and on_stop sent for players over HLS.',
    source: 'SRS-CONF',
  },
  {
    id: 'switch-heartbeat-on',
    where: 'server-setting',
    commands: ['heartbeat { enabled on; interval 9.9; url <url>; }'],
    description: 'Have the server tell at an even pace that it runs: that is off by default.',
    source: 'SRS-CONF',
  },
  {
    id: 'capture-whole',
    where: 'shell',
    commands: ['tcpdump -i any -s 0 -w log.pcap'],
    description:
      'Capture again on all interfaces with whole frames; start before the client connects, and stop when it has gone.',
    source: 'HOOKSCOPE',
  },
];

export const ACTIVATION: MethodActivation = {
  how: 'to http_hooks of the vhost',
  remedies: ['add-hook'],
  shownBy: null,
};

export const ABSENCES: readonly AbsenceExplanation[] = [
  {
    id: 'hooks-off',
    description:
      'http_hooks is off for the vhost of the stream: it is off by default, for each vhost for itself.',
    remedies: ['add-hook', 'add-hook-by-environment'],
    ruledOutBy: [],
    source: 'SRS-CONF',
  },
  {
    id: 'hook-without-address',
    description: 'http_hooks of the vhost has no line for the hook: each hook has an address of its own.',
    remedies: ['add-hook'],
    ruledOutBy: [],
    source: 'SRS-CONF',
  },
  {
    id: 'hls-without-context',
    description: 'The players use HLS: on_play and on_stop are sent for them only with hls_ctx on.',
    remedies: ['switch-hls-context-on'],
    ruledOutBy: [],
    source: 'SRS-CONF',
  },
  {
    id: 'heartbeat-off',
    description: 'The heartbeat is switched off: it is off by default.',
    remedies: ['switch-heartbeat-on'],
    ruledOutBy: [],
    source: 'SRS-CONF',
  },
  {
    id: 'wrong-address',
    description: 'The hooks have another address than the one that was captured.',
    remedies: ['check-url'],
    ruledOutBy: [],
    source: 'SRS-CONF',
  },
  {
    id: 'encrypted',
    description:
      'The backend is called over HTTPS, which SRS does since version 4: without its keys a capture shows only TLS.',
    remedies: [],
    ruledOutBy: ['no-tls'],
    source: 'SRS-DOCS',
  },
  {
    id: 'wrong-interface',
    description:
      'The capture was taken on an interface that hooks do not pass; a local backend is on the loopback.',
    remedies: ['capture-whole'],
    ruledOutBy: ['traffic-on-port'],
    source: 'HOOKSCOPE',
  },
];
