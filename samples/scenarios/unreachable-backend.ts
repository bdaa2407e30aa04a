import { Scenario } from '../builder/index.ts';
import {
  type BackendAnswer,
  connectPayload,
  HookSender,
  type HookSession,
  hookPost,
  hookSession,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import {
  BACKEND_PORT,
  CALL_SERVER,
  LOOPBACK,
  MILLISECOND,
  SAMPLE_EPOCH,
  SECOND,
  surroundings,
} from './surroundings.ts';

/** Three users try to connect. Nobody listens on the backend's port: each SYN of the hook and its three retries is reset. */
export const backendDown: Sample = {
  name: 'backend-down.pcap',
  build() {
    const scenario = new Scenario({ seed: 8, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
    });
    for (const at of [2 * SECOND, 5.5 * SECOND, 11 * SECOND]) {
      const session = hookSession(scenario.random);
      for (let attempt = 0; attempt < 4; attempt += 1) {
        sender.post(connectTo(at + attempt * 3 * MILLISECOND, session, { kind: 'refused' }));
      }
    }
    surroundings(scenario, { until: 16 * SECOND });
    return capturedPcap(scenario);
  },
};

/** Two users try to connect. A firewall before the backend's machine swallows every SYN. */
export const firewall: Sample = {
  name: 'firewall.pcap',
  build() {
    const scenario = new Scenario({ seed: 9, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: CALL_SERVER,
      server: { address: '192.0.2.80', port: BACKEND_PORT },
    });
    for (const at of [2 * SECOND, 7 * SECOND]) {
      sender.post(connectTo(at, hookSession(scenario.random), { kind: 'unreachable', attempts: 5 }));
    }
    surroundings(scenario, { until: 30 * SECOND });
    return capturedPcap(scenario);
  },
};

function connectTo(at: number, session: HookSession, answer: BackendAnswer) {
  return { ...hookPost(at, 'connect', connectPayload(session)), answer };
}
