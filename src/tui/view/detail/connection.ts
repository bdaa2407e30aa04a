import { endpointText } from '../../../base/endpoint.ts';
import type { Instant } from '../../../base/time.ts';
import { offsetOf } from '../../../base/time.ts';
import { count, grouped, offsetText, padStart } from '../../../report/layout/index.ts';
import type { ConnectionSummary } from '../../../stream/index.ts';
import { suiteName, type TlsHandshake, tlsVersionName, whyNotDecrypted } from '../../../tls/index.ts';
import { type Line, type Look, span } from '../../layout/line.ts';
import { labelledLines, wrapped } from '../../layout/text-lines.ts';
import type { Catalogue } from '../../model/catalogue.ts';
import type { Viewer } from '../viewer.ts';
import {
  type CallsOfConnection,
  type ConnectionEvent,
  connectionEvents,
  MOST_GAPS,
} from './connection-events.ts';

const HANDSHAKES: Readonly<Record<ConnectionSummary['handshake'], string>> = {
  complete: 'complete',
  refused: 'refused: SYN answered by RST',
  unanswered: 'SYN never answered',
  unseen: 'before the capture began',
};

const FRAME_WIDTH = 10;
const TIME_WIDTH = 12;
const ARROWS: Readonly<Record<NonNullable<ConnectionEvent['from']>, string>> = {
  'call server': '→',
  backend: '←',
};

/**
 * What happened on a connection below HTTP: its end points and its beginning, then the events that its frames show, one
 * a line.
 */
export function connectionLines(
  connection: ConnectionSummary,
  calls: CallsOfConnection,
  { analysis: { firstTime }, tls }: Pick<Catalogue, 'analysis' | 'tls'>,
  columns: number,
  viewer: Viewer,
): readonly Line[] {
  const handshake = tls(connection.connection);
  const rows = [...factsOf(connection, calls), ...(handshake === null ? [] : [tlsFact(handshake, viewer)])];
  return [
    ...rows.flatMap(([label, text, look]) => labelledLines(label, text, columns, look)),
    { spans: [span('dim', `${padStart('frame', FRAME_WIDTH)}${padStart('seconds', TIME_WIDTH)}`)] },
    ...connectionEvents(connection, calls, viewer).flatMap((moment) =>
      eventLines(moment, firstTime, columns),
    ),
  ];
}

type Fact = readonly [label: string, text: string, look?: Look];

function factsOf(connection: ConnectionSummary, { calls, own }: CallsOfConnection): readonly Fact[] {
  const [one, other] = connection.endpoints;
  const opener = connection.client === 1 ? other : one;
  const taker = connection.client === 1 ? one : other;
  const failed = connection.handshake === 'refused' || connection.handshake === 'unanswered';
  const facts: Fact[] = [
    ['tcp.stream', `${connection.connection}: ${endpointText(opener)} to ${endpointText(taker)}`],
    ['handshake', HANDSHAKES[connection.handshake], failed ? 'error' : 'plain'],
  ];
  if (own !== null && calls.length > 1) {
    facts.push(['calls on it', `this is ${grouped(calls.indexOf(own) + 1)} of ${grouped(calls.length)}`]);
  }
  const { anomalies } = connection;
  if (anomalies === null) return facts;
  const duplicates = anomalies.halves[0].duplicates + anomalies.halves[1].duplicates;
  if (duplicates > 0) facts.push(['twice', `${count(duplicates, 'frame')} captured twice`]);
  if (anomalies.gapCount > MOST_GAPS) {
    facts.push(['gaps', `${grouped(anomalies.gapCount)}; the first ${MOST_GAPS} are shown`, 'warning']);
  }
  return facts;
}

/** `TLS 1.3, TLS_AES_256_GCM_SHA384, backend.example, decrypted`. */
function tlsFact({ version, suite, serverName, decryption }: TlsHandshake, { safe }: Viewer): Fact {
  const parts = [
    version === null ? 'TLS' : tlsVersionName(version),
    ...(suite === null ? [] : [suiteName(suite)]),
    ...(serverName === null ? [] : [safe(serverName)]),
  ];
  if (decryption.kind === 'decrypted') parts.push('decrypted');
  else if (decryption.kind !== 'unasked') parts.push(`not decrypted: ${whyNotDecrypted(decryption)}`);
  return ['TLS', parts.join(', ')];
}

/** `>  48    5.880 → connect`: the frames of the call that is looked at are marked. */
function eventLines(moment: ConnectionEvent, firstTime: Instant | null, columns: number): readonly Line[] {
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
