import { Scenario } from '../builder/index.ts';
import { connectFlow, HookSender, hookSession } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { BACKEND_PORT, CALL_SERVER, LOOPBACK, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** A user connects and is registered at the SIP server: everything is as it should be. */
export const webPhoneConnection: Sample = {
  name: 'web-phone-connection.pcap',
  build() {
    const scenario = new Scenario({ seed: 4, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
    });
    const session = hookSession(scenario.random, { login: '1001' });
    sender.postAll(connectFlow(2 * SECOND, session, { register: true }));
    surroundings(scenario, { until: 8 * SECOND });
    return capturedPcap(scenario);
  },
};
