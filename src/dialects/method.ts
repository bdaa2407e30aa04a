/** The shape of a method: one kind of hook call, and the role it has between the call server and the backend. */
import type { Acceptance } from './delivery.ts';
import type { Parameter } from './parameter.ts';
import type { SourceTag } from './sources.ts';

/**
 * What a hook call is for. General code asks for the role, never for a name or a number.
 * `opener`: the first call of a session; the backend decides whether the client may come in.
 * `ask`: the client wants something, and the server asks the backend before it acts.
 * `event`: something has happened; the backend is told and can refuse nothing.
 * `incoming`: something arrives from the other side for the client, and the server asks the backend first.
 */
export type MethodRole = 'opener' | 'ask' | 'event' | 'incoming';

/**
 * The number of a role in the output ("type" of a call in `hookscope/1`), and in dialect files (`hookType`).
 * Source of the numbers: vendor's page "Four types of REST methods".
 */
export type HookType = 1 | 2 | 3 | 4;

export const HOOK_TYPES = {
  opener: 1,
  ask: 2,
  event: 3,
  incoming: 4,
} as const satisfies Readonly<Record<MethodRole, HookType>>;

/** What a system calls each role, in reports and lists. */
export type RoleNames = Readonly<Record<MethodRole, string>>;

/** Whether the backend may refuse the call by its response. `effect-unknown`: no document says. */
export type Refusal = 'yes' | 'pointless' | 'no' | 'effect-unknown';

/**
 * Which dialog a hook call belongs to: the values of `parameters` (or of aliases of their rows) together distinguish dialogs. A call
 * that lacks one of them belongs to none.
 */
export interface DialogRule {
  /** `call`, `stream`, `message`, `data`, `xcap`, `subscription`, `bugreport`, `debug`, or a word of the user's own. */
  readonly kind: string;
  /** Names of parameters of the method, one at least. Dialogs lie within a session where the dialect has sessions. */
  readonly parameters: readonly [string, ...string[]];
}

export interface Method {
  readonly name: string;
  /** Other names of the same hook on the wire. Names are compared without regard to case. */
  readonly aliases: readonly string[];
  readonly role: MethodRole;
  /** Chapter in which the method is listed. */
  readonly family: string;
  readonly description: string;
  readonly refusal: Refusal;
  /** What the client calls to cause it, in the vendor's SDK. */
  readonly clientCall?: string;
  /** null: the call belongs to the session itself, or to nothing smaller that the dialect knows. */
  readonly dialog: DialogRule | null;
  /** Its calls belong to no session, as those of the server itself; left out: they do where the dialect has sessions. */
  readonly outsideSessions?: true;
  /** Parameter that holds the status, where it is another one than the dialect's. */
  readonly statusParameter?: string;
  /** Which responses count as accepted, where it is otherwise than the dialect says. */
  readonly acceptance?: Acceptance;
  /** Seconds after which the server gives up waiting for a response, where they differ from the dialect's. */
  readonly timeoutSeconds?: number;
  /**
   * The server makes several calls with the same payload for one act of the client: equal ones are neither attempts of one call nor
   * duplicates. Left out: equal calls may be that.
   */
  readonly recurs?: true;
  /** Its payloads have members of names that no table can list, as every setting of the server: none of them is told. */
  readonly openMembers?: true;
  /** All rows, including those of the context parameters. */
  readonly parameters: readonly Parameter[];
  /** What it means for the backend and the user when the call is not made: a whole sentence. */
  readonly whenMissing: string;
  readonly source: SourceTag;
}
