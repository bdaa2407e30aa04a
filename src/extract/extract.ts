import { Buffer } from 'node:buffer';
import type { CaptureInfo, CaptureSet, Frame, ReaderName } from '../capture/index.ts';
import type { Dialect } from '../dialects/index.ts';
import {
  type InputError,
  type Inputs,
  openInputs,
  readInTurns,
  type TlsOverview,
  UNATTENDED_TURN_MS,
} from '../engine/index.ts';
import type { HookCall } from '../hooks/index.ts';
import type { TlsSecrets } from '../tls/index.ts';
import {
  type AddedComments,
  type CaptureEncoder,
  type ExtractFormat,
  encoderFor,
} from './capture-encoder.ts';
import type { PickedFrame } from './picked-frame.ts';
import { FramePicker } from './picker.ts';
import type { BlankReason } from './scrub/message.ts';
import type { FrameSelection } from './selection.ts';
import { type CaptureSurvey, connectionsOfFrames, surveyCapture } from './survey.ts';
import { tlsPartOf } from './tls-part.ts';

export interface ExtractOptions {
  readonly selection: FrameSelection;
  /** Calls of the analysis, with their attempts and legs: the method of a call tells what is secret in its payload. */
  readonly calls: readonly HookCall[];
  readonly dialects: readonly Dialect[];
  readonly format: ExtractFormat;
  /** Whether secrets are replaced. */
  readonly scrub: boolean;
  readonly reader: ReaderName;
  /** TLS connections of the capture, as its analysis tells them. */
  readonly tls: TlsOverview['connections'];
  /** Comments that are added to what is written (only into pcapng); null: none. */
  readonly comments: AddedComments | null;
  /** The secrets at hand, where those of the connections are to be written as well (only into pcapng); else null. */
  readonly tlsSecrets: TlsSecrets | null;
}

/** What came of it; complete once all chunks were taken. */
export interface ExtractTally {
  readonly frames: number;
  readonly connections: number;
  readonly calls: number;
  /** Null unless it was asked for. */
  readonly scrubbed: ScrubTally | null;
  /** Secrets of TLS sessions written; null unless it was asked for. */
  readonly secrets: number | null;
}

export interface ScrubTally {
  /** Secrets replaced, every occurrence counted. */
  readonly secrets: number;
  /** Messages of which a part is blank as a whole, by the reason. */
  readonly blanked: Readonly<Record<BlankReason, number>>;
  /** Frames with bytes that belong to no message that was read: these bytes are blank. */
  readonly unread: number;
  /** Frames left out because nobody can tell what in them is secret. */
  readonly leftOut: number;
  /** Comments left out: they may tell anything. */
  readonly comments: number;
}

/** `message` is one line that says why nothing can be extracted, and what to do. */
export type ExtractResult =
  | { readonly ok: true; readonly extraction: Extraction }
  | { readonly ok: false; readonly message: string };

/** A capture file of a selection, in the making. */
export interface Extraction {
  /** The file's bytes; to be asked for once. Rejects where the input can no longer be opened. */
  chunks(): AsyncIterable<Buffer>;
  tally(): ExtractTally;
}

/**
 * Prepares to take the frames of a selection out of a capture. The inputs are read again, once now and once for the chunks
 * (and once more where a finding names frames only), so they cannot be pipes.
 */
export async function extractCapture(inputs: Inputs, options: ExtractOptions): Promise<ExtractResult> {
  const connections = await wholeConnections(inputs, options);
  if (!connections.ok) return failed(connections.errors);
  if (options.tlsSecrets !== null && options.format === 'pcap') {
    return { ok: false, message: '--with-secrets: a pcap file cannot hold secrets: name the output .pcapng' };
  }
  if (options.comments !== null && options.format === 'pcap') {
    return { ok: false, message: '--comments: a pcap file cannot hold comments: name the output .pcapng' };
  }
  const tls = tlsPartOf(options, connections.value);
  if (!tls.ok) return tls;
  const { windowed } = options.selection;
  // What is encrypted can be read from its beginning only.
  const complete = new Set([...connections.value, ...tls.connections]);
  const selection = { ...options.selection, connections: new Set([...complete, ...windowed]) };
  const { calls, dialects, format, scrub } = options;
  const surveyed = await reading(inputs, options.reader, (capture) =>
    surveyCapture(capture, { selection, calls, dialects, scrub }),
  );
  if (!surveyed.ok) return failed(surveyed.errors);
  const linkTypes = [...surveyed.value.linkTypes].sort((one, other) => one - other);
  if (format === 'pcap' && linkTypes.length > 1) {
    const types = linkTypes.join(' and ');
    const message = `the frames are of link types ${types}, and a pcap file holds one: name the output .pcapng`;
    return { ok: false, message };
  }
  return {
    ok: true,
    extraction: new ExtractionFromInputs(
      inputs,
      { ...options, selection: withoutAny(options.selection, complete) },
      surveyed.value,
      linkTypes[0] ?? 0,
      tls.keyLog,
    ),
  };
}

/** The selection in which connections that are wanted whole are not held to its span. */
function withoutAny(selection: FrameSelection, complete: ReadonlySet<number>): FrameSelection {
  const windowed = [...selection.windowed].filter((connection) => !complete.has(connection));
  return { ...selection, windowed: new Set(windowed) };
}

function failed(errors: readonly InputError[]): ExtractResult {
  return { ok: false, message: errors[0]?.message ?? 'the capture cannot be read again' };
}

/** The format that goes with the name of a file. */
export function extractFormatOf(name: string): ExtractFormat {
  return /\.pcapng$/i.test(name) ? 'pcapng' : 'pcap';
}

type ReadResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly InputError[] };

async function reading<T>(
  inputs: Inputs,
  reader: ReaderName,
  read: (capture: CaptureSet) => Promise<T>,
): Promise<ReadResult<T>> {
  const opened = await openInputs(inputs, { reader });
  if (!opened.ok) return opened;
  try {
    return { ok: true, value: await read(opened.capture) };
  } finally {
    opened.capture.close();
  }
}

/** The connections that are wanted whole, those of single frames among them. */
async function wholeConnections(
  inputs: Inputs,
  { selection, reader }: ExtractOptions,
): Promise<ReadResult<ReadonlySet<number>>> {
  const { connections, frames } = selection;
  if (frames.size === 0) return { ok: true, value: connections };
  const found = await reading(inputs, reader, (capture) => connectionsOfFrames(capture, frames));
  return found.ok ? { ok: true, value: new Set([...connections, ...found.value]) } : found;
}

/** Bytes that are gathered before they are handed on. */
const CHUNK_BYTES = 64 * 1024;

class ExtractionFromInputs implements Extraction {
  readonly #inputs: Inputs;
  readonly #options: ExtractOptions;
  readonly #survey: CaptureSurvey;
  readonly #picker: FramePicker;
  readonly #encoder: CaptureEncoder;
  readonly #secrets: number | null;
  #frames = 0;
  #parts: Buffer[] = [];
  #bytes = 0;

  constructor(
    inputs: Inputs,
    options: ExtractOptions,
    survey: CaptureSurvey,
    linkType: number,
    keyLog: readonly string[] | null,
  ) {
    this.#secrets = keyLog?.length ?? null;
    this.#inputs = inputs;
    this.#options = options;
    this.#survey = survey;
    this.#picker = new FramePicker(survey, options.selection);
    const { captures } = survey;
    const { format, comments: added } = options;
    this.#encoder = encoderFor(format, { captures, linkType, comments: !options.scrub, added, keyLog });
  }

  async *chunks(): AsyncGenerator<Buffer> {
    const opened = await openInputs(this.#inputs, { reader: this.#options.reader });
    if (!opened.ok) throw new Error(opened.errors[0]?.message ?? 'cannot be read again');
    const { capture } = opened;
    const picker = this.#picker;
    this.#add(this.#encoder.header());
    try {
      const take = (frame: Frame): void => {
        for (const picked of picker.take(frame)) this.#encode(picked);
      };
      for await (const _pause of readInTurns(capture, take, UNATTENDED_TURN_MS)) {
        if (this.#bytes >= CHUNK_BYTES) yield this.#taken();
      }
      for (const picked of picker.finish()) this.#encode(picked);
      if (this.#bytes > 0) yield this.#taken();
    } finally {
      capture.close();
    }
  }

  tally(): ExtractTally {
    const { scrubbed, captures } = this.#survey;
    const { connections, scrubber, leftOut } = this.#picker;
    return {
      frames: this.#frames,
      connections: connections.size,
      calls: this.#options.selection.callCount,
      secrets: this.#secrets,
      scrubbed:
        scrubbed === null
          ? null
          : {
              secrets: scrubbed.fillers.replaced,
              blanked: scrubbed.blanked,
              unread: scrubber?.unread ?? 0,
              leftOut,
              comments: this.#options.format === 'pcapng' ? commentsIn(captures) : 0,
            },
    };
  }

  #encode(picked: PickedFrame): void {
    this.#frames += 1;
    for (const part of this.#encoder.frame(picked)) this.#add(part);
  }

  #add(part: Buffer): void {
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  #taken(): Buffer {
    const chunk = Buffer.concat(this.#parts, this.#bytes);
    this.#parts = [];
    this.#bytes = 0;
    return chunk;
  }
}

function commentsIn(captures: readonly CaptureInfo[]): number {
  return captures.reduce((sum, { comments }) => sum + comments.filter(({ of }) => of === 'packet').length, 0);
}
