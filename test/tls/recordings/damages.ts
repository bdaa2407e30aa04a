import { type CapturedFrame, segmentOf } from './capture-file.ts';

/** A recording that is spoilt after it was made. */
export interface Damage {
  readonly name: string;
  /** Name of the sound recording: it has one connection, whose exchanges follow each other. */
  readonly of: string;
  readonly spoil: (frames: readonly CapturedFrame[]) => readonly CapturedFrame[];
  /** True where what is lost is needed for all that follows, so that nothing can be read. */
  readonly losesAll?: boolean;
}

type Side = 'client' | 'server';

const PORT = 443;
/** Some recordings in which the client's second request is large, so that it takes many segments. */
const LARGE = ['tls13-large-body', 'tls12-large-body', 'tls12-large-body-cbc'] as const;
const SMALL = [
  'tls13-aes128-gcm',
  'tls13-chacha20',
  'tls12-aes128-gcm',
  'tls12-chacha20',
  'tls12-aes128-ccm',
  'tls12-aes128-sha256',
  'tls12-aes256-sha384-etm',
  'tls11-aes256-sha',
] as const;

export const DAMAGES: readonly Damage[] = [
  ...LARGE.flatMap((of): readonly Damage[] => [
    { name: 'a segment amid a large body is lost', of, spoil: lose('client', [9]) },
    { name: 'a segment with the border of two records is lost', of, spoil: loseAtBorder },
    { name: 'several segments are lost', of, spoil: lose('client', [6, 8, 9, 14]) },
    { name: 'a whole stretch with several records is lost', of, spoil: lose('client', range(6, 17)) },
    { name: 'a segment comes later than the next ones', of, spoil: moved('client', 7, 3) },
    { name: 'all data come in pairs in reverse', of, spoil: inPairsReversed },
    { name: 'every segment is there twice', of, spoil: (frames) => frames.flatMap((one) => [one, one]) },
    { name: 'a segment is sent again later', of, spoil: again('client', 8, 12) },
    { name: 'long segments are cut', of, spoil: cutTo(1000) },
  ]),
  ...SMALL.flatMap((of): readonly Damage[] => [
    { name: 'a request is lost', of, spoil: lose('client', [3]) },
    { name: 'a response is lost', of, spoil: lose('server', [2]) },
    { name: 'a request and its response are lost', of, spoil: loseSecondExchange },
    { name: 'a segment comes later than the next one', of, spoil: moved('client', 1, 1) },
    { name: 'every segment is there twice', of, spoil: (frames) => frames.flatMap((one) => [one, one]) },
    { name: 'it begins after the handshake', of, spoil: (frames) => frames.slice(8), losesAll: true },
    { name: 'the hello of the server is lost', of, spoil: lose('server', [0]), losesAll: true },
    { name: 'the hello of the client is lost', of, spoil: lose('client', [0]), losesAll: true },
  ]),
];

/** The frames of a side that carry data, as indexes into the capture. */
function dataOf(frames: readonly CapturedFrame[], side: Side): readonly number[] {
  return frames.flatMap((frame, index) => {
    const { source, payload } = segmentOf(frame);
    return payload.length > 0 && (source === PORT) === (side === 'server') ? [index] : [];
  });
}

/** Loses data segments of a side by their place, from 0. */
function lose(side: Side, places: readonly number[]): Damage['spoil'] {
  return (frames) => {
    const indexes = dataOf(frames, side);
    const lost = places.map((place) => indexes[place] ?? -1);
    if (lost.includes(-1)) throw new Error('the recording has not so many segments');
    return frames.filter((_, index) => !lost.includes(index));
  };
}

/** Loses the segment in which the second record of the large request begins. */
function loseAtBorder(frames: readonly CapturedFrame[]): readonly CapturedFrame[] {
  const indexes = dataOf(frames, 'client');
  const stream = Buffer.concat(indexes.map((index) => segmentOf(frames[index] as CapturedFrame).payload));
  let border = 0;
  while (stream.readUInt16BE(border + 3) < 10_000) border += 5 + stream.readUInt16BE(border + 3);
  border += 5 + stream.readUInt16BE(border + 3);
  let reached = 0;
  const lost = indexes.find((index) => {
    reached += segmentOf(frames[index] as CapturedFrame).payload.length;
    return reached > border;
  });
  return frames.filter((_, index) => index !== lost);
}

function loseSecondExchange(frames: readonly CapturedFrame[]): readonly CapturedFrame[] {
  const request = dataOf(frames, 'client').at(-2) ?? -1;
  const response = dataOf(frames, 'server').find((index) => index > request);
  return frames.filter((_, index) => index !== request && index !== response);
}

/** A data segment of a side stands behind the next `by` ones of its side; times stay in order. */
function moved(side: Side, place: number, by: number): Damage['spoil'] {
  return (frames) => {
    const indexes = dataOf(frames, side);
    const [from, to] = [indexes[place] ?? 0, indexes[place + by] ?? 0];
    const order = [...frames.slice(0, from), ...frames.slice(from + 1, to + 1)];
    return inTime([...order, frames[from] as CapturedFrame, ...frames.slice(to + 1)], frames);
  };
}

/** Neighbouring data segments of one side change places. */
function inPairsReversed(frames: readonly CapturedFrame[]): readonly CapturedFrame[] {
  const order = [...frames];
  for (const side of ['client', 'server'] as const) {
    const indexes = dataOf(frames, side);
    for (let at = 0; at + 1 < indexes.length; at += 2) {
      const [one, other] = [indexes[at] as number, indexes[at + 1] as number];
      if (other !== one + 1) continue;
      [order[one], order[other]] = [frames[other] as CapturedFrame, frames[one] as CapturedFrame];
    }
  }
  return inTime(order, frames);
}

/** A data segment is there once more, behind another one of its side. */
function again(side: Side, place: number, behind: number): Damage['spoil'] {
  return (frames) => {
    const indexes = dataOf(frames, side);
    const at = (indexes[behind] ?? 0) + 1;
    const copy = { ...(frames[indexes[place] ?? 0] as CapturedFrame) };
    return inTime([...frames.slice(0, at), copy, ...frames.slice(at)], frames);
  };
}

/** What `tcpdump -s` keeps. */
function cutTo(bytes: number): Damage['spoil'] {
  return (frames) => frames.map((frame) => ({ ...frame, bytes: frame.bytes.subarray(0, bytes) }));
}

function inTime(order: readonly CapturedFrame[], frames: readonly CapturedFrame[]): readonly CapturedFrame[] {
  return order.map((frame, index) => {
    const { seconds, microseconds } = frames[Math.min(index, frames.length - 1)] as CapturedFrame;
    return { ...frame, seconds, microseconds };
  });
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
