/** Follows the problems of a capture that grows. */
export { type Notice, NoticeQueue } from './notices.ts';
export { ProblemWatch, type WatchEvent, type WatchedProblem } from './problem-watch.ts';
