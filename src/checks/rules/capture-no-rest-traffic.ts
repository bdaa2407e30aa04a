import { type CaptureFacts, hasHooks } from '../capture-facts.ts';
import type { Finding } from '../finding.ts';
import { possibleReasons, type Reason, reasonsOf } from '../no-hooks/reasons.ts';
import { hostNamesOf, sightingSentences, sightingsOf } from '../no-hooks/sightings.ts';
import { remedyText } from '../remedy.ts';
import { type CaptureRule, captureFinding, MAX_FINDING_FRAMES } from '../rule.ts';

/**
 * The capture has no hook call at all: says what it has instead, and why there may be none (design §6). The reasons that it shows
 * come first, with their frames; what is merely possible follows, without what the capture contradicts.
 */
export const captureNoRestTraffic: CaptureRule = {
  id: 'capture/no-rest-traffic',
  severity: 'error',
  judge: (facts) => {
    if (hasHooks(facts)) return [];
    const where = facts.ports.length > 0 && facts.portsPinned ? ` on port ${facts.ports.join(', ')}` : '';
    const sightings = sightingsOf(facts);
    const shown = reasonsOf(sightings, facts);
    const possible = possibleReasons(facts, sightings, shown);
    const frames = [...new Set(shown.flatMap((reason) => reason.frames))].sort((one, other) => one - other);
    return [
      captureFinding(captureNoRestTraffic, {
        message: `No hook call in the capture${where}: ${facts.frames} frames read.`,
        evidence: sightingSentences(sightings, facts).join(' '),
        frames: frames.slice(0, MAX_FINDING_FRAMES),
        stream: facts.tlsStreams[0] ?? null,
        consequence: reasonText(
          shown,
          possible.map(({ description }) => description),
        ),
        remedy: remediesOf(facts, shown, possible),
        hostNames: hostNamesOf(sightings),
      }),
    ];
  },
};

/**
 * That a selection has no call. `sessions`: names that may have been meant, where no session has the one that was given, as they may
 * be shown; null where that is not the reason.
 */
export function emptySelection(count: number, sessions: readonly string[] | null = null): Finding {
  return captureFinding(captureNoRestTraffic, {
    message: `None of the ${count} hook calls of the capture is selected.${sessionsText(sessions)}`,
    remedy: 'Look at --session, --from, --to and --filter: without them all calls are shown.',
  });
}

function sessionsText(sessions: readonly string[] | null): string {
  if (sessions === null) return '';
  if (sessions.length === 0) return ' No call names a session.';
  return ` No session has the given name; there ${sessions.length === 1 ? 'is' : 'are'} ${sessions.join(', ')}.`;
}

function reasonText(shown: readonly Reason[], possible: readonly string[]): string | null {
  const listedUnder = (head: string, texts: readonly string[]): readonly string[] =>
    texts.length === 0 ? [] : [head, ...texts.map((text) => `- ${text}`)];
  const lines = [
    ...listedUnder(
      'The capture shows:',
      shown.map(({ text }) => text),
    ),
    ...listedUnder(shown.length > 0 ? 'Possible as well:' : 'Possible reasons:', possible),
  ];
  return lines.length === 0 ? null : lines.join('\n');
}

function remediesOf(
  { dialect }: CaptureFacts,
  shown: readonly Reason[],
  possible: ReturnType<typeof possibleReasons>,
): string | null {
  const own = new Set(shown.flatMap(({ remedy }) => (remedy === null ? [] : [remedy])));
  const ids = possible.flatMap(({ remedies }) => remedies);
  const lines = [...own, ...(ids.length === 0 ? [] : [remedyText(dialect, ids) ?? ''])];
  return lines.length === 0 ? null : lines.filter((line) => line !== '').join('\n');
}
