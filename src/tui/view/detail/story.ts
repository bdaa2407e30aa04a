import { endpointText } from '../../../base/endpoint.ts';
import type { Instant } from '../../../base/time.ts';
import { offsetOf } from '../../../base/time.ts';
import { count, grouped, offsetText, padStart } from '../../../report/layout/index.ts';
import type { ConnectionSummary } from '../../../stream/index.ts';
import { type Line, type Look, span } from '../../layout/line.ts';
import { labelled, wrapped } from '../../layout/text-lines.ts';
import type { Viewer } from '../viewer.ts';
import { type CallsInStream, MOST_GAPS, type Moment, momentsOf } from './moments.ts';

const HANDSHAKES: Readonly<Record<ConnectionSummary['handshake'], string>> = {
  complete: 'complete',
  refused: 'refused: SYN answered by RST',
  unanswered: 'SYN never answered',
  unseen: 'before the capture began',
};

const FRAME_WIDTH = 10;
const TIME_WIDTH = 12;
const ARROWS: Readonly<Record<NonNullable<Moment['from']>, string>> = { 'call server': '→', backend: '←' };

/** What happened on a connection below HTTP: its ends and its beginning, then what its frames show, one a line. */
export function storyLines(
  story: ConnectionSummary,
  calls: CallsInStream,
  firstTime: Instant | null,
  columns: number,
  viewer: Viewer,
): readonly Line[] {
  const rows = factsOf(story, calls);
  return [
    ...rows.flatMap(([label, text, look]) => labelled(label, text, columns, look)),
    { spans: [span('dim', `${padStart('frame', FRAME_WIDTH)}${padStart('seconds', TIME_WIDTH)}`)] },
    ...momentsOf(story, calls, viewer).flatMap((moment) => momentLines(moment, firstTime, columns)),
  ];
}

type Fact = readonly [label: string, text: string, look?: Look];

function factsOf(story: ConnectionSummary, { calls, own }: CallsInStream): readonly Fact[] {
  const [one, other] = story.endpoints;
  const opener = story.client === 1 ? other : one;
  const taker = story.client === 1 ? one : other;
  const failed = story.handshake === 'refused' || story.handshake === 'unanswered';
  const facts: Fact[] = [
    ['tcp.stream', `${story.connection}: ${endpointText(opener)} to ${endpointText(taker)}`],
    ['handshake', HANDSHAKES[story.handshake], failed ? 'error' : 'plain'],
  ];
  if (own !== null && calls.length > 1) {
    facts.push(['calls on it', `this is ${grouped(calls.indexOf(own) + 1)} of ${grouped(calls.length)}`]);
  }
  const { anomalies } = story;
  if (anomalies === null) return facts;
  const duplicates = anomalies.halves[0].duplicates + anomalies.halves[1].duplicates;
  if (duplicates > 0) facts.push(['twice', `${count(duplicates, 'frame')} captured twice`]);
  if (anomalies.gapCount > MOST_GAPS) {
    facts.push(['gaps', `${grouped(anomalies.gapCount)}; the first ${MOST_GAPS} are shown`, 'warning']);
  }
  return facts;
}

/** `>  48    5.880 → connect`: the frames of the call that is looked at are marked. */
function momentLines(moment: Moment, firstTime: Instant | null, columns: number): readonly Line[] {
  const { frame, time, from, text, look, isOwn } = moment;
  const lead = [
    isOwn ? '>' : ' ',
    padStart(String(frame), FRAME_WIDTH - 1),
    padStart(time === null ? '' : offsetText(offsetOf(firstTime, time)), TIME_WIDTH),
    `  ${from === null ? ' ' : ARROWS[from]} `,
  ].join('');
  const [first, ...rest] = wrapped(text, columns, lead.length, look);
  const spans = [span(isOwn ? 'plain' : 'dim', lead), ...(first?.spans.slice(1) ?? [])];
  return [{ spans }, ...rest];
}
