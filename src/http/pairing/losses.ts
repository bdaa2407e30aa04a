/** What was lost right before a response. For the members see `ResponseEntry`. */
interface LostBeforeResponse {
  readonly lost: number;
  readonly passed: number;
}

const NOTHING_LOST: LostBeforeResponse = { lost: -1, passed: -1 };

/** What was lost of a connection's messages, as far as pairing needs to know it. */
export class Losses {
  /** A message may have been lost since both directions last stood between messages with nothing open. */
  outOfStep = false;
  /** Stream offsets behind requests of which nothing is known. */
  readonly lostRequests: number[] = [];
  /** Stream offsets up to which responses may have been lost since the last response that came. */
  #lostResponses: number[] = [];
  /** Responses among them that certainly lost their beginning. */
  #lostBeginnings = 0;
  /**
   * Bytes of requests that the server had received when it sent bytes of responses that belong to no known one;
   * -1: none.
   */
  #passedResponses = -1;

  /** Requests up to stream offset `to` may have been lost. `beginning`: one certainly lost its beginning. */
  loseRequests(to: number, beginning: boolean): void {
    this.outOfStep = true;
    if (beginning) this.lostRequests.push(to);
  }

  /** The same for responses. */
  loseResponses(to: number, beginning: boolean): void {
    this.outOfStep = true;
    this.#lostResponses.push(to);
    if (beginning) this.#lostBeginnings += 1;
  }

  /**
   * Bytes of the responses' direction came that belong to no known response. `acknowledged`: as their segment told
   * it.
   */
  passResponse(acknowledged: number): void {
    this.#passedResponses = Math.max(this.#passedResponses, acknowledged);
  }

  /** A response came. Tells what was lost since the response before it, and forgets that. */
  takeBeforeResponse(): LostBeforeResponse {
    if (this.#lostResponses.length === 0 && this.#passedResponses === -1) return NOTHING_LOST;
    const lost = this.#lostResponses.length === 0 ? -1 : this.#lostBeginnings;
    const passed = this.#passedResponses;
    this.#passedResponses = -1;
    this.#lostResponses = [];
    this.#lostBeginnings = 0;
    return { lost, passed };
  }

  /** A response to the request at stream offset `offset` came: lost requests before it are of no more interest. */
  forgetRequestsBefore(offset: number): void {
    while ((this.lostRequests[0] ?? Number.POSITIVE_INFINITY) <= offset) this.lostRequests.shift();
  }

  /** Whether responses behind stream offset `offset` were lost (below 0: any). */
  hasLostResponsesBehind(offset: number): boolean {
    return this.#lostResponses.some((to) => offset < 0 || to > offset);
  }

  /** Nothing is open on either side: what was lost before has no consequences any more. */
  settle(): void {
    if (this.outOfStep && this.#lostResponses.length === 0) this.outOfStep = false;
  }
}
