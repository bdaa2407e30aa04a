import type { JsonObject } from './json.ts';
import { contextOf, type HookSession } from './session.ts';
import { sipResponse } from './sip-text.ts';

export interface ConnectOptions {
  /** Register at the SIP server: the sip* members come along. */
  readonly register?: boolean;
  readonly custom?: JsonObject;
}

/** Nobody's password. */
const EXAMPLE_PASSWORD = 'not-a-real-password';

function sipAccount(session: HookSession): JsonObject {
  return {
    sipRegisterRequired: true,
    sipLogin: session.login,
    sipAuthenticationName: session.login,
    sipPassword: EXAMPLE_PASSWORD,
    sipVisibleName: `User ${session.login}`,
    sipDomain: session.sipDomain,
    sipOutboundProxy: session.sipDomain,
    sipPort: 5060,
  };
}

/** `connect`. */
export function connectPayload(session: HookSession, options: ConnectOptions = {}): JsonObject {
  return {
    ...contextOf(session),
    ...(options.register === true ? sipAccount(session) : { sipRegisterRequired: false }),
    mediaProviders: ['WebRTC', 'MSE', 'WSPlayer'],
    clientVersion: '2.0',
    clientOSVersion: '5.0 (X11)',
    clientBrowserVersion: 'Mozilla/5.0 (X11; Linux x86_64) example',
    keepAlive: false,
    origin: 'https://phone.example.org',
    ...(options.custom === undefined ? {} : { custom: options.custom }),
  };
}

/** `ConnectionStatusEvent` of a connection that came about or ended: the `connect` members with a status. */
export function connectionStatusPayload(
  session: HookSession,
  status: 'PENDING' | 'ESTABLISHED' | 'DISCONNECTED',
  options: ConnectOptions = {},
): JsonObject {
  return { ...connectPayload(session, options), authToken: `not-a-real-token${session.sessionId}`, status };
}

/** `ConnectionStatusEvent` after an error: five members and no more (seed 004). */
export function connectionErrorPayload(
  session: HookSession,
  status: 'FAILED' | 'DISCONNECTED',
  info: string,
): JsonObject {
  return { ...contextOf(session), status, info };
}

/** `RegistrationStatusEvent` with the answer to REGISTER. */
export function registrationStatusPayload(
  session: HookSession,
  status: 'REGISTERED' | 'UNREGISTERED' | 'FAILED' = 'REGISTERED',
): JsonObject {
  const line = status === 'FAILED' ? '403 Forbidden' : '200 OK';
  const address = `sip:${session.login}@${session.sipDomain}`;
  const sipMessageRaw = sipResponse(line, {
    method: 'REGISTER',
    from: address,
    to: address,
    callId: `${session.login}-register`,
  });
  return { ...contextOf(session), status, sipMessageRaw };
}
