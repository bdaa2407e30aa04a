import type { Frame } from '../capture/index.ts';
import { ACK, DECODE, FragmentLists, type FragmentNote } from '../packet/index.ts';
import { FrameDispatch } from '../stream/index.ts';
import type { ConnectionPlan } from './connection-plan.ts';
import { type FramePart, FrameScrubber } from './frame-scrubber.ts';
import { type HeldFrame, HeldFrames } from './held-frames.ts';
import { copyOf, type PickedFrame, viewOf } from './picked-frame.ts';
import type { FrameSelection } from './selection.ts';
import { SequencePositions } from './sequence-positions.ts';
import { SpanBounds } from './span-bounds.ts';
import type { CaptureSurvey } from './survey.ts';

/** A fragment of a datagram that is not whole yet. */
interface WaitingFragment {
  readonly held: HeldFrame;
  readonly part: FramePart;
}

/** Takes the frames of a selection out of a capture that was surveyed, in their order. */
export class FramePicker {
  /** Connections of which a frame was taken. */
  readonly connections = new Set<number>();
  /** Frames left out because nobody can tell what in them is secret. */
  leftOut = 0;
  readonly scrubber: FrameScrubber | null;
  readonly #survey: CaptureSurvey;
  readonly #dispatch = new FrameDispatch();
  readonly #positions = new Map<number, SequencePositions>();
  readonly #lists = new FragmentLists<WaitingFragment>();
  readonly #held = new HeldFrames();
  readonly #framesOfFile: number[] = [];
  readonly #bounds: SpanBounds;
  /** Connections that are wanted within the span only. */
  readonly #windowed: ReadonlySet<number>;

  constructor(survey: CaptureSurvey, { span, windowed }: Pick<FrameSelection, 'span' | 'windowed'>) {
    this.#survey = survey;
    this.#bounds = new SpanBounds(span);
    this.#windowed = windowed;
    this.scrubber = survey.scrubbed === null ? null : new FrameScrubber(survey.scrubbed);
    for (const connection of survey.plans.keys()) {
      this.#positions.set(connection, new SequencePositions());
    }
  }

  /** Takes the next frame of the capture; gives those that can be written by now. They hold until the next is taken. */
  take(frame: Frame): readonly PickedFrame[] {
    const numberInFile = (this.#framesOfFile[frame.file] ?? 0) + 1;
    this.#framesOfFile[frame.file] = numberInFile;
    const dispatch = this.#dispatch;
    const connection = dispatch.take(frame);
    if (dispatch.result === DECODE.fragment) {
      if (this.#survey.fragments.has(frame.number)) this.#hold(frame, numberInFile);
      return NOTHING;
    }
    const plan = this.#survey.plans.get(connection);
    const wanted = plan === undefined ? null : this.#pick({ frame, numberInFile, connection, plan });
    const picked = wanted ?? this.#bound(frame, numberInFile, plan !== undefined);
    if (picked === null) return this.#held.isEmpty ? NOTHING : this.#held.take();
    this.#bounds.taken(frame);
    if (wanted !== null) this.connections.add(connection);
    if (this.#held.isEmpty) return [picked];
    this.#held.hold(picked.bytes === frame.bytes ? copyOf(frame, numberInFile) : picked, 'wanted');
    return this.#held.take();
  }

  /**
   * A frame that is there only for its time. What may hide secrets is not written for that; and what acknowledges bytes that are
   * left out would make them look lost.
   */
  #bound(frame: Frame, numberInFile: number, isOfPlan: boolean): PickedFrame | null {
    if (!this.#bounds.needs(frame) || !this.#survey.linkTypes.has(frame.linkType)) return null;
    const { result, segment } = this.#dispatch;
    const isBare = result === DECODE.segment && segment.payloadLength === 0 && !isOfPlan;
    return this.scrubber === null || isBare ? viewOf(frame, numberInFile) : null;
  }

  /** The capture is over: gives the frames that are left. */
  finish(): readonly PickedFrame[] {
    this.#held.giveUp();
    this.leftOut += this.#held.givenUp;
    return this.#held.take();
  }

  #pick(candidate: Candidate): PickedFrame | null {
    switch (this.#dispatch.result) {
      case DECODE.segment:
        return this.#pickSegment(candidate);
      case DECODE.icmpError:
        return this.#pickError(candidate);
      default:
        return this.#pickBroken(candidate);
    }
  }

  #pickSegment({ frame, numberInFile, connection, plan }: Candidate): PickedFrame | null {
    const { segment, direction, fragment } = this.#dispatch;
    const positions = this.#positions.get(connection);
    const position = positions?.take(direction, segment.sequence) ?? 0;
    const isAcknowledging = (segment.flags & ACK) !== 0;
    const isLate = this.#windowed.has(connection) && !this.#bounds.isWithin(frame);
    const isOfPlan = plan.wants({
      frame: frame.number,
      direction,
      flags: segment.flags,
      position,
      length: segment.payloadLength,
      acknowledged: isAcknowledging
        ? (positions?.near(direction === 0 ? 1 : 0, segment.acknowledgement) ?? null)
        : null,
    });
    const fragments = fragment.depth > 0 ? this.#lists.take(fragment) : [];
    const wanted = isOfPlan && !isLate;
    const { scrubber } = this;
    // Where a datagram in fragments carries another one, nothing tells which byte stands in which frame.
    const isUnclear = scrubber !== null && fragment.depth > 1;
    for (const { held } of fragments) held.state = wanted && !isUnclear ? 'wanted' : 'unwanted';
    if (!wanted) return null;
    if (isUnclear) this.leftOut += fragments.length + 1;
    if (isUnclear) return null;
    if (scrubber === null) return viewOf(frame, numberInFile);
    const copy = copyOf(frame, numberInFile);
    const last = fragment.depth === 0 ? wholeOf(frame, copy) : partOf(frame, copy, fragment);
    scrubber.segment(segment, connection, direction, position, [...fragments.map(({ part }) => part), last]);
    return copy;
  }

  #pickError({ frame, numberInFile, connection, plan }: Candidate): PickedFrame | null {
    const { segment, direction, quotedBytes } = this.#dispatch;
    const position = this.#positions.get(connection)?.near(direction, segment.sequence) ?? null;
    if (!plan.wantsErrorAbout(direction, position)) return null;
    if (this.scrubber === null) return viewOf(frame, numberInFile);
    const copy = copyOf(frame, numberInFile);
    this.scrubber.quoted(segment, quotedBytes, [wholeOf(frame, copy)]);
    return copy;
  }

  #pickBroken({ frame, numberInFile, plan }: Candidate): PickedFrame | null {
    if (!plan.wantsFrame(frame.number)) return null;
    if (this.scrubber === null) return viewOf(frame, numberInFile);
    this.leftOut += 1;
    return null;
  }

  /** Holds a fragment until its datagram is whole. */
  #hold(frame: Frame, numberInFile: number): void {
    const note = this.#dispatch.fragment;
    const copy = copyOf(frame, numberInFile);
    const held = this.#held.hold(copy, 'waiting');
    this.#lists.add(note, frame.seconds, { held, part: partOf(frame, copy, note) });
  }
}

const NOTHING: readonly PickedFrame[] = [];

/** A frame of a connection that something is wanted of. */
interface Candidate {
  readonly frame: Frame;
  readonly numberInFile: number;
  readonly connection: number;
  readonly plan: ConnectionPlan;
}

function wholeOf(frame: Frame, copy: PickedFrame): FramePart {
  return { bytes: copy.bytes, start: 0, end: copy.bytes.length, offset: frame.start };
}

function partOf(frame: Frame, copy: PickedFrame, note: Readonly<FragmentNote>): FramePart {
  const { bytes } = copy;
  return { bytes, start: note.start - frame.start, end: note.end - frame.start, offset: note.offset };
}
