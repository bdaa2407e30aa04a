/**
 * What a dialect says about the rules that check hooks. Rules and their documentation speak of any call server; words,
 * commands and settings of one system are here, as data.
 */

/** A sentence of a finding that a dialect may word; the rule says it in general words, or not at all, where it does not. */
export type RulePhrase =
  /** `transport/…`: what follows from a connection that failed. */
  | 'not-connected'
  /** `answer/not-mirrored`: what becomes of the changes where the session's configuration allows some. */
  | 'some-changes-count'
  /** `answer/not-mirrored`: what becomes of them where it allows none. Blank: `<method>`. */
  | 'changes-ignored'
  /** `flow/not-seen`: what to do. */
  | 'not-seen'
  /** `flow/under-way`: what is not known of sessions that began before the capture. */
  | 'beginning-unknown';

/** A situation in which a rule offers remedies. */
export type RemedyCase =
  | 'usual'
  /** `answer/status`: the backend says that it has no such path, or no such method there. */
  | 'no-such-path'
  /** `answer/status`, `tls/wrong-protocol`: the address of the backend, as the call server has it, is not the right one. */
  | 'hook-url'
  /** `answer/status`: the backend wants credentials. */
  | 'credentials'
  /** `answer/status`, `answer/body`: the backend may have refused on purpose, and that has an effect, or it is not known whether it has. */
  | 'deliberate'
  /** `answer/status`: the answer means success in HTTP, and the call server accepts only another one. */
  | 'answer-200'
  /** `answer/status`: what the call server sent is to be looked at. */
  | 'check-log'
  /** `answer/status`: the reason lies in the web server or in the request; nothing of the call server helps. */
  | 'other'
  /** `answer/status`, `answer/body`: the backend refused on purpose, and the refusal has no effect. */
  | 'refusal-without-effect'
  /** `transport/reset`: the call server reset the connection, for it had waited long enough. */
  | 'reset-by-call-server'
  /** `flow/missing-call`: a connection to the backend failed while the call should have come. */
  | 'connection-failed'
  /** `tls/handshake-failed` and `tls/certificate`: the call server does not trust the backend's certificate. */
  | 'untrusted-certificate';

/** What a dialect adds to one rule. */
export interface RuleNote {
  /**
   * What holds for this system only, for the documentation: whole sentences, one paragraph a line. A line that begins
   * with two spaces is a command. Left out: the general text says all.
   */
  readonly text?: string;
  readonly phrases?: Readonly<Partial<Record<RulePhrase, string>>>;
  /** Ids of the dialect's remedies, the likeliest first. */
  readonly remedies?: Readonly<Partial<Record<RemedyCase, readonly string[]>>>;
}

/** Notes by the id of their rule. */
export type RuleNotes = Readonly<Record<string, RuleNote>>;
