import { Scenario } from '../builder/index.ts';
import {
  connectFlow,
  disconnectFlow,
  type HookPost,
  HookSender,
  hookedCall,
  hookedMessage,
  hookedStream,
  hookSession,
  incomingCallFlow,
  messageFlow,
  outgoingCallFlow,
  streamFlow,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { BACKEND_PORT, CALL_SERVER, LOOPBACK, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/**
 * Six users, one of them without any trouble, and a different fault with each of the others. `log.pcap` is what the
 * vendor's pages call a capture.
 */
export const log: Sample = {
  name: 'log.pcap',
  build() {
    const scenario = new Scenario({ seed: 15, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
      backend: 'express',
    });
    sender.postAll(sessions(scenario));
    surroundings(scenario, { until: 52 * SECOND, rarity: 6 });
    return capturedPcap(scenario);
  },
};

function sessions(scenario: Scenario): readonly HookPost[] {
  const { random } = scenario;
  const users = ['1001', '1002', '1003', '1004', '1005', '1006'].map((login) =>
    hookSession(random, { login }),
  );
  const [sound, unheard, forbidden, failing, mistyped, messaging] = users;
  if (!sound || !unheard || !forbidden || !failing || !mistyped || !messaging) throw new Error('six users');

  const soundCall = hookedCall(random, sound, { party: '2001' });
  const forbiddenCall = hookedCall(random, forbidden, { party: '2002' });
  const stream = hookedStream(random, failing, { name: 'lecture', published: true });
  const mistypedCall = hookedCall(random, mistyped, { party: '2003', incoming: true });
  return [
    // Without trouble: registers, calls, goes.
    ...connectFlow(1 * SECOND, sound, { register: true }),
    ...outgoingCallFlow(4 * SECOND, random, soundCall, { talk: 14 * SECOND }),
    ...disconnectFlow(46 * SECOND, sound),

    // The backend is being restarted when ConnectionStatusEvent is due: the connection is refused, and nothing follows.
    ...connectFlow(6 * SECOND, unheard).map((post) =>
      post.method === 'ConnectionStatusEvent' ? ({ ...post, answer: { kind: 'refused' } } as const) : post,
    ),

    // The backend forbids the call; by default WCS only logs that and goes on.
    ...connectFlow(9 * SECOND, forbidden),
    ...outgoingCallFlow(12 * SECOND, random, forbiddenCall, { talk: 6 * SECOND, endedBy: 'party' }).map(
      (post) =>
        post.method === 'call' ? ({ ...post, answer: { kind: 'status', status: 403 } } as const) : post,
    ),

    // The backend breaks on an event.
    ...connectFlow(15 * SECOND, failing),
    ...streamFlow(17 * SECOND, random, stream, { duration: 9 * SECOND }).map((post) =>
      post.payload.status === 'PUBLISHING' && post.method === 'StreamStatusEvent'
        ? ({
            ...post,
            answer: {
              kind: 'status',
              status: 500,
              contentType: 'text/html; charset=utf-8',
              body: '<!DOCTYPE html><title>Error</title><pre>TypeError: stream is undefined</pre>\n',
            },
          } as const)
        : post,
    ),

    // A text stands where true or false belongs.
    ...connectFlow(20 * SECOND, mistyped),
    ...incomingCallFlow(23 * SECOND, random, mistypedCall, { talk: 5 * SECOND }).map((post) =>
      post.method === 'OnCallEvent' ? { ...post, payload: { ...post.payload, hasVideo: 'false' } } : post,
    ),

    // Without trouble but for one answer that takes twelve seconds.
    ...connectFlow(27 * SECOND, messaging),
    ...messageFlow(30 * SECOND, hookedMessage(random, messaging, { party: '2004' })).map((post) =>
      post.method === 'MessageStatusEvent'
        ? ({ ...post, answer: { kind: 'mirrored', delay: 12 * SECOND } } as const)
        : post,
    ),
  ];
}
