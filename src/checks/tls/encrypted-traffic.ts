import { hostText } from '../../base/endpoint.ts';
import { suiteName, type TlsHandshake, type TlsRounds, tlsVersionName } from '../../tls/index.ts';
import type { TlsSighting } from '../network-facts.ts';
import { clipped, counted, elapsedText, listed } from '../wording.ts';
import { clientDirectionOf } from './outcome.ts';
import type { SightingGroup } from './sighting-group.ts';

/** The protocol of HTTP/2 by ALPN (RFC 9113 §3.1): several requests may be under way at once. */
const HTTP_2 = 'h2';
const NAME_CHARACTERS = 40;

/** Who talks TLS to a server, and how: `2 connections of 10.0.0.5, TLS 1.3, TLS_AES_256_GCM_SHA384, http/1.1`. */
export function speakersText({ members }: SightingGroup): string {
  const clients = distinct(members, (sighting) => [
    hostText(sighting.connection.endpoints[clientDirectionOf(sighting)].address),
  ]);
  return [
    `${counted(members.length, 'connection')} of ${listed(clients)}`,
    ...distinct(members, ({ handshake: { version } }) => (version === null ? [] : [tlsVersionName(version)])),
    ...distinct(members, ({ handshake: { suite } }) => (suite === null ? [] : [suiteName(suite)])),
    ...distinct(members, ({ handshake: { protocol } }) =>
      protocol === null ? [] : [clipped(protocol, NAME_CHARACTERS)],
    ),
  ].join(', ');
}

function distinct(
  members: readonly TlsSighting[],
  of: (sighting: TlsSighting) => readonly string[],
): readonly string[] {
  return [...new Set(members.flatMap(of))];
}

/**
 * What the sizes and times of records tell: `4 requests of about 900 bytes, answered within 12 ms; judged by sizes and times only`.
 * Null where nothing was followed.
 */
export function roundsText({ members }: SightingGroup): string | null {
  const rounds = sumOf(members.map(({ handshake }) => handshake));
  if (rounds === null || rounds.requests === 0) return null;
  const { requests, requestBytes, responseBytes, answered, longestSeconds, isComplete } = rounds;
  const isMultiplexed = members.some(({ handshake }) => handshake.protocol === HTTP_2);
  const what = isMultiplexed ? counted(requests, 'turn') : counted(requests, 'request');
  const size = `${requests === 1 ? '' : 'about '}${counted(Math.round(requestBytes / requests), 'byte')}`;
  const least = isComplete ? '' : 'at least ';
  const answers =
    answered === 0
      ? 'none of them answered'
      : `${answered === requests ? '' : `${answered} of them `}answered within ${elapsedText(longestSeconds)} with ${answered === 1 ? '' : 'about '}${counted(Math.round(responseBytes / answered), 'byte')}`;
  return `${least}${what} of ${size}, ${answers}${answered > 1 ? ' each' : ''}; judged by sizes and times only`;
}

function sumOf(handshakes: readonly TlsHandshake[]): TlsRounds | null {
  const known = handshakes.flatMap(({ rounds }) => (rounds === null ? [] : [rounds]));
  if (known.length === 0) return null;
  return {
    requests: sum(known, ({ requests }) => requests),
    requestBytes: sum(known, ({ requestBytes }) => requestBytes),
    responseBytes: sum(known, ({ responseBytes }) => responseBytes),
    answered: sum(known, ({ answered }) => answered),
    longestSeconds: Math.max(...known.map(({ longestSeconds }) => longestSeconds)),
    isComplete: known.length === handshakes.length && known.every(({ isComplete }) => isComplete),
  };
}

function sum(rounds: readonly TlsRounds[], of: (each: TlsRounds) => number): number {
  return rounds.reduce((total, each) => total + of(each), 0);
}
