import { Scenario } from '../builder/index.ts';
import {
  connectFlow,
  disconnectFlow,
  type HookPost,
  HookSender,
  hookedMessage,
  hookSession,
  messageFlow,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { BACKEND_PORT, CALL_SERVER, LOOPBACK, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/**
 * Two users connect. The capture lost the segment with one user's `ConnectionStatusEvent`, although the backend
 * acknowledged and answered it; and a piece of the answer to the other's message. Nothing was wrong on the network.
 */
export const lostPackets: Sample = {
  name: 'lost-packets.pcap',
  build() {
    const scenario = new Scenario({ seed: 12, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
    });
    const one = hookSession(scenario.random, { login: '1001' });
    const other = hookSession(scenario.random, { login: '1002' });
    const loseRequest = (post: HookPost): HookPost => ({ ...post, requestMishaps: { 0: 'uncaptured' } });
    const loseAnswerData = (post: HookPost): HookPost => ({ ...post, answerMishaps: { 2: 'uncaptured' } });
    sender.postAll([
      ...connectFlow(2 * SECOND, one).map((post) =>
        post.method === 'ConnectionStatusEvent' ? loseRequest(post) : post,
      ),
      ...connectFlow(4 * SECOND, other, { register: true }),
      ...messageFlow(8 * SECOND, hookedMessage(scenario.random, other, { party: '2001' })).map((post) =>
        post.method === 'sendMessage' ? loseAnswerData(post) : post,
      ),
      ...disconnectFlow(15 * SECOND, other),
    ]);
    surroundings(scenario, { until: 18 * SECOND });
    return capturedPcap(scenario);
  },
};
