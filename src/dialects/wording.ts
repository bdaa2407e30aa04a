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
 * Empty where the system has no such policies. `isSet`: a response configured something in this session.
 */
export function policyText({ clientConfig }: Dialect, policy: ErrorPolicy, isSet: boolean): string {
  const setting = policySetting(clientConfig, policy);
  if (clientConfig === null || setting === null) return '';
  const known = isSet ? `as ${clientConfig.parameter} says` : 'the default';
  return ` ${setting.field} is ${setting.word} (${known}).`;
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
