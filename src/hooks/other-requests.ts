import { MAX_EVIDENCE_FRAMES, MAX_OTHER_PATH_CHARACTERS, MAX_OTHER_REQUEST_KINDS } from '../base/limits.ts';
import type { Dialect } from '../dialects/index.ts';
import { type Exchange, headerValue, type ResponseMessage } from '../http/index.ts';
import type { Payload } from './payload.ts';
import type { ExchangeOrigin, ReadCall } from './read.ts';
import { unsupportedFormOf } from './unsupported.ts';

/** HTTP requests of one kind that are no hook calls. It is a value. */
export interface OtherRequests {
  /** Address and port of the server. */
  readonly server: string;
  readonly port: number;
  /** null: responses whose requests are not in the capture. */
  readonly method: string | null;
  /** The target without its query; cut at MAX_OTHER_PATH_CHARACTERS. May hold any text. '' where the request is absent. */
  readonly path: string;
  /** The media type of the request's body (without a request: the response's), in lower case; null where none is named. */
  readonly contentType: string | null;
  /** Status of the responses; null: there was none. */
  readonly status: number | null;
  /** The field Server of the first response that has one, at most 60 characters; null where none has. May hold any text. */
  readonly software: string | null;
  /** The hook method that the request names, with the name of its dialect; null where it names none. */
  readonly names: { readonly method: string; readonly dialect: string } | null;
  /** What the body of the first turned out to be. */
  readonly body: Payload['kind'];
  /** Title of the system whose messages have this form, where a dialect knows it and it is not supported. */
  readonly unsupported: string | null;
  readonly count: number;
  /** Number of the connection of the first. */
  readonly connection: number;
  /** Frames of the first ones, in order; at most MAX_EVIDENCE_FRAMES. */
  readonly frames: readonly number[];
}

/** Gathers requests that are no hooks by what they have in common: sums, so that those of several readings add up. */
export class OtherRequestBook {
  readonly #kinds = new Map<string, OtherRequests>();
  #left = 0;

  /** `target`: the target as it may be shown, without secrets. */
  take({ call, exchange, payload, certainty }: ReadCall, target: string, dialects: readonly Dialect[]): void {
    const { request, response } = exchange;
    if (request === null) return;
    this.add({
      server: call.server,
      port: call.serverPort,
      method: request.method,
      path: pathOf(target),
      contentType: mediaType(headerValue(request.headers, 'content-type')),
      status: response?.status ?? null,
      software: response === null ? null : softwareOf(response),
      names:
        certainty === 'likely' && call.methodSpec !== null
          ? { method: call.methodSpec.name, dialect: call.dialect.name }
          : null,
      body: payload.kind,
      unsupported: unsupportedFormOf(dialects, request)?.title ?? null,
      count: 1,
      connection: call.stream,
      frames: [call.requestFrames[0]],
    });
  }

  /** Takes a response without its request. */
  takeResponse({ stream, server, serverPort }: ExchangeOrigin, { response }: Exchange): void {
    if (response === null) return;
    this.add({
      server,
      port: serverPort,
      method: null,
      path: '',
      contentType: mediaType(headerValue(response.headers, 'content-type')),
      status: response.status,
      software: softwareOf(response),
      names: null,
      body: 'empty',
      unsupported: null,
      count: 1,
      connection: stream,
      frames: [response.firstFrame],
    });
  }

  /** Adds what was gathered elsewhere. */
  add(kind: OtherRequests): void {
    const { server, method, path, contentType, status, unsupported } = kind;
    const key = JSON.stringify([server, method, path, contentType, status, unsupported]);
    const known = this.#kinds.get(key);
    if (known !== undefined) this.#kinds.set(key, joined(known, kind));
    else if (this.#kinds.size < MAX_OTHER_REQUEST_KINDS) this.#kinds.set(key, kind);
    else this.#left += kind.count;
  }

  /** Requests of further kinds, beyond MAX_OTHER_REQUEST_KINDS. */
  get left(): number {
    return this.#left;
  }

  /** In order of their first frames. What comes later changes nothing of it. */
  kinds(): readonly OtherRequests[] {
    return [...this.#kinds.values()].sort((one, other) => one.frames[0] - other.frames[0]);
  }
}

function joined(one: OtherRequests, other: OtherRequests): OtherRequests {
  const frames = [...one.frames, ...other.frames];
  return {
    ...(one.frames[0] <= other.frames[0] ? one : other),
    software: one.software ?? other.software,
    count: one.count + other.count,
    frames: frames.sort((a, b) => a - b).slice(0, MAX_EVIDENCE_FRAMES),
  };
}

function pathOf(target: string): string {
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  return path.length <= MAX_OTHER_PATH_CHARACTERS ? path : `${path.slice(0, MAX_OTHER_PATH_CHARACTERS)}…`;
}

/** A content type without its parameters. */
function mediaType(value: string | null): string | null {
  const type = (value ?? '').split(';')[0].trim().toLowerCase();
  return type === '' ? null : type;
}

const SOFTWARE_CHARACTERS = 60;

function softwareOf({ headers }: ResponseMessage): string | null {
  return headerValue(headers, 'server')?.slice(0, SOFTWARE_CHARACTERS) ?? null;
}
