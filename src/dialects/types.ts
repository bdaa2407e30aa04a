/**
 * The shape of a dialect: everything that hookscope knows about the hooks of one system, as data. A dialect holds no
 * behaviour. Everything that differs from system to system is here; the other rooms know no system.
 */
import type { ClientConfigTable, ErrorPolicy } from './client-config.ts';
import type {
  Acceptance,
  FailureKind,
  HookDelivery,
  RefusalText,
  SignatureRule,
  StatusRange,
} from './delivery.ts';
import type { Expectation } from './expectation.ts';
import type { Method, MethodRole, RoleNames } from './method.ts';
import type { Parameter } from './parameter.ts';
import type { HookPath, Recognition, WireMark } from './recognition.ts';
import type { RuleNotes } from './rule-notes.ts';
import type { CounterRule, PeriodicRule } from './sequence.ts';
import type { SourceTag } from './sources.ts';

/**
 * What the server does after an interaction error in a hook call: no connection, no response, or a response that does
 * not count as accepted. `continues`: as if accepted. `stops`: the operation ends there. `declines`: the connection or
 * the call is turned down. `repeats`: the same call is sent again. `loses`: the call counts as delivered, so that what it told is lost
 * and nobody is told of the failure. `unknown`: no document says.
 */
export interface ErrorConsequence {
  readonly role: MethodRole;
  /** Only for this method; such a row goes before one without a method. */
  readonly method?: string;
  /** Only after failures of these kinds; left out: after any. A row with kinds goes before one without. */
  readonly after?: readonly FailureKind[];
  /** Only after a response with one of these statuses; such a row goes before all without. */
  readonly statuses?: readonly StatusRange[];
  readonly policy: ErrorPolicy | 'any';
  readonly outcome: 'continues' | 'stops' | 'declines' | 'repeats' | 'loses' | 'unknown';
  /** What the engineer sees: a whole sentence. */
  readonly description: string;
  /** What the caller's side gets, where it gets anything. */
  readonly callerGets?: string;
  /** What the client gets, where it gets anything. */
  readonly clientGets?: string;
  readonly source: SourceTag;
}

/**
 * Something the engineer can type or set. `<appKey>`, `<method>`, `<url>`, `<name>` are placeholders; in remedies about TLS `<server>`
 * (address and port of the backend) and `<host>` (its name).
 */
export interface Remedy {
  readonly id: string;
  readonly where: 'shell' | 'server-cli' | 'server-setting' | 'backend' | 'network';
  /** In the order to be typed; empty where there is only advice. */
  readonly commands: readonly string[];
  readonly description: string;
  readonly source: SourceTag;
}

/**
 * What a capture without a hook may show, so that an explanation cannot be the right one. `no-tls`: there is no TLS.
 * `traffic-on-port`: there is traffic of the port to which hooks are sent.
 */
export type AbsenceCounter = 'no-tls' | 'traffic-on-port';

/** Why a capture may hold no hook (`id` is stable; `remedies` are ids). */
export interface AbsenceExplanation {
  readonly id: string;
  readonly description: string;
  readonly remedies: readonly string[];
  /** It is not given where the capture shows one of these; empty: nothing contradicts it. */
  readonly ruledOutBy: readonly AbsenceCounter[];
  readonly source: SourceTag;
}

/** Messages of a related system that are known and not read: named where a capture has them and no hook. */
export interface UnsupportedForm {
  /** What sends them, as words that follow "messages of". */
  readonly title: string;
  /** The JSON body has a number within a range as one member, and has other members beside it. */
  readonly sign: {
    readonly member: string;
    readonly from: number;
    readonly to: number;
    readonly beside: readonly string[];
  };
  readonly source: SourceTag;
}

/**
 * How methods are switched on at the server, for systems that call only the methods that somebody added to an
 * application.
 */
export interface MethodActivation {
  /** How it is done, such as "with COMMAND": words that follow "perhaps it was never added". null: not known. */
  readonly how: string | null;
  /** Ids of the remedies that switch a method on: useless where the capture shows that it is on. */
  readonly remedies: readonly string[];
  /** Id of the remedy whose last command shows which methods are on; null where there is none. */
  readonly shownBy: string | null;
}

/** A known beginning of a status event's `info` text, and what it means. */
export interface InfoHint {
  /** Compared without regard to case, with the beginning of the text. */
  readonly text: string;
  readonly hint: string;
  readonly source: SourceTag;
}

/** When a dialog (or session) is over. */
export interface Ending {
  /** `session` or a dialog kind. */
  readonly kind: string;
  /** The event whose status tells; only this event counts as one that came after the end. */
  readonly method: string;
  /** Calls that begin it: after one of them the same id stands for a new dialog. */
  readonly begins: readonly string[];
  /** What, seen first, shows that it had begun before the capture: statuses of the event, and other calls. */
  readonly underWay: { readonly statuses: readonly string[]; readonly methods: readonly string[] };
  readonly ends: readonly EndingStatus[];
  /** Statuses of the event that say that it came about; left out: none does. An end without one of them is told. */
  readonly established?: readonly string[];
  readonly source: SourceTag;
}

export interface EndingStatus {
  readonly status: string;
  /** Statuses that may still follow this one. */
  readonly mayFollow: readonly string[];
}

/** Which parameters name the session a call belongs to, the application and the server. */
export interface ContextRule {
  /** The name of a parameter, or of several whose values together are the id: see `sessionParameters`. */
  readonly session: string | readonly [string, ...string[]];
  /** null: the system has no applications. */
  readonly application: string | null;
  /** null: calls do not name the server. */
  readonly node: string | null;
  /**
   * How a session id is written. `opaque`: nothing is read from it. `client-and-server`: `/CLIENT/SERVER`, each an
   * address and a port; reports show the client alone.
   */
  readonly sessionForm: 'opaque' | 'client-and-server';
  /** Each server numbers its sessions for itself, and calls do not name the server: ids from two hosts are two sessions. */
  readonly perHost?: true;
}

export interface Dialect {
  readonly name: string;
  readonly title: string;
  /** What sentences call the system: `the call server`, `SRS`. They begin with it, or have it behind a preposition. */
  readonly server: string;
  readonly description: string;
  readonly recognition: Recognition;
  /** Requests whose path alone says which hook they are. Most servers let the user choose the paths: see `withHookPaths`. */
  readonly hookPaths: readonly HookPath[];
  readonly marks: readonly WireMark[];
  /** TCP ports looked at first, most likely first. */
  readonly ports: readonly number[];
  /** null: the dialect has no sessions; its calls are grouped by dialog alone. */
  readonly context: ContextRule | null;
  readonly contextParameters: readonly Parameter[];
  /** Parameter of a payload that holds the status. */
  readonly statusParameter: string;
  readonly roleNames: RoleNames;
  readonly methods: readonly Method[];
  /**
   * Members of payloads whose value is a JSON text, each by its names from the root. Rows have the parsed value: a row with the
   * path `msg`, `call_id` is within the text that `msg` holds.
   */
  readonly embedded: readonly (readonly string[])[];
  readonly counters: readonly CounterRule[];
  readonly periodic: readonly PeriodicRule[];
  /** Parameters (by name) that hold the numbers involved in a call, for dialogs that the dialog id alone does not join. */
  readonly numberParameters: readonly string[];
  /** Seconds by which an expected call may come before its trigger (or after it, for predecessors). */
  readonly toleranceSeconds: number;
  readonly expectations: readonly Expectation[];
  readonly acceptance: Acceptance;
  /** Left out: the server passes no text of a refusal on, or it is not known how. */
  readonly refusalText?: RefusalText;
  readonly errorMatrix: readonly ErrorConsequence[];
  /** null: a response configures nothing. */
  readonly clientConfig: ClientConfigTable | null;
  readonly endings: readonly Ending[];
  readonly delivery: HookDelivery;
  /** null: requests are not signed, or it is not known how. */
  readonly signature: SignatureRule | null;
  /** null: the server calls all methods without anybody switching them on. */
  readonly activation: MethodActivation | null;
  readonly remedies: readonly Remedy[];
  readonly absences: readonly AbsenceExplanation[];
  /** Related systems whose messages are not read. */
  readonly unsupported: readonly UnsupportedForm[];
  readonly infoHints: readonly InfoHint[];
  /** What only this system has of the rules' texts, by rule. Empty: the general texts say all. */
  readonly ruleNotes: RuleNotes;
}
