import { endpointText } from '../../base/endpoint.ts';
import { compareInstants, type Instant, secondsOf } from '../../base/time.ts';
import { rulePhrase } from '../../dialects/index.ts';
import { type ConnectionSummary, serverOf } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import { seamAfter } from '../capture-seam.ts';
import type { Finding } from '../finding.ts';
import { remedyFor } from '../remedy.ts';
import { captureFinding, MAX_FINDING_FRAMES, type Rule } from '../rule.ts';

/** Seconds. Failed connections to one backend that are no further apart are one outage, and one finding. */
const ONE_OUTAGE_SECONDS = 30;

/** What follows, where the dialect does not say more. */
const NOT_TOLD =
  'What the call server had to tell there was not told, and nothing that it had to ask was answered.';

/**
 * Findings about connections that failed in one way: one for each outage. `words`: what happened to the connection, after
 * "The connection to SERVER".
 */
export function tellOutages(
  facts: CaptureFacts,
  rule: Rule,
  handshake: ConnectionSummary['handshake'],
  words: string,
): readonly Finding[] {
  const findings: Finding[] = [];
  const consequence = rulePhrase(facts.dialect, rule.id, 'not-connected') ?? NOT_TOLD;
  for (const { first, connections, attempts, frames, lastFrame, until } of outagesOf(facts, handshake)) {
    const server = endpointText(serverOf(first));
    const times = attempts === 1 ? '' : `; ${attempts} attempts`;
    findings.push(
      captureFinding(rule, {
        message: `The connection to ${server} ${words}${times}.`,
        frames: frames.slice(0, MAX_FINDING_FRAMES),
        stream: first.connection,
        time: { seconds: first.firstSeconds, nanoseconds: first.firstNanoseconds },
        count: connections,
        server,
        until,
        lastFrame,
        consequence,
        remedy: remedyFor(facts.dialect, rule.id, 'usual', { url: `http://${server}` }),
      }),
    );
  }
  return findings;
}

/** Connections to one backend that failed in the same way, close in time. There may be a million of them. */
interface Outage {
  readonly first: ConnectionSummary;
  connections: number;
  attempts: number;
  /** Time of the last frame of the latest of them, in seconds. */
  lastSeconds: number;
  /** Time of the latest frame, and the last frame that is known by its number. */
  until: Instant;
  lastFrame: number;
  /** The first frames that show it: as many as a finding names. */
  readonly frames: number[];
}

/** Connections that failed in this way, those to one backend and close in time together. */
function outagesOf(facts: CaptureFacts, handshake: ConnectionSummary['handshake']): readonly Outage[] {
  const last = new Map<string, Outage>();
  const outages: Outage[] = [];
  for (const connection of facts.connections) {
    const server = endpointText(serverOf(connection));
    if (connection.handshake !== handshake) {
      if (connection.handshake === 'complete') last.delete(server);
      continue;
    }
    if (handshake === 'unanswered' && !waitedLongEnough(connection, facts)) continue;
    let outage = last.get(server);
    if (outage === undefined || connection.firstSeconds - outage.lastSeconds > ONE_OUTAGE_SECONDS) {
      outage = {
        first: connection,
        connections: 0,
        attempts: 0,
        lastSeconds: 0,
        until: endOf(connection),
        lastFrame: 0,
        frames: [],
      };
      outages.push(outage);
      last.set(server, outage);
    }
    outage.connections += 1;
    outage.attempts += Math.max(connection.synCount, 1);
    outage.lastSeconds = connection.lastSeconds;
    if (compareInstants(endOf(connection), outage.until) > 0) outage.until = endOf(connection);
    outage.lastFrame = Math.max(outage.lastFrame, connection.firstFrame, connection.resetFrame);
    if (outage.frames.length >= MAX_FINDING_FRAMES) continue;
    outage.frames.push(connection.firstFrame);
    if (connection.resetFrame > 0) outage.frames.push(connection.resetFrame);
  }
  return outages;
}

/** When the last frame of a connection came. */
function endOf({ lastSeconds, lastNanoseconds }: ConnectionSummary): Instant {
  return { seconds: lastSeconds, nanoseconds: lastNanoseconds };
}

/** A single SYN in the last second of the capture, or of a file that was replaced, proves nothing: the answer may come later (Linux repeats a SYN after 1 s). */
function waitedLongEnough(connection: ConnectionSummary, facts: CaptureFacts): boolean {
  if (connection.synCount > 1 || facts.lastTime === null) return true;
  const began = connection.firstSeconds + connection.firstNanoseconds / 1e9;
  const known = seamAfter(facts.seams, began)?.from ?? secondsOf(facts.lastTime);
  return known - began >= 1;
}
