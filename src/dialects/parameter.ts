/** The shape of a parameter table: what is known of each member of a payload. */
import type { SourceTag } from './sources.ts';

/** `integer` is a number without a fraction; `number` accepts both. */
export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';

/**
 * How necessary a parameter is. `key`: the call is of no use without it, so absent, null and "" are errors.
 * `usual`: documented for this method and ordinarily present. `optional`: present in some situations or versions only.
 * For `usual` and `optional`, null means the same as absent ({@link acceptedTypes}).
 */
export type Presence = 'key' | 'usual' | 'optional';

/**
 * Known values of a parameter, or of its items where the value is an array.
 * `closed`: any other value is wrong. `open`: the union of all known lists, so another value gives a note.
 * `examples`: free text, the values are only typical and another value gives nothing.
 */
export interface ValueSet {
  readonly extent: 'closed' | 'open' | 'examples';
  /** Whether values are compared without regard to case. */
  readonly ignoreCase: boolean;
  readonly values: readonly string[];
}

/**
 * Which part somebody has in a call. `login`: whose session it is. `caller`, `callee`: who calls or sends, and to whom. `name`:
 * a name that is shown in place of a number. `other`: somebody of whom nothing says which side it is.
 */
export type PartyRole = 'login' | 'caller' | 'callee' | 'name' | 'other';

/** One row of a parameter table. */
export interface Parameter {
  readonly name: string;
  /** Other spellings of the same parameter; any of them counts as the parameter. */
  readonly aliases?: readonly string[];
  /**
   * Where the value may be in the payload: alternatives, each a list of member names from the root, in which `*` means
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
  /**
   * What a text of this parameter must be written as, where it is a string: digits for an integer (64 bits do not fit a JSON number
   * exactly: protobuf's JSON mapping writes strings), a number, a date and time (RFC 3339), JSON.
   */
  readonly text?: 'integer' | 'number' | 'date-time' | 'json';
  /** What an absent member stands for, as documented: `0`, `""`. */
  readonly absentMeans?: string;
  /**
   * `value`: mask all of it. `sip-message`: SIP text, mask the credentials in its header fields. `query`: a query, or a URL with
   * one: mask its values (but not their names).
   */
  readonly secret?: 'value' | 'sip-message' | 'query';
  /**
   * What the value tells about people; it is masked where the user asks for that. `person`: a number, a name, a SIP
   * URI, or several of them separated by commas. `address`: a host. `message`: what people or programs say to each
   * other, masked as a whole.
   */
  readonly personal?: 'person' | 'address' | 'message';
  /**
   * The value names somebody who has this part in the call; of a list, each item does. Only where `personal` is `person`. A
   * list of parts is for the values in their order: each holds where nobody else has that part, and `other` does elsewhere.
   */
  readonly party?: PartyRole | readonly PartyRole[];
  readonly description: string;
  readonly source: SourceTag;
}
