import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { OracleConnection, OracleExchange, OracleMessage } from '../oracle.ts';

/** One HTTP/1 message, or one HTTP/2 frame, as tshark shows it. */
interface Shown {
  readonly frame: number;
  readonly stream: number;
  readonly isHttp2: boolean;
  readonly fields: ReadonlyMap<string, string>;
  /** The body of a message, or the data of a frame. */
  readonly data: Buffer;
}

const MOST_OUTPUT_BYTES = 1 << 28;
const FIELD = /<field name="([\w.]+)"[^>]*? show="([^"]*)"(?: value="([0-9a-f]*)")?/g;
const DATA_FIELDS: ReadonlySet<string> = new Set(['http.file_data', 'http2.data.data']);

/** What tshark is told of a capture besides its name. */
export interface TsharkReading {
  /** Path of a key log. */
  readonly keys?: string | null;
  /** The port's protocol is HTTP without TLS. */
  readonly isPlain?: boolean;
  /** Ports besides 443 on which what is decrypted is HTTP, unless ALPN says otherwise. */
  readonly ports?: readonly number[];
}

/** The exchanges that tshark finds. */
export function exchangesByTshark(path: string, reading: TsharkReading = {}): readonly OracleExchange[] {
  const words = ['-Y', 'http || http2', '-T', 'pdml', '-J', 'tcp http http2'];
  const shown = tshark(path, reading, words).split('<packet>').slice(1).flatMap(shownIn);
  const http1 = pairedInOrder(shown.filter(({ isHttp2 }) => !isHttp2));
  const http2 = pairedByNumber(shown.filter(({ isHttp2 }) => isHttp2));
  const place = ({ request, response }: OracleExchange): number => request?.frame ?? response?.frame ?? 0;
  return [...http1, ...http2].sort((one, other) => one.stream - other.stream || place(one) - place(other));
}

/** The version and suite of each connection. */
export function connectionsByTshark(path: string): readonly OracleConnection[] {
  const names = ['tcp.stream', 'tls.handshake.version', 'tls.handshake.extensions.supported_version'];
  const fields = [...names, 'tls.handshake.ciphersuite'].flatMap((name) => ['-e', name]);
  const lines = tshark(path, {}, ['-Y', 'tls.handshake.type==2', '-T', 'fields', ...fields]).trim();
  const found = new Map<number, OracleConnection>();
  for (const line of lines === '' ? [] : lines.split('\n')) {
    const [stream = '', old = '', chosen = '', suite = ''] = line.split('\t');
    const version = chosen === '' ? old : chosen;
    if (!found.has(Number(stream))) found.set(Number(stream), { stream: Number(stream), version, suite });
  }
  return [...found.values()];
}

/** The numbers of the connections by the client's port. */
export function streamsByPort(path: string): ReadonlyMap<number, number> {
  const words = [
    '-Y',
    'tcp.flags.syn==1 && tcp.flags.ack==0',
    '-T',
    'fields',
    '-e',
    'tcp.srcport',
    '-e',
    'tcp.stream',
  ];
  const lines = tshark(path, {}, words).trim().split('\n');
  return new Map(lines.map((line) => line.split('\t').map(Number) as [number, number]));
}

/** The client's random of each connection, hexadecimal. */
export function randomsByStream(path: string): ReadonlyMap<number, string> {
  const words = [
    '-Y',
    'tls.handshake.type==1',
    '-T',
    'fields',
    '-e',
    'tcp.stream',
    '-e',
    'tls.handshake.random',
  ];
  const lines = tshark(path, {}, words).trim().split('\n');
  return new Map(
    lines.map((line): [number, string] => {
      const [stream, random = ''] = line.split('\t');
      return [Number(stream), random.replaceAll(':', '')];
    }),
  );
}

function tshark(
  path: string,
  { keys, isPlain, ports = [] }: TsharkReading,
  words: readonly string[],
): string {
  const { status, stdout, stderr } = spawnSync(
    'tshark',
    [
      ...['-r', path],
      ...(keys === undefined || keys === null ? [] : ['-o', `tls.keylog_file:${keys}`]),
      ...(isPlain === true ? ['-d', 'tcp.port==443,http'] : []),
      ...ports.flatMap((port) => ['-d', `tls.port==${port},http`]),
      ...words,
    ],
    { encoding: 'utf8', maxBuffer: MOST_OUTPUT_BYTES },
  );
  if (status !== 0) throw new Error(`tshark ${words.join(' ')}: ${stderr}`);
  return stdout;
}

/** The messages and frames of a packet, in order. */
function shownIn(packet: string): readonly Shown[] {
  const frame = Number(/<field name="num"[^>]* show="(\d+)"/.exec(packet)?.[1]);
  const stream = Number(/<field name="tcp.stream"[^>]* show="(\d+)"/.exec(packet)?.[1]);
  return packet.split('<proto name="').flatMap((part): readonly Shown[] => {
    const name = part.slice(0, part.indexOf('"'));
    if (name !== 'http' && name !== 'http2') return [];
    const fields = new Map<string, string>();
    const pieces: Buffer[] = [];
    for (const [, field = '', show = '', value = ''] of part.matchAll(FIELD)) {
      if (DATA_FIELDS.has(field)) pieces.push(Buffer.from(value, 'hex'));
      else fields.set(field, unescaped(show));
    }
    return [{ frame, stream, isHttp2: name === 'http2', fields, data: Buffer.concat(pieces) }];
  });
}

/** HTTP/1: responses answer requests in their order; interim responses answer none (RFC 9110 §15.2). */
function pairedInOrder(shown: readonly Shown[]): readonly OracleExchange[] {
  const made: { stream: number; request: OracleExchange['request']; response: OracleExchange['response'] }[] =
    [];
  for (const { frame, stream, fields, data } of shown) {
    const method = fields.get('http.request.method');
    const status = Number(fields.get('http.response.code'));
    if (method !== undefined) {
      const uri = fields.get('http.request.uri') ?? '';
      made.push({ stream, request: { method, uri, ...message(frame, data) }, response: null });
    } else if (status >= 200) {
      const response = { status, ...message(frame, data) };
      const waiting = made.find((one) => one.stream === stream && one.response === null);
      if (waiting === undefined) made.push({ stream, request: null, response });
      else waiting.response = response;
    }
  }
  return made;
}

/** HTTP/2: a request and its response have the same stream (RFC 9113 §8.1). */
function pairedByNumber(shown: readonly Shown[]): readonly OracleExchange[] {
  interface Half {
    frame: number;
    readonly pieces: Buffer[];
    readonly head: Shown;
  }
  const halves = new Map<string, { request: Half | null; response: Half | null; stream: number }>();
  for (const one of shown) {
    const number = one.fields.get('http2.streamid');
    const key = `${one.stream}/${number}`;
    const made = halves.get(key) ?? { request: null, response: null, stream: one.stream };
    if (one.fields.has('http2.headers.method')) made.request = { frame: one.frame, pieces: [], head: one };
    else if (Number(one.fields.get('http2.headers.status')) >= 200) {
      made.response = { frame: one.frame, pieces: [], head: one };
    }
    if (one.fields.get('http2.type') === '0') {
      // What comes before the response is of the request: no backend here answers before it has all.
      const half = made.response ?? made.request;
      if (half === null) continue;
      // With the last frame tshark shows the whole body.
      if (one.fields.has('http2.body.reassembled.length')) half.pieces.length = 0;
      half.pieces.push(one.data);
      half.frame = one.frame;
    }
    if (made.request !== null || made.response !== null) halves.set(key, made);
  }
  return [...halves.values()].map(({ stream, request, response }) => ({
    stream,
    request: request && {
      method: request.head.fields.get('http2.headers.method') ?? '',
      uri: request.head.fields.get('http2.headers.path') ?? '',
      ...message(request.frame, Buffer.concat(request.pieces)),
    },
    response: response && {
      status: Number(response.head.fields.get('http2.headers.status')),
      ...message(response.frame, Buffer.concat(response.pieces)),
    },
  }));
}

function message(frame: number, body: Buffer): OracleMessage {
  return { frame, length: body.length, sha256: createHash('sha256').update(body).digest('hex') };
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
