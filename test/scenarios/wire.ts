import { gzipSync } from 'node:zlib';
import {
  Conversation,
  type Mishap,
  refusedConnection,
  type Scenario,
  unansweredConnection,
} from '../../samples/builder/index.ts';
import {
  apacheAnswer,
  type BackendAnswer,
  escapedSlashes,
  expressAnswer,
  headerBlock,
  httpDate,
  indentedJson,
  tomcatAnswer,
} from '../../samples/hooks/index.ts';
import { type Act, MILLISECOND, type Party } from './plan.ts';

type Content = Parameters<typeof tomcatAnswer>[0];

/** An answer with its body compressed, as a proxy before the backend may send it. */
function gzipAnswer(content: Content): readonly Buffer[] {
  const bytes = gzipSync(content.body);
  const header = headerBlock(`HTTP/1.1 ${content.status} ${content.status === 200 ? 'OK' : 'Error'}`, [
    ['Server', 'nginx/1.24.0'],
    ['Date', httpDate(content.date)],
    ['Content-Type', content.contentType ?? 'application/json'],
    ['Content-Encoding', 'gzip'],
    ['Content-Length', String(bytes.length)],
  ]);
  return [header, bytes];
}

/** An answer whose end is that of the connection (RFC 9112 section 6.3, rule 8). */
function untilCloseAnswer(content: Content): readonly Buffer[] {
  const header = headerBlock(`HTTP/1.1 ${content.status} ${content.status === 200 ? 'OK' : 'Error'}`, [
    ['Date', httpDate(content.date)],
    ['Content-Type', content.contentType ?? 'application/json'],
    ['Connection', 'close'],
  ]);
  return [Buffer.concat([header, Buffer.from(content.body)])];
}

const ANSWERS = {
  tomcat: tomcatAnswer,
  express: expressAnswer,
  apache: apacheAnswer,
  gzip: gzipAnswer,
  'until-close': untilCloseAnswer,
} as const;
const CLOSING: ReadonlySet<Party['backend']> = new Set(['apache', 'until-close']);

/** The connections of one call server to its backend: puts acts on the wire, in order of time. */
export class Wire {
  readonly #scenario: Scenario;
  readonly #party: Party;
  #idle: Conversation[] = [];

  constructor(scenario: Scenario, party: Party) {
    this.#scenario = scenario;
    this.#party = party;
  }

  /** Puts an act on the wire; returns when its request begins, or the first attempt at it (microseconds). */
  play(act: Act): number {
    const { answer } = act;
    if (answer.kind === 'refused') {
      refusedConnection(this.#scenario, { ...this.#ends(), at: act.at });
      return act.at;
    }
    if (answer.kind === 'unreachable') {
      unansweredConnection(this.#scenario, { ...this.#ends(), at: act.at, attempts: answer.attempts });
      return act.at;
    }
    const conversation = this.#connection(act.at);
    const begun = conversation.now;
    const body = act.body ?? (this.#party.indented ? indentedJson(act.payload) : JSON.stringify(act.payload));
    const [header, content] = requestBytes(this.#party, act, body);
    const mishaps = this.#mishaps(act.requestMishaps);
    if (this.#party.expects && act.requestMishaps === undefined) {
      conversation.request(header).wait(MILLISECOND);
      conversation.answer(Buffer.from('HTTP/1.1 100 Continue\r\n\r\n')).wait(MILLISECOND).request(content);
    } else {
      const isSplit = this.#party.splitRequest && content.length > 0;
      conversation.request(isSplit ? [header, content] : Buffer.concat([header, content]), mishaps);
    }
    this.#answer(conversation, act, answer, body);
    return begun;
  }

  /** The call server ends: it closes what is open. */
  close(at: number): void {
    for (const conversation of this.#idle) this.#end(conversation.waitUntil(at), 'client');
    this.#idle = [];
  }

  #answer(
    conversation: Conversation,
    act: Act,
    answer: Exclude<BackendAnswer, { kind: 'refused' | 'unreachable' }>,
    body: string,
  ): void {
    conversation.wait(answer.delay ?? this.#scenario.random.between(2, 9) * MILLISECOND);
    if (answer.kind === 'silence') {
      if (answer.end === 'client-closes') conversation.close('client');
      if (answer.end === 'server-closes') conversation.close('server');
      if (answer.end === 'server-resets') conversation.reset('server');
      return;
    }
    const { backend } = this.#party;
    const content: Content = {
      ...(answer.kind === 'mirrored'
        ? { status: 200, body: this.#mirror(act, answer.changes, body) }
        : { status: answer.status, body: answer.body ?? '' }),
      ...(answer.kind === 'status' && answer.contentType !== undefined
        ? { contentType: answer.contentType }
        : {}),
      date: this.#scenario.epoch + Math.floor(conversation.now / 1_000_000),
    };
    conversation.answer(ANSWERS[backend](content), this.#mishaps(act.answerMishaps));
    if (CLOSING.has(backend)) conversation.close('server');
    else this.#keep(conversation);
  }

  /** Those of the act, or now and then one that does no harm. */
  #mishaps(mishaps: Act['requestMishaps']): { readonly mishaps?: Readonly<Record<number, Mishap>> } {
    if (mishaps !== undefined) return { mishaps };
    const { random } = this.#scenario;
    return random.chance(this.#party.trouble)
      ? { mishaps: { 0: random.pick(['late', 'repeated', 'lost']) } }
      : {};
  }

  #mirror(act: Act, changes: object | undefined, body: string): string {
    if (this.#party.system !== 'wcs') return '{"status":"Success"}';
    const config = act.config === undefined ? {} : { restClientConfig: act.config };
    const changed = changes !== undefined || act.config !== undefined;
    const mirrored = changed ? JSON.stringify({ ...act.payload, ...changes, ...config }) : body;
    return this.#party.backend === 'apache' ? escapedSlashes(mirrored) : mirrored;
  }

  #keep(conversation: Conversation): void {
    if (this.#party.connections === 'per-call') this.#end(conversation, 'client');
    else this.#idle.push(conversation);
  }

  /** A connection over which nothing is waited for ends. Some programs do that with a reset. */
  #end(conversation: Conversation, side: 'client' | 'server'): void {
    const { farewell } = this.#party;
    if (farewell === 'fin') conversation.close(side);
    else conversation.wait(MILLISECOND).reset(farewell === 'client-resets' ? 'client' : 'server');
  }

  /** An idle connection, or a new one. Those that were idle for too long are closed by the backend first. */
  #connection(at: number): Conversation {
    const { poolSize, idleLimit } = this.#party;
    for (const conversation of this.#idle.filter((idle) => idle.now + idleLimit < at)) {
      this.#end(conversation.wait(idleLimit), 'server');
      this.#idle = this.#idle.filter((idle) => idle !== conversation);
    }
    const free = this.#idle.filter((idle) => idle.now <= at);
    const wanted = this.#scenario.random.below(Math.max(1, poolSize));
    const chosen = free[wanted] ?? (this.#idle.length >= poolSize ? free[0] : undefined);
    if (chosen === undefined) return new Conversation(this.#scenario, { ...this.#ends(), at }).open();
    this.#idle = this.#idle.filter((idle) => idle !== chosen);
    return chosen.waitUntil(at);
  }

  #ends() {
    const { client, server, maximumSegmentSize, timestamps } = this.#party;
    return {
      client: { address: client, port: this.#scenario.ephemeralPort() },
      server,
      timestamps,
      ...(maximumSegmentSize === null ? {} : { maximumSegmentSize }),
    };
  }
}

/** Header and body of a request. */
function requestBytes(party: Party, act: Act, body: string): readonly [Buffer, Buffer] {
  const bytes = Buffer.from(body);
  if (party.system !== 'wcs') return [pbxHeader(party, act, bytes), bytes];
  return [wcsHeader(party, act, bytes), party.requestCoding === 'chunked' ? inChunks(bytes) : bytes];
}

/** Chunked coding (RFC 9112 section 7.1) in two chunks and the last. */
function inChunks(bytes: Buffer): Buffer {
  const half = bytes.length >> 1;
  const pieces = [bytes.subarray(0, half), bytes.subarray(half)].filter((piece) => piece.length > 0);
  const chunks = pieces.flatMap((piece) => [`${piece.length.toString(16)}\r\n`, piece, '\r\n']);
  return Buffer.concat([...chunks, '0\r\n\r\n'].map((part) => Buffer.from(part)));
}

function wcsHeader(party: Party, act: Act, body: Buffer): Buffer {
  const { address, port } = party.server;
  const host = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const type = act.contentType === undefined ? 'application/json;charset=UTF-8' : act.contentType;
  return headerBlock(`${act.httpMethod ?? 'POST'} ${party.prefix}/${act.method} HTTP/1.1`, [
    ['Accept', 'application/json, application/*+json'],
    ...(party.backend === 'gzip' ? [['Accept-Encoding', 'gzip'] as const] : []),
    ...(type === null ? [] : [['Content-Type', type] as const]),
    ['User-Agent', 'Java/1.8.0_111'],
    ['Host', host],
    ['Connection', party.connections === 'pool' ? 'keep-alive' : 'close'],
    party.requestCoding === 'chunked'
      ? ['Transfer-Encoding', 'chunked']
      : ['Content-Length', String(body.length)],
    ...(party.expects ? [['Expect', '100-continue'] as const] : []),
    ...party.fields,
  ]);
}

function pbxHeader(party: Party, act: Act, body: Buffer): Buffer {
  const { address, port } = party.server;
  if (party.system === 'openvox') {
    const start = act.noTarget === true ? 'POST HTTP/1.1' : 'POST / HTTP/1.1';
    return Buffer.from(
      `${start}\r\nHost:${address}\r\nContent-Length:${body.length}\r\n` +
        'Accept: application/json\r\nContent-Type:application/json\r\nConnection:close\r\n\r\n',
    );
  }
  return headerBlock('POST / HTTP/1.1', [
    ['User-Agent', 'WebAPI'],
    ['Host', `${address}: ${port}`],
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
    ['Content-Length', String(body.length)],
  ]);
}
