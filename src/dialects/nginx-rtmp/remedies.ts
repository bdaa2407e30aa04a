/** What the engineer can set in nginx's configuration or look at, and why a capture may hold no call. */
import type { AbsenceExplanation, MethodActivation, Remedy } from '../types.ts';

const setting = (id: string, commands: readonly string[], description: string): Remedy => ({
  id,
  where: 'server-setting',
  commands,
  description,
  source: 'NGXR-WIKI',
});

export const REMEDIES: readonly Remedy[] = [
  setting(
    'set-hook',
    ['on_publish http://<server>/publish;', 'on_play http://<server>/play;'],
    'Name the address of the backend in the application block of nginx.conf, one line for each call, and reload nginx. on_connect and on_disconnect stand in the server block.',
  ),
  setting(
    'set-publish-done',
    ['on_publish_done http://<server>/publish_done;'],
    'Have the end of publishing told: in the application block of nginx.conf, then reload nginx.',
  ),
  setting(
    'set-play-done',
    ['on_play_done http://<server>/play_done;'],
    'Have the end of playing told: in the application block of nginx.conf, then reload nginx.',
  ),
  setting(
    'check-url',
    ['on_publish <url>;', 'on_play <url>;'],
    'Correct the address of the backend in nginx.conf, and reload nginx.',
  ),
  setting(
    'set-timeout',
    ['netcall_timeout 10s;'],
    'Make the backend answer first and work afterwards. nginx waits for netcall_timeout, 10 s by default, and then ends the connection of the client.',
  ),
  {
    id: 'check-backend',
    where: 'shell',
    commands: ["curl -i -d 'call=<method>&app=live&name=test&addr=127.0.0.1&clientid=1' <url>"],
    description: 'See, on the machine of nginx, whether the backend answers at all.',
    source: 'NGXR-RECORDED',
  },
  {
    id: 'check-log',
    where: 'shell',
    commands: ["grep 'notify:' /var/log/nginx/error.log"],
    description:
      'See which calls nginx made. It logs them at level info: error_log /var/log/nginx/error.log info; in nginx.conf.',
    source: 'NGXR-RECORDED',
  },
  {
    id: 'open-port',
    where: 'network',
    commands: [],
    description: "Open the backend's port to nginx in every firewall between them.",
    source: 'HOOKSCOPE',
  },
  {
    id: 'answer-2xx',
    where: 'backend',
    commands: [],
    description:
      'Answer with any 2xx to let the client go on; nginx reads the first digit of the status, and of the rest only Location after a 3.',
    source: 'NGXR-NOTIFY',
  },
  {
    id: 'capture-whole',
    where: 'shell',
    commands: ['tcpdump -i any -s 0 -w log.pcap'],
    description:
      'Capture again on all interfaces with whole frames; start before the client connects, and stop a minute after the trouble.',
    source: 'HOOKSCOPE',
  },
];

/** nginx makes only the calls for which its configuration names an address. */
export const ACTIVATION: MethodActivation = {
  how: 'to the configuration: each call needs its own on_… line',
  remedies: ['set-hook', 'set-publish-done', 'set-play-done'],
  shownBy: null,
};

export const ABSENCES: readonly AbsenceExplanation[] = [
  {
    id: 'not-configured',
    description: 'No hook is configured: nginx makes only the calls for which an on_… line names an address.',
    remedies: ['set-hook', 'check-log'],
    ruledOutBy: [],
    source: 'NGXR-WIKI',
  },
  {
    id: 'other-application',
    description:
      'The client uses another application than the one whose block has the on_… lines, or came no further than connect.',
    remedies: ['check-log', 'set-hook'],
    ruledOutBy: [],
    source: 'NGXR-WIKI',
  },
  {
    id: 'wrong-url',
    description: 'The on_… lines name another address than the one that was captured.',
    remedies: ['check-url', 'check-log'],
    ruledOutBy: [],
    source: 'NGXR-WIKI',
  },
  {
    id: 'wrong-interface',
    description:
      'The capture was taken on an interface that the calls do not pass; a local backend is on the loopback.',
    remedies: ['capture-whole'],
    ruledOutBy: ['traffic-on-port'],
    source: 'HOOKSCOPE',
  },
];
