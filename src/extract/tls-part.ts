import type { TlsOverview } from '../engine/index.ts';
import type { TlsSecrets } from '../tls/index.ts';
import type { FrameSelection } from './selection.ts';

/** What is to be known of TLS to take frames out of a capture. */
export interface TlsPartOptions {
  readonly selection: FrameSelection;
  /** Whether secrets within messages are to be replaced. */
  readonly scrub: boolean;
  /** TLS connections of the capture. */
  readonly tls: TlsOverview['connections'];
  /** Where the secrets of these connections are to be written as well, all that are at hand; else null. */
  readonly tlsSecrets: TlsSecrets | null;
}

/** The TLS connections of a selection. `message` says why they cannot be extracted as asked for, and what to do. */
export type TlsPart =
  | {
      readonly ok: true;
      /** They are wanted whole: what is encrypted can be read from the beginning of its connection only. */
      readonly connections: ReadonlySet<number>;
      /** Lines of a key log; null where none are to be written. */
      readonly keyLog: readonly string[] | null;
    }
  | { readonly ok: false; readonly message: string };

/** Streams that a message names. */
const NAMED = 3;

/** Finds the TLS connections of a selection. `whole`: connections that are wanted whole already. */
export function tlsPartOf(
  { selection, scrub, tls, tlsSecrets }: TlsPartOptions,
  whole: ReadonlySet<number>,
): TlsPart {
  const streams = new Set([...whole, ...[...selection.calls].map(({ stream }) => stream)]);
  const wanted = tls.filter(({ connection }) => streams.has(connection.connection));
  const connections = new Set(wanted.map(({ connection }) => connection.connection));
  if (scrub && connections.size > 0) {
    return {
      ok: false,
      message: `--scrub cannot replace what is encrypted (${streamsText(connections)}): leave it out, and nobody reads these frames without the key log`,
    };
  }
  if (tlsSecrets === null) return { ok: true, connections, keyLog: null };
  const randoms = wanted.flatMap(({ handshake }) => handshake.clientRandoms);
  const keyLog = [...new Set(randoms)].flatMap((random) => tlsSecrets.linesOf(random));
  if (keyLog.length === 0) {
    const reason = connections.size === 0 ? 'it has no TLS connection' : 'none is at hand: give --tls-keys';
    return {
      ok: false,
      message: `--with-secrets: there are no secrets to write for this selection; ${reason}`,
    };
  }
  return { ok: true, connections, keyLog };
}

function streamsText(connections: ReadonlySet<number>): string {
  const named = [...connections].slice(0, NAMED).join(', ');
  return `tcp.stream ${named}${connections.size > NAMED ? ' …' : ''}`;
}
