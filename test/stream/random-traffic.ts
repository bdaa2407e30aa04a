import fc from 'fast-check';
import type { Sent } from './segments.ts';

/** Traffic of several connections, made of what confuses: holes, copies, acknowledgements ahead, ends, new beginnings. */

const CLIENT_ISN = 1000;
const SERVER_ISN = 5000;
/** Short, so that pieces overlap and holes are filled; `P` wakes the connection, see `runSegments`. */
const text = fc.constantFrom('P', 'Pab', 'abcd', 'noise', 'x');

function sentBy(clientPort: number): fc.Arbitrary<Sent> {
  const offset = fc.nat(12);
  const common = {
    from: fc.constantFrom('client' as const, 'server' as const),
    offset,
    acknowledged: offset,
  };
  const of = (flags: Sent['flags'], data: fc.Arbitrary<string>): fc.Arbitrary<Sent> =>
    fc.record({ ...common, data, window: fc.constantFrom(0, 8000, 8000) }).map((made): Sent => {
      const [own, other] = made.from === 'client' ? [CLIENT_ISN, SERVER_ISN] : [SERVER_ISN, CLIENT_ISN];
      const isOpening = flags === 'S' || flags === 'SA';
      return {
        from: made.from,
        clientPort,
        seq: isOpening ? own : own + 1 + made.offset,
        ack: other + 1 + made.acknowledged,
        data: made.data,
        window: made.window,
        ...(flags === undefined ? {} : { flags }),
      };
    });
  const none = fc.constant('');
  const again = fc
    .nat(3)
    .map((number): Sent => ({ from: 'client', clientPort, seq: 9000 * number, flags: 'S' }));
  return fc.oneof(
    { weight: 12, arbitrary: of('', text) },
    { weight: 4, arbitrary: of('', none) },
    { weight: 2, arbitrary: of('S', none) },
    { weight: 2, arbitrary: of('SA', none) },
    { weight: 2, arbitrary: of('F', fc.oneof(none, text)) },
    { weight: 1, arbitrary: of('R', none) },
    { weight: 1, arbitrary: of('RA', none) },
    { weight: 1, arbitrary: again },
  );
}

/** Segments of up to `connections` pairs of ports, each some time after the one before: from nothing to more than any hole is waited for. */
export function randomTraffic(connections: number, maxLength: number): fc.Arbitrary<readonly Sent[]> {
  const step = fc.constantFrom(0, 0.0004, 0.01, 0.3, 0.9, 1.1, 2.5, 30, 61);
  const one = fc.nat(connections - 1).chain((number) => fc.tuple(sentBy(40_000 + number), step));
  return fc.array(one, { maxLength, size: 'max' }).map((all) => {
    let at = 100;
    return all.map(([sent, after]): Sent => {
      at += after;
      return { ...sent, at };
    });
  });
}
