import { endpointText, hostText } from '../../base/endpoint.ts';
import type { Steps } from '../../base/steps.ts';
import { type Dialect, rulePhrase, type Severity, serverAtStart } from '../../dialects/index.ts';
import { meaningOf } from '../../network/index.ts';
import { serverOf } from '../../stream/index.ts';
import type { CaptureFacts } from '../capture-facts.ts';
import type { CaptureStatistics } from '../capture-statistics.ts';
import { dialectToward } from '../dialect-toward.ts';
import type { Finding } from '../finding.ts';
import { type Outage, outagesOf } from '../outages.ts';
import { remedyFor } from '../remedy.ts';
import { captureFinding, MAX_FINDING_FRAMES, type Rule } from '../rule.ts';
import { icmpName } from '../unanswered-calls.ts';

/**
 * Findings about connections that failed in one way, in steps: one for each outage. `words`: what happened to the connection, after
 * "The connection to SERVER".
 */
export function* tellOutages(
  facts: CaptureFacts,
  statistics: CaptureStatistics,
  rule: Rule,
  handshake: 'refused' | 'unanswered',
  words: string,
): Steps<readonly Finding[]> {
  const outages = yield* outagesOf(facts, statistics, handshake);
  return outages.map((outage) => tell(facts, rule, outage, words));
}

function tell(facts: CaptureFacts, rule: Rule, outage: Outage, words: string): Finding {
  const { first, connections, frames } = outage;
  const server = endpointText(serverOf(first));
  const dialect = dialectToward(facts, server);
  const isMadeGood = outage.fallbacks === connections;
  return captureFinding(rule, {
    severity: severityOf(outage, rule.severity),
    message: [messageOf(outage, server, words), ...detailsOf(outage, dialect)].join(' '),
    frames: [...new Set(frames)].sort((one, other) => one - other).slice(0, MAX_FINDING_FRAMES),
    stream: first.connection,
    time: { seconds: first.firstSeconds, nanoseconds: first.firstNanoseconds },
    count: connections,
    server,
    until: outage.until,
    lastFrame: outage.lastFrame,
    consequence:
      isMadeGood || outage.recoveredBy !== null
        ? null
        : (rulePhrase(dialect, rule.id, 'not-connected') ?? notTold(dialect.server)),
    remedy: isMadeGood
      ? `Have the backend listen on ${server} as well, or give ${dialect.server} the address that works.`
      : (filterRemedy(outage, server) ?? remedyFor(dialect, rule.id, 'usual', { url: `http://${server}` })),
  });
}

/**
 * How grave an outage is: a note where the client went on at another address each time, a warning where a later attempt got
 * through. The one place that decides this.
 */
function severityOf({ fallbacks, connections, recoveredBy }: Outage, usual: Severity): Severity {
  if (fallbacks === connections) return 'note';
  return recoveredBy === null ? usual : 'warning';
}

function messageOf({ attempts, foreignTtl }: Outage, server: string, words: string): string {
  const times = attempts === 1 ? '' : `; ${attempts} attempts`;
  const what = foreignTtl === null ? words : 'was refused by something on the way (SYN answered by RST)';
  return `The connection to ${server} ${what}${times}.`;
}

/** What else the capture shows of who turned the connection down. */
function detailsOf(outage: Outage, dialect: Dialect): readonly string[] {
  const { icmpErrors, foreignTtl, fallback, fallbacks, connections, recoveredBy } = outage;
  const details = icmpErrors.map((errors) => {
    const { meaning } = meaningOf(errors);
    const reason = meaning === 'prohibited' ? ': a filter there forbids it' : '';
    return `${hostText(errors.sender)} answered with ${icmpName(errors)} (frame ${errors.frames[0]})${reason}.`;
  });
  if (foreignTtl !== null) {
    details.push(
      `The RST has TTL ${foreignTtl.reset}, other packets of the server have ${foreignTtl.usual}.`,
    );
  }
  if (recoveredBy !== null) details.push(`A later attempt got through (frame ${recoveredBy.firstFrame}).`);
  if (fallback !== null) {
    details.push(
      fallbacks === connections
        ? `${serverAtStart(dialect)} went on at ${fallback} at once.`
        : `${serverAtStart(dialect)} went on at ${fallback} at once after ${fallbacks} of them.`,
    );
  }
  return details;
}

function filterRemedy({ icmpErrors, foreignTtl }: Outage, server: string): string | null {
  const filter = icmpErrors.find((errors) => meaningOf(errors).meaning === 'prohibited');
  if (filter !== undefined)
    return `Allow connections to ${server} in the filter of ${hostText(filter.sender)}.`;
  if (foreignTtl !== null) {
    return `Look at what stands between the two: firewall, intrusion prevention, load balancer. It turns connections to ${server} down.`;
  }
  return null;
}

/** What follows, where the dialect does not say more. */
function notTold(server: string): string {
  return `What ${server} had to tell there was not told, and nothing that it had to ask was answered.`;
}
