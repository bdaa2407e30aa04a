import { type UnreadLinkType, unreadLinkTypes } from '../packet/index.ts';
import type { CaptureFacts } from './capture-facts.ts';

/** The link types that are not read, of all captures together. */
export function unreadOf({ captures }: Pick<CaptureFacts, 'captures'>): readonly UnreadLinkType[] {
  const all = new Map<number, UnreadLinkType>();
  for (const unread of captures.flatMap((capture) => unreadLinkTypes(capture))) {
    const before = all.get(unread.number)?.frames ?? 0;
    all.set(unread.number, { ...unread, frames: before + unread.frames });
  }
  return [...all.values()];
}

/** `link type 189 (USB_LINUX)`. */
export function linkTypeWords({ number, name }: UnreadLinkType): string {
  return name === null ? `link type ${number}` : `link type ${number} (${name})`;
}
