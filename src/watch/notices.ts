import { MAX_NOTICE_PROBLEMS } from '../base/limits.ts';
import type { WatchedProblem } from './problem-watch.ts';

/** What somebody is called for: the problems that appeared since the last notice. */
export interface Notice {
  readonly problems: readonly WatchedProblem[];
  /** Further ones, which are not listed. */
  readonly left: number;
}

/** Problems that wait to be told: together, and so seldom as was asked for. */
export class NoticeQueue {
  readonly #everySeconds: number;
  #problems: WatchedProblem[] = [];
  #left = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** `everySeconds`: between two notices at least. */
  constructor(everySeconds: number) {
    this.#everySeconds = everySeconds;
  }

  add(problem: WatchedProblem): void {
    if (this.#problems.length < MAX_NOTICE_PROBLEMS) this.#problems.push(problem);
    else this.#left += 1;
  }

  /** The next notice, where one is due; null where there is nothing to tell, or the last one was not long ago. */
  due(now: number): Notice | null {
    return now - this.#lastAt < this.#everySeconds ? null : this.rest(now);
  }

  /** The next notice, however soon. */
  rest(now: number): Notice | null {
    if (this.#problems.length === 0) return null;
    const notice = { problems: this.#problems, left: this.#left };
    this.#problems = [];
    this.#left = 0;
    this.#lastAt = now;
    return notice;
  }
}
