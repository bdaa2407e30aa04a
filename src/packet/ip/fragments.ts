import { type Cursor, malformed } from '../cursor.ts';
import { DECODE, type ProtocolName } from '../decode-result.ts';
import type { NextStep } from '../step.ts';

/**
 * Adds the data at the cursor to the datagram whose fragment it is. Where that completes the datagram, the cursor
 * continues in it. `offset` is the data's offset in the datagram; `more` says that it is not the last fragment.
 * A fragment that the snap length cut cannot be added. The first fragment of a datagram still shows the TCP header, so
 * it is decoded by itself, as Wireshark does.
 */
export function continueWithFragment(
  cursor: Cursor,
  layer: ProtocolName,
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
  cursor.network = -1;
  cursor.protocol = datagram.protocol;
  return stepForProtocol(datagram.protocol);
}
