/**
 * Known values. A set of statuses is the union of the vendor's status page, the parameter table and both generations of
 * the client. None of these sources is complete, so all sets of statuses are open.
 */
import type { ValueSet } from '../parameter.ts';

export const CONNECTION_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: [
    'PENDING',
    'ESTABLISHED',
    'FAILED',
    'DISCONNECTED',
    'CONNECTED',
    'REGISTERED',
    'UNREGISTERED',
    'WARN',
    'DEBUG',
  ],
} as const satisfies ValueSet;

export const REGISTRATION_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: [
    'REGISTERED',
    'UNREGISTERED',
    'FAILED',
    'AUTHENTICATION_FAIL',
    'USER_NOT_AVAILABLE',
    'TOO_MANY_REGISTER_ATTEMPTS',
    'REGISTER_EXPIRE',
    'SIP_PORTS_BUSY',
    'MEDIA_PORTS_BUSY',
    'WRONG_SIPPROVIDER_ADDRESS',
    'REST_AUTHORIZATION_FAIL',
    'REST_FAIL',
    'LICENSE_RESTRICTION',
    'INTERNAL_SIP_ERROR',
    'CONNECTION_ERROR',
    'PAYMENT_REQUIRED',
  ],
} as const satisfies ValueSet;

export const CALL_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: [
    'NEW',
    'PENDING',
    'TRYING',
    'RING',
    'RING_MEDIA',
    'SESSION_PROGRESS',
    'BUSY',
    'ESTABLISHED',
    'HOLD',
    'FINISH',
    'FAILED',
  ],
} as const satisfies ValueSet;

/** Examples only: the server passes on a status that it does not know as the SIP side sent it (vendor's table). */
export const TRANSFER_STATUSES = {
  extent: 'examples',
  ignoreCase: false,
  values: ['ACCEPTED', 'TRYING', 'COMPLETED', 'FAILED'],
} as const satisfies ValueSet;

export const STREAM_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: [
    'NEW',
    'PENDING',
    'PUBLISHING',
    'UNPUBLISHED',
    'PLAYING',
    'STOPPED',
    'PAUSED',
    'FAILED',
    'PLAYBACK_PROBLEM',
    'RESIZE',
    'SNAPSHOT_COMPLETE',
    'NOT_ENOUGH_BANDWIDTH',
    'LOCAL_STREAM_STOPPED',
  ],
} as const satisfies ValueSet;

export const KEEP_ALIVE_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: ['PLAYING', 'PUBLISHING'],
} as const satisfies ValueSet;

export const DEBUG_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: ['STARTED', 'STOPPED'],
} as const satisfies ValueSet;

export const DATA_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: ['ACCEPTED', 'FAILED'],
} as const satisfies ValueSet;

export const MESSAGE_STATUSES = {
  extent: 'open',
  ignoreCase: false,
  values: [
    'RECEIVED',
    'SENT',
    'ACCEPTED',
    'FAILED',
    'DELIVERED',
    'DELIVERY_FAILED',
    'IMDN_DELIVERED',
    'IMDN_FAILED',
    'IMDN_NOTIFICATION_SENT',
    'IMDN_FORBIDDEN',
    'IMDN_ERROR',
  ],
} as const satisfies ValueSet;

/** The vendor writes these in mixed case, unlike all other statuses. */
export const SUBSCRIPTION_STATUSES = {
  extent: 'open',
  ignoreCase: true,
  values: ['Active', 'Terminated'],
} as const satisfies ValueSet;

export const STREAM_EVENT_TYPES = {
  extent: 'open',
  ignoreCase: false,
  values: [
    'audioMuted',
    'videoMuted',
    'audioUnmuted',
    'videoUnmuted',
    'data',
    'snapshotCompleted',
    'snapshotFailed',
    'resize',
    'notEnoughBandwidth',
  ],
} as const satisfies ValueSet;

export const MEDIA_PROVIDERS = {
  extent: 'open',
  ignoreCase: false,
  values: ['WebRTC', 'Flash', 'MSE', 'WSPlayer', 'HLS', 'RTSP'],
} as const satisfies ValueSet;

export const DTMF_TYPES = {
  extent: 'open',
  ignoreCase: false,
  values: ['INFO', 'INFO_RELAY', 'RFC2833'],
} as const satisfies ValueSet;

export const CONTENT_TYPES = {
  extent: 'examples',
  ignoreCase: true,
  values: ['text/plain', 'message/cpim', 'multipart/mixed'],
} as const satisfies ValueSet;
