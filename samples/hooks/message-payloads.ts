import type { Random } from '../builder/index.ts';
import type { JsonObject } from './json.ts';
import { contextOf, type HookSession } from './session.ts';
import { sipRequest, sipResponse } from './sip-text.ts';

/** One SIP message of a session. */
export interface HookedMessage {
  readonly session: HookSession;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly incoming: boolean;
}

export interface MessageOptions {
  readonly incoming?: boolean;
  readonly party?: string;
  readonly body?: string;
}

export function hookedMessage(
  random: Random,
  session: HookSession,
  options: MessageOptions = {},
): HookedMessage {
  const party = options.party ?? String(random.between(2000, 2999));
  const incoming = options.incoming === true;
  return {
    session,
    id: random.uuid(),
    from: incoming ? party : session.login,
    to: incoming ? session.login : party,
    body: options.body ?? 'Hello',
    incoming,
  };
}

/** `sendMessage`. */
export function sendMessagePayload(message: HookedMessage): JsonObject {
  return { ...contextOf(message.session), ...letter(message) };
}

/** `OnMessageEvent`. */
export function onMessagePayload(message: HookedMessage): JsonObject {
  return {
    ...contextOf(message.session),
    ...letter(message),
    status: 'RECEIVED',
    sipMessageRaw: sipRequest({ ...sipDialog(message), body: message.body, contentType: 'text/plain' }),
  };
}

export type MessageStatus =
  | 'RECEIVED'
  | 'ACCEPTED'
  | 'FAILED'
  | 'IMDN_DELIVERED'
  | 'IMDN_FAILED'
  | 'IMDN_NOTIFICATION_SENT';

/** `MessageStatusEvent`. */
export function messageStatusPayload(message: HookedMessage, status: MessageStatus): JsonObject {
  const line = status === 'FAILED' ? '404 Not Found' : '202 Accepted';
  return {
    ...contextOf(message.session),
    ...letter(message),
    status,
    sipMessageRaw: sipResponse(line, sipDialog(message)),
  };
}

/** `sendIMDN`. */
export function sendImdnPayload(message: HookedMessage): JsonObject {
  return { ...contextOf(message.session), messageId: message.id };
}

function letter(message: HookedMessage): JsonObject {
  return {
    id: message.id,
    from: message.from,
    to: message.to,
    body: message.body,
    contentType: 'text/plain',
    isImdnRequired: false,
  };
}

function sipDialog(message: HookedMessage) {
  const domain = message.session.sipDomain;
  return {
    method: 'MESSAGE',
    from: `sip:${message.from}@${domain}`,
    to: `sip:${message.to}@${domain}`,
    callId: message.id,
  };
}
