import { MAX_KEPT_INFO_CHARACTERS, MAX_PAYLOAD_OUTLINES } from '../base/limits.ts';
import { type HookCall, member, membersOf, type ReadCall } from '../hooks/index.ts';
import { headerValue } from '../http/index.ts';
import { outlineText, type PayloadOutline, readOutline } from './payload-outline.ts';
import { isMirror, type ResponseOutline, responseOutline } from './response-outline.ts';

/** What a call tells about the call server, the backend and the address that hooks are posted to. */
export interface CallSetting {
  /** The request target without the name of the hook, and without its query. */
  readonly prefix: string;
  readonly userAgent: string | null;
  readonly server: string | null;
}

/** What is kept of a call's messages for a comparison. Equal outlines are the same object. */
export interface CallOutline {
  /** null where the request's payload is no JSON object, or the capture lacks a part of it. */
  readonly request: PayloadOutline | null;
  /** null where there is nothing to compare: no response, or a refusal. */
  readonly response: ResponseOutline | null;
  readonly setting: CallSetting;
  /** The payload's `info`, in dialects that explain failures in it; null otherwise. */
  readonly info: string | null;
}

/**
 * The outlines of the payloads of all calls of a capture. They are gathered while the capture is read, because bodies
 * are not kept, and reading them again would need a second pass, which a pipe does not allow.
 */
export class OutlineBook {
  /** Number of calls whose outline was not kept, because there were too many different ones. */
  unkept = 0;
  readonly #outlines = new Map<HookCall, CallOutline>();
  #byPlace: Map<string, CallOutline> | null = null;
  readonly #requests = new Map<string, PayloadOutline>();
  readonly #answers = new Map<string, ResponseOutline>();
  readonly #settings = new Map<string, CallSetting>();

  /** Adds a call while its payloads are in memory. To be used as `onCall` of an analysis. */
  readonly note = (read: ReadCall): void => {
    const { call, payload, exchange } = read;
    const { dialect, methodSpec } = call;
    const { request, response } = exchange;
    const members = membersOf(payload);
    const outline = payload.kind === 'object' ? outlineText(dialect, methodSpec, members) : null;
    const answered = responseOutline(read);
    const info = dialect.infoHints.length === 0 ? undefined : member(members, 'info');
    const kept: CallOutline = {
      request: outline === null ? null : this.#keep(this.#requests, outline, () => readOutline(outline)),
      response: answered === null || isMirror(answered) ? answered : this.#answer(answered),
      setting: this.#setting(
        prefixOf(call.target),
        request === null ? null : headerValue(request.headers, 'user-agent'),
        response === null ? null : headerValue(response.headers, 'server'),
      ),
      info: typeof info === 'string' && info !== '' ? info.slice(0, MAX_KEPT_INFO_CHARACTERS) : null,
    };
    if (outline !== null && kept.request === null) this.unkept += 1;
    this.#outlines.set(call, kept);
  };

  /** The outline of a call; null for a call of another analysis. */
  of(call: HookCall): CallOutline | null {
    return this.#outlines.get(call) ?? this.#places().get(placeOf(call)) ?? null;
  }

  /** Outlines by the place of their calls in the capture: a redacted model has other objects for the same calls. */
  #places(): ReadonlyMap<string, CallOutline> {
    this.#byPlace ??= new Map([...this.#outlines].map(([call, outline]) => [placeOf(call), outline]));
    return this.#byPlace;
  }

  #answer(answered: ResponseOutline): ResponseOutline | null {
    return this.#keep(this.#answers, JSON.stringify(answered), () => answered);
  }

  #setting(prefix: string, userAgent: string | null, server: string | null): CallSetting {
    const key = `${prefix}\n${userAgent ?? ''}\n${server ?? ''}`;
    return this.#keep(this.#settings, key, () => ({ prefix, userAgent, server })) ?? NO_SETTING;
  }

  #keep<T>(shelf: Map<string, T>, key: string, make: () => T): T | null {
    const known = shelf.get(key);
    if (known !== undefined) return known;
    if (shelf.size >= MAX_PAYLOAD_OUTLINES) return null;
    const made = make();
    shelf.set(key, made);
    return made;
  }
}

function placeOf({ stream, requestFrames, fingerprint }: HookCall): string {
  return `${stream} ${requestFrames[0]} ${requestFrames[1]} ${fingerprint}`;
}

const NO_SETTING: CallSetting = { prefix: '', userAgent: null, server: null };

function prefixOf(target: string): string {
  const path = /^[^?#]*/.exec(target)?.[0] ?? '';
  return path.slice(0, path.replace(/\/+$/, '').lastIndexOf('/') + 1);
}
