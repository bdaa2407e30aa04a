import { Scenario } from '../builder/index.ts';
import {
  browserDescription,
  connectFlow,
  HookSender,
  hookedCall,
  hookedStream,
  hookSession,
  outgoingCallFlow,
  streamFlow,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import { BACKEND_PORT, CALL_SERVER, LOOPBACK, SAMPLE_EPOCH, SECOND, surroundings } from './surroundings.ts';

/** The snap length that the vendor's pages tell people to capture with. */
const VENDOR_SNAP_LENGTH = 4096;
/** ICE candidates of a machine with many network cards: they make the SDP longer than what is kept of a frame. */
const CANDIDATES = 24;

/** `tcpdump -s 4096`: a video call and a stream whose SDP goes over loopback in one long frame, cut by the capture. */
export const snaplenCut: Sample = {
  name: 'snaplen-cut.pcap',
  build() {
    const scenario = new Scenario({ seed: 11, epoch: SAMPLE_EPOCH, host: [CALL_SERVER] });
    const { random } = scenario;
    const sender = new HookSender(scenario, {
      client: LOOPBACK,
      server: { address: LOOPBACK, port: BACKEND_PORT },
    });
    const session = hookSession(random, { login: '1001' });
    const call = hookedCall(random, session, { party: '2001', hasVideo: true });
    const stream = hookedStream(random, session, { name: 'lecture', published: true });
    const sdp = browserDescription(random, { video: true, candidates: CANDIDATES });
    sender.postAll(
      [
        ...connectFlow(1 * SECOND, session, { register: true }),
        ...outgoingCallFlow(4 * SECOND, random, call, { talk: 6 * SECOND }),
        ...streamFlow(14 * SECOND, random, stream, { duration: 4 * SECOND }),
      ].map((post) => ('sdp' in post.payload ? { ...post, payload: { ...post.payload, sdp } } : post)),
    );
    surroundings(scenario, { until: 22 * SECOND, rarity: 3 });
    return capturedPcap(scenario, { snapLength: VENDOR_SNAP_LENGTH });
  },
};
