import { connectionOf } from '../capture-facts.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, findingOf } from '../rule.ts';
import { isResponseLost } from '../verdicts/triggers.ts';

/** A reset inside an exchange. */
export const transportReset: CaptureRule = {
  id: 'transport/reset',
  severity: 'error',
  title: 'The connection was reset during a hook call',
  means: 'After the request and before the end of its answer an RST ended the connection.',
  matters:
    'The call counts as failed. A reset by the call server after some seconds is its timeout; one by the backend is a crash, a closed listener, or a proxy in between.',
  fix: 'If the call server reset: see how long the backend took (rest_request_timeout). If the backend did: look at its log at that moment, and at proxies and firewalls that end idle connections.',
  judge: (scene) =>
    scene.calls.flatMap((call) => {
      // Where the capture lost the answer, the reset may have come long after it.
      if (call.end !== 'reset' || call.methodSpec === null || isResponseLost(call)) return [];
      const story = connectionOf(scene, call.stream);
      const by =
        story === null || story.resetBy === null ? null : story.resetBy === clientSide(story, call.client);
      const who = by === null ? '' : by ? ' by the call server' : ' by the backend';
      const elapsed = (call.endSeconds - call.seconds - call.nanoseconds / 1e9).toFixed(1);
      return [
        findingOf(transportReset, call, {
          message: `The connection was reset${who} ${elapsed} s after ${call.method}.`,
          frames: [call.requestFrames[0], call.endFrame],
          remedy: remedyText(call.dialect, by === true ? ['set-timeout'] : ['check-backend', 'check-log'], {
            method: call.method,
          }),
        }),
      ];
    }),
};

function clientSide(
  story: { readonly endpoints: readonly { readonly port: number }[] },
  client: string,
): 0 | 1 {
  return client.endsWith(`:${story.endpoints[0]?.port}`) ? 0 : 1;
}
