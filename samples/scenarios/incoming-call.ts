import { Scenario } from '../builder/index.ts';
import {
  answerPayload,
  callControlPayload,
  callStatusPayload,
  type HookedCall,
  HookSender,
  hookPost,
  indentedJson,
} from '../hooks/index.ts';
import { capturedPcap, type Sample } from '../sample.ts';
import {
  SEED_BACKEND,
  SEED_BODY_BYTES,
  SEED_CALL,
  SEED_NODE,
  seedOnCallBody,
} from './incoming-call-payload.ts';
import { MILLISECOND, SECOND } from './surroundings.ts';

/** 2017-02-28 17:35:41 and 13:44:36 UTC: three seconds before the Date fields of seeds 000 and 001. */
const ANSWERED_EPOCH = 1_488_303_341;
const FORBIDDEN_EPOCH = 1_488_289_476;
const FIRST_HOOK = 3 * SECOND;

/** A call comes in; the backend gives the hook back and the user answers (seeds 000 and 001). */
export const incomingCall: Sample = {
  name: 'incoming-call.pcap',
  build: () =>
    callCapture(ANSWERED_EPOCH, 5, (scenario, sender) => {
      sender.post({
        ...hookPost(FIRST_HOOK, 'OnCallEvent', {}),
        body: seedOnCallBody(SEED_BODY_BYTES.answered),
      });
      sender.postAll(answeredCall(scenario, SEED_CALL));
    }),
};

/** The backend forbids the incoming call, and that is the end of it: the caller gets an error (seeds 000 and 001). */
export const incomingCallForbidden: Sample = {
  name: 'incoming-call-forbidden.pcap',
  build: () => callCapture(FORBIDDEN_EPOCH, 6, (_, sender) => forbidCall(sender)),
};

/** The same, but the call goes on: by the vendor's error matrix it does where nothing says FAIL. */
export const incomingCallRefusedWentOn: Sample = {
  name: 'incoming-call-refused-went-on.pcap',
  build: () =>
    callCapture(FORBIDDEN_EPOCH, 6, (scenario, sender) => {
      forbidCall(sender);
      sender.postAll(answeredCall(scenario, SEED_CALL));
    }),
};

function forbidCall(sender: HookSender): void {
  sender.post({
    ...hookPost(FIRST_HOOK, 'OnCallEvent', {}),
    body: seedOnCallBody(SEED_BODY_BYTES.forbidden),
    answer: { kind: 'status', status: 403, contentType: 'text/html; charset=UTF-8' },
  });
}

function callCapture(
  epoch: number,
  seed: number,
  happens: (scenario: Scenario, sender: HookSender) => void,
): Buffer {
  const scenario = new Scenario({ seed, epoch, host: [SEED_NODE] });
  const sender = new HookSender(scenario, {
    client: SEED_NODE,
    server: SEED_BACKEND,
    backend: 'apache',
    form: { prefix: '/rest/my_api', host: SEED_BACKEND.address, accept: 'application/json' },
  });
  happens(scenario, sender);
  return capturedPcap(scenario, { linkLayer: 'ethernet' });
}

function answeredCall(scenario: Scenario, call: HookedCall) {
  const answered = FIRST_HOOK + 4200 * MILLISECOND;
  const ended = answered + 9 * SECOND;
  return [
    hookPost(answered, 'answer', answerPayload(scenario.random, call)),
    hookPost(answered + 90 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'ESTABLISHED')),
    hookPost(ended, 'hangup', callControlPayload(call)),
    hookPost(ended + 60 * MILLISECOND, 'CallStatusEvent', callStatusPayload(call, 'FINISH')),
  ].map((post) => ({ ...post, body: indentedJson(post.payload) }));
}
