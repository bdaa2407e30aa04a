import { offsetOf } from '../../../analysis/index.ts';
import type { CaptureTime } from '../../../capture/index.ts';
import { count, grouped, offsetText } from '../../../report/layout/index.ts';
import type { ConnectionStory, Endpoint } from '../../../stream/index.ts';
import type { Line, Look } from '../line.ts';
import { labelled } from '../text-lines.ts';

const HANDSHAKES: Readonly<Record<ConnectionStory['handshake'], string>> = {
  complete: 'complete (SYN, SYN-ACK)',
  refused: 'refused: SYN answered by RST',
  unanswered: 'SYN never answered',
  unseen: 'before the capture began',
};
const MOST_GAPS = 8;

/** What happened on a connection below HTTP. */
export function storyLines(
  story: ConnectionStory,
  firstTime: CaptureTime | null,
  columns: number,
): readonly Line[] {
  const at = (seconds: number, nanoseconds: number): string =>
    `${offsetText(offsetOf(firstTime, { seconds, nanoseconds }))} s`;
  const [one, other] = story.endpoints;
  const opener = story.client === 1 ? other : one;
  const taker = story.client === 1 ? one : other;
  const failed = story.handshake === 'refused' || story.handshake === 'unanswered';
  const rows: [string, string, Look?][] = [
    ['tcp.stream', `${story.stream}: ${endpointText(opener)} to ${endpointText(taker)}`],
    ['handshake', `${HANDSHAKES[story.handshake]}${synText(story)}`, failed ? 'error' : 'plain'],
    ['first frame', `${story.firstFrame} at ${at(story.firstSeconds, story.firstNanoseconds)}`],
    ['last frame', `${story.lastFrame} at ${at(story.lastSeconds, story.lastNanoseconds)}`],
  ];
  if (story.resetFrame > 0) {
    rows.push(['reset', `frame ${story.resetFrame}, by ${sideText(story, story.resetBy)}`, 'error']);
  }
  if (story.finFrame > 0)
    rows.push(['closed', `frame ${story.finFrame}, by ${sideText(story, story.closedBy)}`]);
  rows.push(...troubleRows(story));
  return rows.flatMap(([label, text, look]) => labelled(label, text, columns, look));
}

function synText({ synCount, synAckFrame }: ConnectionStory): string {
  const repeated = synCount > 1 ? `, ${count(synCount, 'SYN')}` : '';
  return `${repeated}${synAckFrame > 0 ? `, accepted in frame ${synAckFrame}` : ''}`;
}

function sideText({ client, endpoints }: ConnectionStory, side: 0 | 1 | null): string {
  if (side === null) return 'one of them';
  if (client === null) return endpointText(endpoints[side]);
  return side === client ? 'the call server' : 'the backend';
}

function troubleRows(story: ConnectionStory): [string, string, Look?][] {
  const { trouble } = story;
  if (trouble === null) return [];
  const rows: [string, string, Look?][] = [];
  trouble.halves.forEach((half, side) => {
    const by = sideText(story, side === 0 ? 0 : 1);
    if (half.retransmissions > 0) {
      rows.push([
        'repeated',
        `${count(half.retransmissions, 'segment')} of ${by}, first in frame ${half.firstRetransmissionFrame}`,
        'warning',
      ]);
    }
    if (half.duplicates > 0)
      rows.push(['twice', `${count(half.duplicates, 'frame')} of ${by} captured twice`]);
    if (half.zeroWindows > 0) {
      rows.push([
        'zero window',
        `${count(half.zeroWindows, 'time')} by ${by}, first in frame ${half.firstZeroWindowFrame}`,
        'warning',
      ]);
    }
  });
  for (const gap of trouble.gaps.slice(0, MOST_GAPS)) {
    const size = gap.length === 0 ? 'some bytes' : `${grouped(gap.length)} bytes`;
    rows.push([
      'gap',
      `${size} of ${sideText(story, gap.direction)} absent before frame ${gap.frame} (${gap.cause})`,
      'warning',
    ]);
  }
  if (trouble.gapCount > MOST_GAPS) rows.push(['', `and ${trouble.gapCount - MOST_GAPS} more gaps`]);
  return rows;
}

function endpointText({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
