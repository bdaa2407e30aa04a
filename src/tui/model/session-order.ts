import type { Steps } from '../../base/steps.ts';
import type { SessionList } from './session-list.ts';

/** How sessions are listed: the worst first, or by when they began, who they are, or how long they took (the longest first). */
export const SESSION_ORDERS = ['worst', 'time', 'who', 'length'] as const;
export type SessionOrder = (typeof SESSION_ORDERS)[number];

/** What the title of the sessions says of their order. */
export const ORDER_WORDS: Readonly<Record<SessionOrder, string>> = {
  worst: '',
  time: ' by time',
  who: ' by name',
  length: ' by length',
};

/** Sessions that are looked at in one step: a headline reads all calls of its session. */
const HEADLINES_A_STEP = 64;

/** The places of sessions in an order, in steps. null: that of the list, the worst first. */
export function* placesInOrder(sessions: SessionList, order: SessionOrder): Steps<Int32Array | null> {
  if (order === 'worst') return null;
  // Equal ones stay in the order of time.
  const places = sessions.inTime();
  if (order === 'time') return places;
  const keys: (string | number)[] = [];
  for (let place = 0; place < places.length; place++) {
    const headline = sessions.at(place)?.headline;
    keys.push(order === 'who' ? (headline?.who.text ?? '') : -(headline?.seconds ?? 0));
    if (place % HEADLINES_A_STEP === 0) yield;
  }
  const ordered = [...places];
  yield;
  const compare = keyOrder();
  return Int32Array.from(ordered.sort((one, other) => compare(keys[one], keys[other])));
}

/** Numbers of people by their value, texts by their characters. A collator takes some 10 ms to make: not the first screen pays for it. */
function keyOrder(): (one: string | number, other: string | number) => number {
  const collator = new Intl.Collator('en', { numeric: true });
  return (one, other) =>
    typeof one === 'number' && typeof other === 'number'
      ? one - other
      : collator.compare(String(one), String(other));
}
