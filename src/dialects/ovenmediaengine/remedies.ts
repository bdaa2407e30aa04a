/** What the engineer can set, and why a capture may hold no hook. */
import type { AbsenceExplanation, Remedy } from '../types.ts';

export const REMEDIES = [
  {
    id: 'set-control-server',
    where: 'server-setting',
    commands: [
      '<AdmissionWebhooks>',
      '  <ControlServerUrl>http://BACKEND/PATH</ControlServerUrl>',
      '  <SecretKey>KEY</SecretKey>',
      '  <Timeout>3000</Timeout>',
      '  <Enables>',
      '    <Providers>rtmp,webrtc,srt</Providers>',
      '    <Publishers>webrtc,llhls,thumbnail,srt</Publishers>',
      '  </Enables>',
      '</AdmissionWebhooks>',
    ],
    description:
      'In Server.xml, within the VirtualHost of the stream: name the backend, and the protocols whose clients are asked about.',
    source: 'OME-ADMISSION',
  },
  {
    id: 'check-protocols',
    where: 'server-setting',
    commands: [
      '<Providers>rtmp,webrtc,srt</Providers>',
      '<Publishers>webrtc,llhls,thumbnail,srt</Publishers>',
    ],
    description:
      'In Enables of AdmissionWebhooks: only protocols that are listed are asked about, Providers for publishing and Publishers for playing.',
    source: 'OME-ADMISSION',
  },
  {
    id: 'answer-allowed',
    where: 'backend',
    commands: [],
    description:
      'Answer an opening with 200 and {"allowed": true}, or {"allowed": false, "reason": "…"} to turn the client away; a closing with 200 and {}.',
    source: 'OME-ADMISSION',
  },
  {
    id: 'set-timeout',
    where: 'server-setting',
    commands: ['<Timeout>3000</Timeout>'],
    description:
      'Make the backend answer first and work afterwards: the server waits for Timeout, 3000 ms by default, and for a closing never longer than 500 ms.',
    source: 'OME-ADMISSION',
  },
  {
    id: 'check-signature',
    where: 'backend',
    commands: [],
    description:
      "Let the backend compare X-OME-Signature with the HMAC-SHA1 of the body's bytes as they came, with SecretKey, in base64url.",
    source: 'OME-ADMISSION',
  },
  {
    id: 'check-backend',
    where: 'shell',
    commands: [`curl -i -X POST -H 'Content-Type: application/json' -d '{}' <url>`],
    description: 'See, on the machine of OvenMediaEngine, whether the backend answers at all.',
    source: 'HOOKSCOPE',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to OvenMediaEngine in every firewall between them.",
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
] as const satisfies readonly Remedy[];

export const ABSENCES = [
  {
    id: 'not-configured',
    description: 'The VirtualHost of the stream has no AdmissionWebhooks.',
    remedies: ['set-control-server'],
    ruledOutBy: [],
    source: 'OME-ADMISSION',
  },
  {
    id: 'protocol-not-listed',
    description:
      'The protocol of the client is not listed in Providers (to publish) or Publishers (to play): then the backend is not asked.',
    remedies: ['check-protocols'],
    ruledOutBy: [],
    source: 'OME-ADMISSION',
  },
  {
    id: 'wrong-url',
    description: 'ControlServerUrl names another address than the one that was captured.',
    remedies: ['set-control-server'],
    ruledOutBy: [],
    source: 'OME-ADMISSION',
  },
  {
    id: 'encrypted',
    description: 'The backend is called over HTTPS: without its keys a capture shows only TLS.',
    remedies: [],
    ruledOutBy: ['no-tls'],
    source: 'OME-ADMISSION',
  },
  {
    id: 'wrong-interface',
    description:
      'The capture was taken on an interface that hooks do not pass; a backend on the same machine is on the loopback.',
    remedies: ['capture-whole'],
    ruledOutBy: ['traffic-on-port'],
    source: 'HOOKSCOPE',
  },
] as const satisfies readonly AbsenceExplanation[];
