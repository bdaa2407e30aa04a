import { contextOf } from './session.js';
import { sipResponse } from './sip-text.js';

/** Nobody's password. */
const EXAMPLE_PASSWORD = 'not-a-real-password';
function sipAccount(session) {
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
export function connectPayload(session, options = {}) {
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
export function connectionStatusPayload(session, status, options = {}) {
  return { ...connectPayload(session, options), authToken: `not-a-real-token${session.sessionId}`, status };
}
/** `ConnectionStatusEvent` after an error: five members and no more (seed 004). */
export function connectionErrorPayload(session, status, info) {
  return { ...contextOf(session), status, info };
}
/** `RegistrationStatusEvent` with the answer to REGISTER. */
export function registrationStatusPayload(session, status = 'REGISTERED') {
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
