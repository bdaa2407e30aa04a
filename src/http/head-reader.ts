import type { DirectionEvent, RoleLearned } from './events.ts';
import type { MessageSide } from './exchange.ts';
import type { GatheredHead, Head } from './head/head.ts';
import { HeadGatherer } from './head/head-gatherer.ts';
import { requestHeads, responseHeads } from './head/head-parser.ts';
import type { InputQueue } from './input-queue.ts';
import type { PlacementTracker, SegmentStamp } from './placement.ts';
import { DirectionRole } from './resync/direction-role.ts';
import { judgeOpening } from './resync/opening.ts';

const CR = 0x0d;
const LF = 0x0a;
const BOTH_SIDES: readonly MessageSide[] = ['request', 'response'];

/**
 * What the bytes are at which a message should begin. A head: it ends at the position that the input has now.
 * `too-large`: the beginning of a head that is longer than is read. `foreign`: no message begins here; `bytes` are to
 * be read again. A direction event: it has to be told before the bytes are looked at again. Null: more bytes are needed.
 */
export type HeadOutcome =
  | Head
  | { readonly kind: 'too-large'; readonly head: GatheredHead; readonly bytes: Buffer }
  | { readonly kind: 'foreign'; readonly bytes: Buffer }
  | DirectionEvent
  | null;

/** A head whose rest is absent, and the bytes that came of it. */
export interface CutHead {
  readonly side: MessageSide;
  readonly head: GatheredHead;
  readonly bytes: Buffer;
  /** The head shows the role of the direction, which was not known before. */
  readonly learned: RoleLearned | null;
}

/** Reads the heads of one direction, and finds out from them what the direction carries. */
export class HeadReader {
  readonly role = new DirectionRole();
  readonly #gatherer = new HeadGatherer();
  readonly #placement: PlacementTracker;
  /** Whether the gathered bytes are to be examined. `over`: as in `HeadGatherer.examine`. */
  #examination: 'none' | 'due' | 'due-over' = 'none';
  /** The segment that brought the first byte of the next message, where it is not the present one. */
  #firstStamp: SegmentStamp | null = null;

  /** `placement`: follows the messages of the direction. */
  constructor(placement: PlacementTracker) {
    this.#placement = placement;
  }

  /** The beginning of a head has come. */
  get isGathering(): boolean {
    return this.#gatherer.store.length > 0;
  }

  /** `examine` has to be called before anything else is read. */
  get isExaminationDue(): boolean {
    return this.#examination !== 'none';
  }

  /** The content of the other direction shows the role of this one. */
  assume(role: MessageSide): void {
    if (this.role.current !== 'unknown') return;
    this.role.current = role;
    if (this.isGathering) this.#examination = 'due';
  }

  /**
   * The other end speaks and has received the bytes of this direction up to stream offset `acknowledged` (below 0: all
   * of them), so that a request line without header lines is complete. Returns the role, where that shows it.
   */
  settle(acknowledged: number): RoleLearned | null {
    const { store } = this.#gatherer;
    if (store.length === 0 || this.role.current === 'response') return null;
    if (acknowledged >= 0 && acknowledged <= this.#placement.startOffset) return null;
    if (this.role.current !== 'unknown') {
      this.#examination = 'due-over';
      return null;
    }
    if (judgeOpening(store.bytes, 0, store.length) !== 'simple-request') return null;
    this.#examination = 'due-over';
    return this.role.learn('request');
  }

  /** The direction has ended, so that a request line without header lines is complete. */
  close(): void {
    if (this.isGathering && this.role.current === 'request') this.#examination = 'due-over';
  }

  /** A message was found after a search; its first byte came with this segment. */
  resumeAt(stamp: SegmentStamp): void {
    this.#firstStamp = stamp;
  }

  /** Reads bytes of a head. `stamp`: the segment that is being read. */
  read(input: InputQueue, stamp: SegmentStamp): HeadOutcome {
    const { bytes, end } = input;
    let refused = false;
    if (!this.isGathering) {
      let { position } = input;
      // Empty lines before a start line are ignored (RFC 9112 §2.2).
      while (position < end && (bytes[position] === CR || bytes[position] === LF)) position += 1;
      input.position = position;
      if (position === end) return null;
      if (this.role.current === 'unknown') {
        const learned = this.role.look(bytes, position, end);
        if (learned !== null) return learned;
      }
      this.#placement.begin(this.#firstStamp ?? stamp, input.offset);
      if (this.#firstStamp !== null) {
        this.#placement.touch(stamp);
        this.#firstStamp = null;
      }
      if (this.role.current !== 'unknown') {
        const heads = this.role.side === 'response' ? responseHeads : requestHeads;
        const head = heads.read(bytes, position, end);
        if (typeof head !== 'string') {
          input.position = position + head.length;
          return head;
        }
        refused = head === 'refused';
      }
    }
    input.position += this.#gatherer.gather(bytes, input.position, end, refused);
    this.#examination = 'due';
    return null;
  }

  /**
   * Examines the gathered bytes. What lies behind a head in them is put first in `input`. `isFirst`: the direction has
   * had no message yet.
   */
  examine(input: InputQueue, isFirst: boolean): HeadOutcome {
    const { store } = this.#gatherer;
    if (this.role.current === 'unknown') {
      const event = this.role.judge(store);
      // Once a role that was learned has been told, the bytes are examined again.
      if (event?.kind !== 'role-learned') this.#examination = 'none';
      return event;
    }
    const over = this.#examination === 'due-over';
    this.#examination = 'none';
    const gathered = this.#gatherer.examine(this.role.side, over, isFirst);
    if (gathered.kind === 'wait') return null;
    const bytes = store.taken();
    const offset = this.#placement.startOffset;
    this.#gatherer.clear();
    if (gathered.kind === 'hopeless') {
      input.putFirst(bytes, 0, bytes.length, offset);
      return { kind: 'foreign', bytes };
    }
    const { head } = gathered;
    input.putFirst(bytes, head.length, bytes.length, offset);
    if (gathered.kind === 'too-large') return { kind: 'too-large', head, bytes };
    return head;
  }

  /** Gives up a head whose rest is absent. Null where what came of it tells nothing. */
  cut(): CutHead | null {
    const { store } = this.#gatherer;
    if (store.length === 0) return null;
    const bytes = store.taken();
    const isUnknown = this.role.current === 'unknown';
    const sides = isUnknown ? BOTH_SIDES : [this.role.side];
    for (const side of sides) {
      const head = this.#gatherer.cut(side);
      if (head === null) continue;
      this.#gatherer.clear();
      return { side, head, bytes, learned: isUnknown ? this.role.learn(side) : null };
    }
    this.#gatherer.clear();
    return null;
  }
}
