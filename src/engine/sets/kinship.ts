import { secondsBetween, secondsOf } from '../../base/time.ts';
import type { Conversation, Conversations, Print } from './conversations.ts';
import type { ScannedFile } from './file-scan.ts';

/**
 * What two files of the same time have to do with each other. `same-traffic`: a connection is in both. `common-host`: no
 * connection is, but an address. `strangers`: neither. `contradiction`: what is in both cannot have happened in one network at
 * that time.
 */
export type Kinship =
  | { readonly kind: 'same-traffic' }
  | { readonly kind: 'common-host'; readonly host: string }
  | { readonly kind: 'strangers' }
  | { readonly kind: 'contradiction'; readonly hosts: string };

/** Whether the times of two files overlap. A file without times overlaps with none. */
export function overlapInTime(one: ScannedFile, other: ScannedFile): boolean {
  if (one.firstTime === null || one.lastTime === null) return false;
  if (other.firstTime === null || other.lastTime === null) return false;
  return (
    secondsBetween(one.firstTime, other.lastTime) >= 0 && secondsBetween(other.firstTime, one.lastTime) >= 0
  );
}

/** What two files whose times overlap have to do with each other, as far as their first frames show. */
export function kinshipOf(one: ScannedFile, other: ScannedFile): Kinship {
  const ours = one.conversations;
  const theirs = other.conversations;
  let isCommon = false;
  for (const [key, conversation] of ours.connections) {
    const twin = theirs.connections.get(key);
    if (twin === undefined) continue;
    const agreement = agreementOf(conversation, twin);
    // One connection cannot have carried two things at the same place and time.
    if (agreement === 'never') return { kind: 'contradiction', hosts: hostsText(conversation) };
    if (agreement === 'same') isCommon = true;
  }
  if (isCommon) return { kind: 'same-traffic' };
  const apart = apartOn(ours, theirs, windowOf(one, other));
  if (apart !== null) return { kind: 'contradiction', hosts: hostsText(apart) };
  for (const host of ours.hosts) if (theirs.hosts.has(host)) return { kind: 'common-host', host };
  return { kind: 'strangers' };
}

/** Whether two files show one connection of the same ends: `other`: another one, of another time. */
function agreementOf(one: Conversation, other: Conversation): 'same' | 'other' | 'never' {
  const isOfOneTime = one.from <= other.until && other.from <= one.until;
  let isForeign = false;
  for (const direction of [0, 1] as const) {
    const [ours, theirs] = [one.sent[direction], other.sent[direction]];
    const common = [...ours].flatMap(([sequence, print]) => {
      const twin = theirs.get(sequence);
      return twin === undefined ? [] : [isEqual(print, twin)];
    });
    if (common.includes(false)) return isOfOneTime ? 'never' : 'other';
    // Both saw this end send, and none of it is the same.
    isForeign ||= common.length === 0 && ours.size > 0 && theirs.size > 0;
  }
  if (!isForeign) return 'same';
  return isOfOneTime ? 'never' : 'other';
}

/** Whether what is in both is the same. */
function isEqual(one: Print, other: Print): boolean {
  const last = Math.min(one.length, other.length) - 1;
  return one[last] === other[last];
}

interface Window {
  readonly from: number;
  readonly until: number;
}

/** The time that both files cover, as far as their conversations were looked at. Seconds since 1970. */
function windowOf(one: ScannedFile, other: ScannedFile): Window {
  const starts = [one, other].flatMap(({ firstTime }) => (firstTime === null ? [] : [secondsOf(firstTime)]));
  return {
    from: Math.max(...starts),
    until: Math.min(one.conversations.until, other.conversations.until),
  };
}

/**
 * A conversation of the window with a host and a port of which the other file shows other connections between the same two
 * hosts: who captures the one would have captured the other. null where there is none. Called where no connection is in both.
 */
function apartOn(ours: Conversations, theirs: Conversations, window: Window): Conversation | null {
  const services = new Set<string>();
  for (const conversation of theirs.connections.values()) {
    if (isWithin(conversation, window)) for (const service of servicesOf(conversation)) services.add(service);
  }
  for (const conversation of ours.connections.values()) {
    if (!isWithin(conversation, window)) continue;
    if (servicesOf(conversation).some((service) => services.has(service))) return conversation;
  }
  return null;
}

function isWithin({ from, until }: Conversation, window: Window): boolean {
  return from <= window.until && until >= window.from;
}

/** Either port may be that of the service: a capture need not show who opened the connection. */
function servicesOf({ hosts, ports }: Conversation): readonly string[] {
  return [`${hosts} first ${ports[0]}`, `${hosts} second ${ports[1]}`];
}

function hostsText({ hosts }: Conversation): string {
  return hosts.replace(' ', ' and ');
}
