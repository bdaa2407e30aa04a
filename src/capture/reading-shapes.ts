import {
  below,
  flag,
  float,
  kinds,
  list,
  nullable,
  oneOf,
  record,
  type Shape,
  seconds,
  text,
  whole,
  wholeOrNone,
} from '../base/shape/index.ts';
import type { Instant } from '../base/time.ts';
import type { CaptureComment, CaptureInfo, CaptureInterface } from './capture-info.ts';
import type { CaptureDiagnostic, Compression } from './diagnostic.ts';
import { type FrameOrigins, frameOriginsOf } from './frame-origins.ts';
import { FramePlaces } from './frame-places.ts';

const wholeSeconds: Shape<number> = {
  ...seconds,
  read: (from) => {
    const value = seconds.read(from);
    return Number.isInteger(value) ? value : from.fail('seconds are no integer');
  },
};

/** A time: seconds before 1970 are possible in a damaged capture. */
export const instantShape: Shape<Instant> = record<Instant>({
  seconds: wholeSeconds,
  nanoseconds: below(() => 1e9, 'nanosecond'),
});

const compression = oneOf<Compression>({ gzip: true, zstd: true });

const captureInterface: Shape<CaptureInterface> = record<CaptureInterface>({
  section: whole,
  index: whole,
  name: nullable(text),
  description: nullable(text),
  linkType: whole,
  snapLength: whole,
  timeDigits: whole,
  interfaceDrops: float,
  systemDrops: float,
  packetDrops: float,
});

/** What is known of capture files. `shown`: a text of the capture as it may stand in the file. */
export function captureInfoShape(shown: Shape<string>): Shape<CaptureInfo> {
  const comment = record<CaptureComment>({
    of: oneOf<CaptureComment['of']>({ section: true, interface: true, packet: true, statistics: true }),
    frame: nullable(whole),
    text: shown,
  });
  return record<CaptureInfo>({
    path: text,
    format: oneOf<CaptureInfo['format']>({ pcap: true, pcapng: true }),
    compression: nullable(compression),
    linkTypes: list(whole),
    linkTypeFrames: list(whole),
    frames: whole,
    bytes: whole,
    firstTime: nullable(instantShape),
    lastTime: nullable(instantShape),
    timeDigits: whole,
    snapLength: whole,
    complete: flag,
    drops: float,
    interfaces: list(captureInterface),
    comments: list(comment),
    commentsDropped: whole,
  });
}

const place = { file: whole, path: text, offset: float, afterFrame: whole };

/** What was wrong with capture files. */
export const diagnosticShape: Shape<CaptureDiagnostic> = kinds<CaptureDiagnostic>({
  truncated: {
    ...place,
    within: oneOf<'record' | 'block' | Compression>({ record: true, block: true, gzip: true, zstd: true }),
    needed: nullable(float),
    available: float,
  },
  'corrupt-record': { ...place, field: text, value: float, expected: text, stopped: flag },
  'corrupt-compression': { ...place, compression, reason: text },
  'trailing-data': { ...place, compression },
  'statistics-drops': {
    ...place,
    section: whole,
    interface: whole,
    name: nullable(text),
    dropped: float,
  },
  'limit-reached': {
    ...place,
    limit: oneOf<'comment-bytes' | 'interfaces'>({ 'comment-bytes': true, interfaces: true }),
    value: float,
  },
  'file-replaced': {
    ...place,
    how: oneOf<'replaced' | 'cut-back' | 'gone'>({ replaced: true, 'cut-back': true, gone: true }),
    from: nullable(instantShape),
    until: nullable(instantShape),
    times: whole,
  },
  'read-failed': { ...place, reason: text },
});

/** Which frame of which file each frame is. */
export const originsShape: Shape<FrameOrigins> = {
  form: 'origins of frames',
  write: (origins, to) => {
    const { runs, frames } = origins.told();
    to.whole(frames);
    to.whole(runs.length);
    for (const { file, frame, first } of runs) {
      to.whole(file);
      to.whole(frame);
      to.whole(first);
    }
  },
  read: (from) => {
    const frames = from.whole();
    const count = from.count();
    const runs = [];
    for (let last = 0; runs.length < count; ) {
      from.note();
      const run = { file: from.whole(), frame: from.whole(), first: from.whole() };
      if (run.first <= last) from.fail('runs of frames are out of order');
      last = run.first;
      runs.push(run);
    }
    return frameOriginsOf(runs, frames);
  },
};

/** Where frames of a file stand, so that it can be read again. */
export const placesShape: Shape<FramePlaces> = {
  form: 'places of frames',
  write: (places, to) => {
    const offsets = places.offsets();
    to.whole(offsets.length);
    for (const offset of offsets) to.whole(offset + 1);
  },
  read: (from) => {
    const count = from.count();
    return new FramePlaces(Array.from({ length: count }, () => wholeOrNone.read(from)));
  },
};
