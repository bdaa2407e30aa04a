import { type Cursor, malformed } from '../cursor.ts';
import { DECODE, type LayerName } from '../decode-result.ts';
import type { NextStep } from '../step.ts';

/**
 * Gives the data at the cursor to the datagram it is a fragment of. Where that completes it, the cursor
 * goes on in the datagram. `offset`: where the data stands in it; `more`: it is not the last.
 *
 * A fragment cut by the snap length cannot be used; the first of a datagram still shows the TCP header, and
 * is decoded by itself (as Wireshark does).
 */
export function continueWithFragment(
  cursor: Cursor,
  layer: LayerName,
  key: string,
  offset: number,
  more: boolean,
  protocol: number,
  stepForProtocol: (protocol: number) => NextStep,
): NextStep {
  if (cursor.end < cursor.wireEnd) {
    if (offset === 0) return stepForProtocol(protocol);
    malformed(cursor, layer, 'fragment', cursor.end - cursor.position);
    return DECODE.cut;
  }
  const note = cursor.fragment;
  note.depth += 1;
  note.key = key;
  note.offset = offset;
  note.start = cursor.position;
  note.end = cursor.end;
  const datagram = cursor.fragments.add(
    key,
    cursor.seconds,
    offset,
    more,
    protocol,
    cursor.bytes,
    cursor.position,
    cursor.end,
  );
  if (datagram === null) return DECODE.fragment;
  cursor.bytes = datagram.bytes;
  cursor.position = 0;
  cursor.base = 0;
  cursor.end = datagram.length;
  cursor.wireEnd = datagram.length;
  cursor.reassembled = true;
  cursor.protocol = datagram.protocol;
  return stepForProtocol(datagram.protocol);
}
