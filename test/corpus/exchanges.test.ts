import { describe, expect, it } from 'vitest';
import { type ListedExchange, listExchanges } from '../../src/engine/index.ts';
import { Masker } from '../../src/privacy/index.ts';
import { corpusEntries, corpusPath, hasCorpus, oracleLines } from './corpus.ts';
import { EXCEPTIONS } from './exceptions.ts';

interface HttpLine {
  readonly type: 'http' | 'httpInOrder';
  readonly frame: number;
  readonly stream: number;
  readonly kind: 'request' | 'response' | 'other';
  readonly method?: string;
  readonly uri?: string;
  readonly status?: number;
  readonly body?: { readonly length: number; readonly sha256: string };
}

interface TruthMessage {
  readonly method?: string;
  readonly uri?: string;
  readonly status?: number;
  readonly bodyLen: number;
  readonly bodySha256: string;
  readonly complete: boolean;
  readonly firstFrame: number;
  readonly completeFrame: number;
}

interface TruthLine {
  readonly type: 'connection' | 'exchange';
  readonly conn: number;
  readonly client: string;
  readonly request: TruthMessage | null;
  readonly response: TruthMessage | null;
}

async function exchangesOf(file: string): Promise<readonly ListedExchange[]> {
  const options = { ports: [], hash: true, reader: 'hookscope', onProgress: null } as const;
  const listed = await listExchanges([corpusPath(file)], options, new Masker({ showSecrets: true }));
  if (!listed.ok) throw new Error(listed.errors[0]?.message);
  const exchanges: ListedExchange[] = [];
  for await (const portion of listed.portions) exchanges.push(...portion);
  listed.close();
  return exchanges;
}

/** One message as the oracle and hookscope both can say it. */
interface Seen {
  readonly stream: number;
  readonly what: string;
  readonly sha256: string | null;
  readonly lastFrame: number;
}

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function messagesOf(exchanges: readonly ListedExchange[]): readonly Seen[] {
  return exchanges.flatMap(({ stream, request, response, interim }) => {
    const seen: Seen[] = interim.map((status) => ({
      stream,
      what: `${status}`,
      sha256: EMPTY_SHA256,
      lastFrame: -1,
    }));
    if (request !== null) {
      const { body, lastFrame } = request;
      seen.push({ stream, what: `${request.method} ${request.target}`, sha256: body.sha256, lastFrame });
    }
    if (response !== null) {
      const { body, lastFrame } = response;
      seen.push({ stream, what: `${response.status}`, sha256: body.sha256, lastFrame });
    }
    return seen;
  });
}

/**
 * What tshark says and hookscope does not, as lines; `corpus/README.md` names tshark's own weaknesses, and where a
 * stream has missing bytes its in-order reading counts as well.
 */
function unseen(lines: readonly HttpLine[], messages: readonly Seen[]): readonly string[] {
  const left = [...messages];
  const inOrder = new Set(lines.filter((line) => line.type === 'httpInOrder').map((line) => line.stream));
  return lines.flatMap((line) => {
    if (line.kind === 'other') return [];
    // Of `OPTIONS HTTP/1.1`, a line without a target, tshark takes the version for the target.
    const target = line.uri === 'HTTP/1.1' ? '' : (line.uri ?? '');
    const what = line.kind === 'request' ? `${line.method} ${target}` : `${line.status}`;
    const fits = (seen: Seen): boolean =>
      seen.stream === line.stream &&
      seen.what === what &&
      (line.body === undefined || seen.sha256 === line.body.sha256);
    const exact = left.findIndex((seen) => fits(seen) && seen.lastFrame === line.frame);
    const index = exact >= 0 ? exact : left.findIndex(fits);
    if (index < 0) {
      return [`stream ${line.stream} frame ${line.frame}: ${what} body ${line.body?.length ?? 'none'}`];
    }
    // Both readings of a stream with missing bytes name the same message.
    if (!inOrder.has(line.stream)) left.splice(index, 1);
    return [];
  });
}

describe.skipIf(!hasCorpus)('every exchange that tshark finds in the corpus is found', () => {
  it.each(corpusEntries().map((entry) => entry.file))('%s', async (file) => {
    const lines = oracleLines<HttpLine>(file, '.jsonl').filter(
      (line) => line.type === 'http' || line.type === 'httpInOrder',
    );
    const exception = EXCEPTIONS.get(file);
    if (exception?.isRefused) {
      await expect(exchangesOf(file)).rejects.toThrow(file);
      return;
    }
    const exchanges = await exchangesOf(file);
    const absent = unseen(lines, messagesOf(exchanges));
    const places = absent.map((line) => line.replace(/^stream (\d+) frame (\d+):.*$/s, '$1/$2')).sort();
    expect(places, absent.join('\n')).toEqual([...(exception?.unseen ?? [])].sort());
  });
});

describe.skipIf(!hasCorpus)('the truth of synthetic captures is met exactly', () => {
  const synthetic = corpusEntries()
    .map((entry) => entry.file)
    .filter((file) => file.startsWith('syn-'));

  it.each(synthetic)('%s', async (file) => {
    const truth = oracleLines<TruthLine>(file, '.truth.jsonl');
    const clients = new Map(
      truth.flatMap((line) => (line.type === 'connection' ? [[line.conn, line.client]] : [])),
    );
    const exchanges = await exchangesOf(file);
    const found = exchanges.map(({ client, request, response }) => ({
      client: client.replaceAll(/[[\]]/g, ''),
      request: request && {
        what: `${request.method} ${request.target}`,
        sha256: request.body.complete ? request.body.sha256 : null,
        complete: request.body.complete,
        frames: [request.firstFrame, request.lastFrame],
      },
      answer: response && {
        what: `${response.status}`,
        sha256: response.body.complete ? response.body.sha256 : null,
        complete: response.body.complete,
        frames: [response.firstFrame, response.lastFrame],
      },
    }));
    const message = (told: TruthMessage | null): unknown =>
      told && {
        what: told.method === undefined ? `${told.status}` : `${told.method} ${told.uri}`,
        sha256: told.complete ? told.bodySha256 : null,
        complete: told.complete,
        frames: [told.firstFrame, told.completeFrame],
      };
    const wanted = truth
      .filter((line) => line.type === 'exchange' && line.request !== null)
      .map((line) => ({
        client: clients.get(line.conn),
        request: message(line.request),
        answer: message(line.response),
      }));
    const key = (one: { client?: string | undefined; request: unknown }): string =>
      JSON.stringify(one.request) + one.client;
    const sorted = <One extends { client?: string | undefined; request: unknown }>(
      list: readonly One[],
    ): readonly One[] => [...list].sort((one, other) => (key(one) < key(other) ? -1 : 1));
    expect(sorted(found)).toEqual(sorted(wanted));
  });
});

describe.skipIf(!hasCorpus)('the list of exceptions', () => {
  it('names every capture of which tshark is known to be no judge, and none that is not there', () => {
    const files = corpusEntries().map(({ file }) => file);
    expect([...EXCEPTIONS.keys()].filter((file) => !files.includes(file))).toEqual([]);
    const defined = corpusEntries().filter(({ definition }) => definition !== undefined);
    expect(defined.map(({ file }) => file).filter((file) => !EXCEPTIONS.has(file))).toEqual([]);
  });
});
