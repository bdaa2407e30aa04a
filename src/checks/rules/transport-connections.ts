import { endpointText } from '../../base/endpoint.ts';
import { type ConnectionSummary, serverOf } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';

/** Failures to one backend no further apart than this are one outage and one finding. Seconds. */
const ONE_OUTAGE_SECONDS = 30;

const CONSEQUENCE =
  'What the call server had to tell there was not told. No connection counts as a refusal: a connect fails; under restOnError FAIL the operation stops; an event is lost on the backend.';

/** SYN answered by RST. */
export const transportRefused: CaptureRule = {
  id: 'transport/refused',
  severity: 'error',
  title: 'The backend refused the connection',
  means:
    'A SYN to the REST port was answered by RST: nothing listens there, or a firewall turns the connection down.',
  matters: 'No hook can be delivered while this lasts.',
  fix: "Start the backend, and see that it listens on the address and port that the application's URL names (ss -ltnp). show apps -d shows the URL, update app -l <url> <name> changes it.",
  judge: (scene) =>
    tellOutages(scene, transportRefused, 'refused', 'was refused (SYN answered by RST)', [
      'check-backend',
      'show-apps',
      'check-url',
    ]),
};

/** SYN never answered. */
export const transportUnanswered: CaptureRule = {
  id: 'transport/unanswered',
  severity: 'error',
  title: 'The backend did not answer the connection attempt',
  means:
    'SYNs to the REST port got no reply at all: a firewall drops them, or the host is down or not reachable.',
  matters:
    'The call server waits until its timeout before it gives up: users see long delays, then failures.',
  fix: "Open the backend's port to the call server in every firewall between them, and check the address in the application's URL: show apps -d.",
  judge: (scene) =>
    tellOutages(scene, transportUnanswered, 'unanswered', 'was never answered', [
      'open-port',
      'check-backend',
      'show-apps',
    ]),
};

function tellOutages(
  scene: CaptureFacts,
  rule: CaptureRule,
  handshake: ConnectionSummary['handshake'],
  words: string,
  remedies: readonly string[],
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { first, connections, attempts, frames } of outagesOf(scene, handshake)) {
    const server = endpointText(serverOf(first));
    const times = attempts === 1 ? '' : `; ${attempts} attempts`;
    findings.push(
      captureFinding(rule, {
        message: `The connection to ${server} ${words}${times}.`,
        frames: frames.slice(0, MAX_FINDING_FRAMES),
        stream: first.connection,
        time: { seconds: first.firstSeconds, nanoseconds: first.firstNanoseconds },
        count: connections,
        consequence: CONSEQUENCE,
        remedy: remedyText(scene.dialect, remedies, { url: `http://${server}` }),
      }),
    );
  }
  return findings;
}

/** Connections to one backend that failed in the same way, close in time; of a flood there may be a million. */
interface Outage {
  readonly first: ConnectionSummary;
  connections: number;
  attempts: number;
  /** Time of the last frame of the latest of them, in seconds. */
  lastSeconds: number;
  /** At least as many as a finding names, where there are so many. */
  readonly frames: number[];
}

/** Connections that failed in this way, those to one backend and close in time together. */
function outagesOf(scene: CaptureFacts, handshake: ConnectionSummary['handshake']): readonly Outage[] {
  const last = new Map<string, Outage>();
  const outages: Outage[] = [];
  for (const story of scene.connections) {
    const server = endpointText(serverOf(story));
    if (story.handshake !== handshake) {
      if (story.handshake === 'complete') last.delete(server);
      continue;
    }
    if (handshake === 'unanswered' && !waitedLongEnough(story, scene)) continue;
    let outage = last.get(server);
    if (outage === undefined || story.firstSeconds - outage.lastSeconds > ONE_OUTAGE_SECONDS) {
      outage = { first: story, connections: 0, attempts: 0, lastSeconds: 0, frames: [] };
      outages.push(outage);
      last.set(server, outage);
    }
    outage.connections += 1;
    outage.attempts += Math.max(story.synCount, 1);
    outage.lastSeconds = story.lastSeconds;
    if (outage.frames.length >= MAX_FINDING_FRAMES) continue;
    outage.frames.push(story.firstFrame);
    if (story.resetFrame > 0) outage.frames.push(story.resetFrame);
  }
  return outages;
}

/** One SYN at the very end of the capture proves nothing: its answer may come after (Linux repeats a SYN after 1 s). */
function waitedLongEnough(story: ConnectionSummary, scene: CaptureFacts): boolean {
  if (story.synCount > 1 || scene.lastTime === null) return true;
  return (
    scene.lastTime.seconds +
      scene.lastTime.nanoseconds / 1e9 -
      story.firstSeconds -
      story.firstNanoseconds / 1e9 >=
    1
  );
}
