import { Scenario } from '../builder/index.ts';
import { connectFlow, HookSender, hookedCall, hookSession, outgoingCallFlow } from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { BACKEND_PORT, CALL_SERVER, LOOPBACK, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** Seconds until the answer, by the number of the hook within the call. */
const SLOW_ANSWERS: Readonly<Record<number, number>> = { 2: 11, 3: 16 };

/** Every hook comes, but the backend takes 11 s over one of them and 16 s over another. */
export const slowBackend: Sample = {
  name: 'slow-backend.pcap',
  build() {
    const scenario = new Scenario({ seed: 10, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
    });
    const session = hookSession(scenario.random, { login: '1001' });
    const call = hookedCall(scenario.random, session, { party: '2001' });
    const calling = outgoingCallFlow(6 * SECOND, scenario.random, call, { talk: 12 * SECOND });
    sender.postAll([
      ...connectFlow(2 * SECOND, session, { register: true }),
      ...calling.map((post, index) => {
        const seconds = SLOW_ANSWERS[index];
        return seconds === undefined
          ? post
          : { ...post, answer: { kind: 'mirrored', delay: seconds * SECOND } as const };
      }),
    ]);
    surroundings(scenario, { until: 32 * SECOND });
    return capturedPcap(scenario);
  },
};
