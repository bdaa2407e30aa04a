/** What to set at ZLMediaKit, and why a capture may hold no hook of it. */
import type { AbsenceExplanation, MethodActivation, Remedy } from '../types.ts';

export const REMEDIES: readonly Remedy[] = [
  {
    id: 'add-hook',
    where: 'server-setting',
    commands: ['[hook]', 'enable=1', '<method>=<url>'],
    description:
      'Switch hooks on in config.ini, and give the hook its address there: hooks are off by default, and a hook with an empty address is not sent.',
    source: 'ZLM-CONF',
  },
  {
    id: 'check-url',
    where: 'server-setting',
    commands: ['[hook]', '<method>=<url>'],
    description: 'Correct the address of the hook in config.ini.',
    source: 'ZLM-CONF',
  },
  {
    id: 'add-schema',
    where: 'server-setting',
    commands: ['[hook]', 'stream_changed_schemas=rtsp/rtmp/fmp4/ts/hls/hls.fmp4'],
    description: 'Have on_stream_changed sent for all forms of a stream.',
    source: 'ZLM-CONF',
  },
  {
    id: 'set-timeout',
    where: 'server-setting',
    commands: ['[hook]', 'timeoutSec=10', 'retry=1', 'retry_delay=3.0'],
    description:
      'Make the backend answer first and work afterwards; these are how long ZLMediaKit waits, how often it tries again, and after how many seconds.',
    source: 'ZLM-CONF',
  },
  {
    id: 'answer-zero',
    where: 'backend',
    commands: [],
    description:
      'Answer every hook at once with 200 and {"code":0,"msg":"success"}: code has to be a number, and every number but 0 is a refusal.',
    source: 'ZLM-CODE',
  },
  {
    id: 'check-backend',
    where: 'shell',
    commands: [`curl -i -X POST -H 'Content-Type: application/json' -d '{}' <url>`],
    description: 'See, on the machine of ZLMediaKit, whether the backend answers, and with what.',
    source: 'ZLM-WIKI',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to ZLMediaKit in every firewall between them.",
    source: 'ZLM-WIKI',
  },
  {
    id: 'check-log',
    where: 'shell',
    commands: [],
    description:
      'Look into the log of ZLMediaKit: it warns of each hook that failed, with the time that it took, and tells at debug level of each that took more than 500 ms.',
    source: 'ZLM-CODE',
  },
  {
    id: 'capture-whole',
    where: 'shell',
    commands: ['tcpdump -i any -s 0 -w log.pcap'],
    description:
      'Capture again on all interfaces with whole frames; start before the stream is pushed, and stop when it has ended.',
    source: 'HOOKSCOPE',
  },
];

export const ACTIVATION: MethodActivation = {
  how: 'to [hook] in config.ini',
  remedies: ['add-hook'],
  shownBy: null,
};

export const ABSENCES: readonly AbsenceExplanation[] = [
  {
    id: 'hooks-off',
    description: 'Hooks are off: enable in [hook] of config.ini is 0 by default.',
    remedies: ['add-hook'],
    ruledOutBy: [],
    source: 'ZLM-CONF',
  },
  {
    id: 'hook-without-address',
    description:
      'The hook has no address in [hook] of config.ini: each is empty by default, and not sent then.',
    remedies: ['add-hook'],
    ruledOutBy: [],
    source: 'ZLM-CONF',
  },
  {
    id: 'client-on-the-same-machine',
    description:
      'The client is at 127.0.0.1: older versions ask the backend nothing about clients on their own machine.',
    remedies: [],
    ruledOutBy: [],
    source: 'ZLM-LOCALHOST',
  },
  {
    id: 'schema-left-out',
    description:
      'on_stream_changed is sent only for the forms in hook.stream_changed_schemas, and the stream has none of them.',
    remedies: ['add-schema'],
    ruledOutBy: [],
    source: 'ZLM-CONF',
  },
  {
    id: 'below-threshold',
    description:
      'on_flow_report is sent only for clients with more traffic than general.flowThreshold (1024 KB).',
    remedies: [],
    ruledOutBy: [],
    source: 'ZLM-CONF',
  },
  {
    id: 'wrong-address',
    description: 'The hooks have another address than the one that was captured.',
    remedies: ['check-url'],
    ruledOutBy: [],
    source: 'ZLM-CONF',
  },
  {
    id: 'encrypted',
    description: 'The backend is called over HTTPS: without its keys a capture shows only TLS.',
    remedies: [],
    ruledOutBy: ['no-tls'],
    source: 'ZLM-CONF',
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
