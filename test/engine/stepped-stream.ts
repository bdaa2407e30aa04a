/** A stream that gives the bytes of a capture in pieces, cut at the offsets `cuts`, and waits between them until it is told to go on. */
export function steppedStream(
  bytes: Uint8Array,
  cuts: readonly number[],
): { stream: AsyncIterable<Uint8Array>; step: () => void } {
  const opens: (() => void)[] = [];
  const gates = cuts.map((_, index) => new Promise<void>((resolve) => opens.splice(index, 1, resolve)));
  let next = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (const [index, cut] of cuts.entries()) {
      yield bytes.subarray(from, cut);
      from = cut;
      await gates[index];
    }
    yield bytes.subarray(from);
  }
  return { stream: pieces(), step: () => opens[next++]?.() };
}
