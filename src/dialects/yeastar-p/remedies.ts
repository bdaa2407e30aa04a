/** What the engineer can set, and why a capture may hold no event. */
import type { AbsenceExplanation, Remedy } from '../types.ts';

export const REMEDIES = [
  {
    id: 'set-webhook',
    where: 'server-setting',
    commands: ['Integrations > API > Webhook Event Push'],
    description:
      "In the PBX's web interface: switch the webhook on, correct its address, and choose the events that it is to push. Five webhooks are possible.",
    source: 'YP-WEBHOOK',
  },
  {
    id: 'enable-monitoring',
    where: 'server-setting',
    commands: [],
    description:
      'Have the extensions and trunks monitored: without it the PBX pushes no event about the calls and the state of an extension.',
    source: 'YP-WEBHOOK',
  },
  {
    id: 'send-test-message',
    where: 'server-setting',
    commands: [],
    description:
      'Have the PBX send a test message from the settings of the webhook. It shows that the backend is reached; it is no event.',
    source: 'YP-WEBHOOK',
  },
  {
    id: 'check-backend',
    where: 'shell',
    commands: [
      `curl -i -X POST -H 'Content-Type: application/json' -d '{"type":30011,"sn":"test","msg":"{}"}' <url>`,
    ],
    description: 'See whether the backend answers at all.',
    source: 'YP-WEBHOOK',
  },
  {
    id: 'answer-2xx',
    where: 'backend',
    commands: [],
    description:
      'Answer every event with 2xx at once, and work afterwards: so the sister product of the vendor wants it. What the P-series itself asks for is not documented.',
    source: 'YP-YCM',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to the PBX in every firewall between them.",
    source: 'HOOKSCOPE',
  },
  {
    id: 'capture-whole',
    where: 'shell',
    commands: ['tcpdump -i any -s 0 -w log.pcap'],
    description:
      'Capture again on all interfaces with whole frames; start before the call is made, and stop a minute after the trouble.',
    source: 'HOOKSCOPE',
  },
] as const satisfies readonly Remedy[];

export const ABSENCES = [
  {
    id: 'webhook-off',
    description: 'No webhook is switched on, or it pushes other events, or it leads to another address.',
    remedies: ['set-webhook', 'send-test-message'],
    ruledOutBy: [],
    source: 'YP-WEBHOOK',
  },
  {
    id: 'monitor-off',
    description:
      'Extensions and trunks are not monitored: then events about calls (30011) and about the state of an extension (30008) do not come.',
    remedies: ['enable-monitoring'],
    ruledOutBy: [],
    source: 'YP-WEBHOOK',
  },
  {
    id: 'old-firmware',
    description:
      'The firmware has no webhooks: they came with 83.20.0.21 (software), 84.20.0.21 (cloud) and 37.20.0.21 (appliance).',
    remedies: [],
    ruledOutBy: [],
    source: 'YP-WEBHOOK',
  },
  {
    id: 'encrypted',
    description: 'The webhook leads to an https address: without its keys a capture shows only TLS.',
    remedies: [],
    ruledOutBy: ['no-tls'],
    source: 'HOOKSCOPE',
  },
  {
    id: 'wrong-interface',
    description: 'The capture was taken on an interface that the events do not pass.',
    remedies: ['capture-whole'],
    ruledOutBy: ['traffic-on-port'],
    source: 'HOOKSCOPE',
  },
] as const satisfies readonly AbsenceExplanation[];
