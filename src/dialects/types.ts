/**
 * The shape of a dialect: everything that hookscope knows of one call server's hooks, as data.
 * A dialect holds no behaviour. `expectation.ts` has the types of its flow rules.
 */
import type { Expectation } from './expectation.ts';
import type { RuleNotes } from './rule-notes.ts';
import type { SourceTag } from './sources.ts';

/** `integer` is a number without a fraction; `number` accepts both. */
export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';

export type Severity = 'error' | 'warning' | 'note';

/**
 * How needed a parameter is. `key`: the call is of no use without it, so absent, null and "" are all an error.
 * `usual`: documented for this method and ordinarily there. `optional`: there in some situations or versions only.
 * For `usual` and `optional`, null is as good as absent ({@link acceptedTypes}).
 */
export type Presence = 'key' | 'usual' | 'optional';

/**
 * Known values of a parameter; of its items where the value is an array.
 * `closed`: any other is wrong. `open`: the union of all lists known, another is worth a note.
 * `examples`: free text, these are only typical and another is worth nothing.
 */
export interface ValueSet {
  readonly extent: 'closed' | 'open' | 'examples';
  /** Whether values are compared without regard to case. */
  readonly ignoreCase: boolean;
  readonly values: readonly string[];
}

/** One row of a parameter table. */
export interface Parameter {
  readonly name: string;
  /** Other spellings of the same parameter; any of them stands for it. */
  readonly aliases?: readonly string[];
  /**
   * Where the value may lie in the payload: alternatives, each a list of member names from the root, in which `*` is
   * every item of an array. Left out: the member `name` (or an alias) of the payload itself.
   */
  readonly paths?: readonly (readonly string[])[];
  /** JSON types the value may have; null is added for what is not `key` (see {@link acceptedTypes}). */
  readonly types: readonly JsonType[];
  /** JSON types of the items, where the value is an array. */
  readonly items?: readonly JsonType[];
  readonly presence: Presence;
  /**
   * For `key`: the absence is no error where no hook call of the whole capture carries the parameter, because then
   * the server is of a version that never sends it.
   */
  readonly excusedWhen?: 'absent-from-capture';
  readonly values?: ValueSet;
  /** `value`: mask all of it. `sip-message`: SIP text, mask the credentials in its header fields. */
  readonly secret?: 'value' | 'sip-message';
  /**
   * What the value tells of people, masked where that is asked for. `person`: a number, a name, or a SIP URI, or several
   * with commas between; `address`: a host; `message`: what people or programs say to each other, masked as a whole.
   */
  readonly personal?: 'person' | 'address' | 'message';
  readonly description: string;
  readonly source: SourceTag;
}

/** 1 connect, 2 direct invocation, 3 event, 4 incoming (vendor's page "Four types of REST methods"). */
export type HookType = 1 | 2 | 3 | 4;

export const HOOK_TYPE_NAMES = {
  1: 'connect',
  2: 'direct invocation',
  3: 'event',
  4: 'incoming',
} as const satisfies Readonly<Record<HookType, string>>;

/** Whether the backend may refuse the call by its answer. `effect-unknown`: no document says. */
export type Refusal = 'yes' | 'pointless' | 'no' | 'effect-unknown';

/** Which dialog a hook call belongs to: the value of `parameter` (or an alias of its row) tells dialogs apart. */
export interface DialogRule {
  /** `call`, `stream`, `message`, `data`, `xcap`, `subscription`, `bugreport`, `debug`, or a word of the user's own. */
  readonly kind: string;
  /** Name of a parameter of the method. Dialogs lie within a session where the dialect has sessions. */
  readonly parameter: string;
}

export interface Method {
  readonly name: string;
  /** Other names of the same hook on the wire. Names are compared without regard to case. */
  readonly aliases: readonly string[];
  readonly hookType: HookType;
  /** Chapter in which the method is listed. */
  readonly family: string;
  readonly description: string;
  readonly refusal: Refusal;
  /** What the client calls to cause it, in the vendor's SDK. */
  readonly clientCall?: string;
  /** null: the call belongs to the session itself (or to nothing smaller than the dialect knows). */
  readonly dialog: DialogRule | null;
  /** All rows, the context parameters among them. */
  readonly parameters: readonly Parameter[];
  /** What it means for the backend and the user when the call is not made: a whole sentence. */
  readonly whenMissing: string;
  readonly source: SourceTag;
}

/** How a request is known to be a hook, and of which method. Names are compared without regard to case. */
export type Recognition =
  | { readonly by: 'target' }
  /** The string value of the first of these members of the JSON body names the method. */
  | { readonly by: 'body'; readonly keys: readonly string[] };

/**
 * Signs by which conversations of dialects with the same method names are told apart. The weights of all signs that
 * hold are added up; the dialect with the highest sum has it, the first in the registry where sums are equal.
 */
export type WireMark =
  /** The request line has no target (`true`), or has one (`false`). */
  | { readonly sign: 'no-target'; readonly holds: boolean; readonly weight: number }
  /** A header field (lower case) is absent (`null`), or has this value (lower case), or any value (`*`). */
  | { readonly sign: 'header'; readonly name: string; readonly value: string | null; readonly weight: number }
  /** A member of the JSON body is there and has this type. */
  | { readonly sign: 'body-key'; readonly key: string; readonly type: JsonType; readonly weight: number };

/** What `restOnError` can say; LOG is the default. */
export type ErrorPolicy = 'FAIL' | 'LOG';

/**
 * What the server does after an interaction error (non-200, no answer, no connection) in a hook call.
 * `continues`: as if answered. `stops`: the operation ends there. `declines`: connection or call is turned down.
 * `repeats`: the same report is sent again. `unknown`: no document says.
 */
export interface ErrorConsequence {
  readonly hookType: HookType;
  /** Only for this method; goes before a row without one. */
  readonly method?: string;
  readonly policy: ErrorPolicy | 'any';
  readonly outcome: 'continues' | 'stops' | 'declines' | 'repeats' | 'unknown';
  /** What the engineer sees: a whole sentence. */
  readonly description: string;
  /** What the caller's side gets, where it gets anything. */
  readonly callerGets?: string;
  /** What the client gets, where it gets anything. */
  readonly clientGets?: string;
  readonly source: SourceTag;
}

export interface ClientConfigField {
  readonly name: string;
  /** `name-list`: names of parameters separated by commas. `word`: one of `words`. */
  readonly form: 'name-list' | 'word';
  readonly words: readonly ConfigWord[];
  readonly default: string;
  readonly description: string;
  readonly source: SourceTag;
}

/** A word a configuration field may have. `spellings` are all that servers of different versions accept. */
export interface ConfigWord {
  readonly word: string;
  readonly spellings: readonly string[];
  readonly description: string;
}

/** The per-method configuration that the backend may put into an answer. */
export interface ClientConfig {
  /** Member of the payload that holds it: an object keyed by method name. */
  readonly parameter: string;
  /** The method in whose 200 answer it counts. */
  readonly method: string;
  readonly fields: readonly ClientConfigField[];
  readonly source: SourceTag;
}

/** Something the engineer can type or set. `<appKey>`, `<method>`, `<url>`, `<name>` are placeholders. */
export interface Remedy {
  readonly id: string;
  readonly where: 'shell' | 'server-cli' | 'server-setting' | 'backend' | 'network';
  /** In the order to be typed; none where there is only advice. */
  readonly commands: readonly string[];
  readonly description: string;
  readonly source: SourceTag;
}

/** Why a capture may hold no hook (`id` is stable; `remedies` are ids). */
export interface AbsenceExplanation {
  readonly id: string;
  readonly description: string;
  readonly remedies: readonly string[];
  readonly source: SourceTag;
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
  /** Calls that begin it: after one of them it is alive again under the same id. */
  readonly begins: readonly string[];
  /** What, seen first, shows that it had begun before: statuses of the event, and other calls. */
  readonly underWay: { readonly statuses: readonly string[]; readonly methods: readonly string[] };
  readonly ends: readonly EndingStatus[];
  readonly source: SourceTag;
}

export interface EndingStatus {
  readonly status: string;
  /** Statuses that may still follow this one without being odd. */
  readonly mayFollow: readonly string[];
}

/** How the server delivers hooks. null: not known. */
export interface Delivery {
  /** Seconds after which an unanswered hook is given up, by default. */
  readonly timeoutSeconds: number | null;
  /** Seconds; the longest timeout that the vendor recommends, and so the longest sensible answering time. */
  readonly slowSeconds: number | null;
  /** How often a hook is sent again after an error in sending, by default. */
  readonly retries: number | null;
  /** Whether an answer other than 200 makes the server send the same report again, without end. */
  readonly repeatsUntilAccepted: boolean;
  /** Whether the backend is to give back what it received. */
  readonly mirrored: boolean;
  /** Name of the server's setting for the timeout. */
  readonly timeoutSetting: string | null;
  /** Where the server logs hooks. */
  readonly logFile: string | null;
  readonly source: SourceTag;
}

/** Which parameters name the session a call belongs to, the application and the server. */
export interface ContextRule {
  readonly session: string;
  readonly application: string;
  readonly node: string;
}

export interface Dialect {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly recognition: Recognition;
  readonly marks: readonly WireMark[];
  /** TCP ports looked at first, most likely first. */
  readonly ports: readonly number[];
  /** null: the dialect has no sessions; its calls are grouped by dialog alone. */
  readonly context: ContextRule | null;
  readonly contextParameters: readonly Parameter[];
  /** Parameter of a payload that holds the status. */
  readonly statusParameter: string;
  readonly methods: readonly Method[];
  /** Parameters (by name) that hold the numbers involved in a call, for dialogs that callid alone does not join. */
  readonly numberParameters: readonly string[];
  /** Seconds by which an expected call may come before its trigger (or after it, for predecessors). */
  readonly toleranceSeconds: number;
  readonly expectations: readonly Expectation[];
  readonly errorMatrix: readonly ErrorConsequence[];
  readonly clientConfig: ClientConfig | null;
  readonly endings: readonly Ending[];
  readonly delivery: Delivery;
  readonly remedies: readonly Remedy[];
  readonly absences: readonly AbsenceExplanation[];
  readonly infoHints: readonly InfoHint[];
  /** What only this system has of the rules' texts, by rule. Empty: the general texts say all. */
  readonly ruleNotes: RuleNotes;
}
