import { Scenario } from '../builder/index.js';
import { connectFlow, HookSender, hookedMessage, hookSession, messageFlow } from '../hooks/index.js';
import { capturedPcap } from '../sample.js';
import { BACKEND_PORT, CALL_SERVER, LOOPBACK, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.js';
/**
 * Two users connect; both `connect`s are answered 200. Of the first user's session nothing more is heard, while the
 * second's goes on soundly for long after the ten seconds within which `ConnectionStatusEvent` had to come.
 */
export const missingConnectionStatus = {
  name: 'missing-connection-status.pcap',
  build() {
    const scenario = new Scenario({ seed: 1, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
    });
    const forsaken = hookSession(scenario.random, { login: '1001' });
    const sound = hookSession(scenario.random, { login: '1002' });
    const message = hookedMessage(scenario.random, sound, { party: '2001' });
    sender.postAll([
      ...connectFlow(1.5 * SECOND, forsaken).filter((post) => post.method === 'connect'),
      ...connectFlow(3 * SECOND, sound, { register: true }),
      ...messageFlow(9 * SECOND, message),
      ...messageFlow(
        16 * SECOND,
        hookedMessage(scenario.random, sound, { party: '2001', body: 'Are you there?' }),
      ),
    ]);
    surroundings(scenario, { until: 19 * SECOND });
    return capturedPcap(scenario);
  },
};
