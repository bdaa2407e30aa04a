/**
 * Clauses that name the words of a system: fields of its configuration, what it calls its applications, how methods are
 * switched on. They are made from the tables, so that every text about a dialect speaks in that dialect's own words.
 */
import { type ErrorPolicy, policySetting, settingWith } from './client-config.ts';
import type { Dialect } from './types.ts';

/** Why a method is not called: `the answer to connect sets restPolicy DISABLE for METHOD`. */
export function switchedOffText({ clientConfig }: Dialect, method: string): string {
  const setting = settingWith(clientConfig, 'switches-off');
  return clientConfig === null || setting === null
    ? `${method} is switched off`
    : `the answer to ${clientConfig.method} sets ${setting.field} ${setting.word} for ${method}`;
}

/** Why nothing follows a call that failed, after what became of it: ` and restOnError is FAIL for it`. */
export function stopText({ clientConfig }: Dialect): string {
  const setting = policySetting(clientConfig, 'stop');
  return setting === null ? '' : ` and ${setting.field} is ${setting.word} for it`;
}

/**
 * A sentence about the policy that holds after a refusal, with a space before it: ` restOnError is LOG (the default).`
 * Empty where the system has no such policies. `isSet`: the configuration of the session itself says so.
 */
export function policyText({ clientConfig }: Dialect, policy: ErrorPolicy, isSet: boolean): string {
  const setting = policySetting(clientConfig, policy);
  if (clientConfig === null || setting === null) return '';
  const known = isSet ? `as ${clientConfig.parameter} says` : 'the default';
  return ` ${setting.field} is ${setting.word} (${known}).`;
}

/** Why the policy of a session is not known: the answer that may set it is not in the capture, not in whole, or of a session not named. */
export type UnknownPolicy = 'not-captured' | 'not-whole' | 'no-session';

/** The same where the policy is not known; empty where the system has no such policies. */
export function unknownPolicyText({ clientConfig }: Dialect, why: UnknownPolicy): string {
  const setting = policySetting(clientConfig, 'stop') ?? policySetting(clientConfig, 'go-on');
  if (clientConfig === null || setting === null) return '';
  const reasons: Readonly<Record<UnknownPolicy, string>> = {
    'not-captured': `the answer to ${clientConfig.method} is not in it`,
    'not-whole': `the answer to ${clientConfig.method} is not whole in it`,
    'no-session': 'the call does not name its session',
  };
  return ` ${setting.field} is not known from this capture (${reasons[why]}).`;
}

/** A policy as the beginning of a sentence: `If restOnError is LOG (the default)`; null where the system has none of it. */
export function underPolicyText({ clientConfig }: Dialect, policy: ErrorPolicy): string | null {
  const setting = policySetting(clientConfig, policy);
  if (setting === null) return null;
  const field = clientConfig?.fields.find(({ name }) => name === setting.field);
  return `If ${setting.field} is ${setting.word}${field?.default === setting.word ? ', the default' : ''}`;
}

/** The application of a call, with a preposition: ` for appKey KEY`; empty where the call names none. */
export function applicationText({ context }: Dialect, application: string | null): string {
  return application === null || context === null ? '' : ` for ${context.application} ${application}`;
}

/** A clause about a method that is never called, for systems on which somebody must add methods; else null. */
export function neverAddedText({ activation }: Dialect): string | null {
  if (activation === null) return null;
  return activation.how === null
    ? 'perhaps it was never added'
    : `perhaps it was never added ${activation.how}`;
}

/** The last command of the remedy that shows which methods are switched on; null where there is none. */
export function activationCommand({ activation, remedies }: Dialect): string | null {
  return remedies.find(({ id }) => id === activation?.shownBy)?.commands.at(-1) ?? null;
}

/** A heading for what responses configure: `restClientConfig in the answer to connect`. */
export function clientConfigTitle({ clientConfig }: Dialect): string {
  return clientConfig === null
    ? 'Configuration'
    : `${clientConfig.parameter} in the answer to ${clientConfig.method}`;
}

/** What a system is called at the beginning of a sentence: `The call server`. The name of a product stays as it is. */
export function serverAtStart({ server }: Dialect): string {
  return server.replace(/^the /, 'The ');
}

/** The same name for any system of the kind: `a call server`. The name of a product stays as it is. */
export function anyServer(server: string): string {
  return server.replace(/^the /, 'a ');
}

/** The same name as a label: `call server`; `server` where calls of systems with different names are shown. */
export function serverLabel(dialects: Iterable<Dialect>): string {
  const names = new Set([...dialects].map(({ server }) => server.replace(/^the /, '')));
  const [name = 'server'] = names;
  return names.size > 1 ? 'server' : name;
}

/** The machine that a system runs on, as sentences name it: `the call server`, `the host of SRS`. */
export function hostOfServer(server: string): string {
  return server.startsWith('the ') ? server : `the host of ${server}`;
}
