/** What the product is about to decide anew, each in one place: the oracle asks here. */
export const UNSETTLED = {
  /** How severe it is where an event of WCS got no answer and that only gets logged: `warning` once it is as for a refusal. */
  unansweredEvent: 'error',
  /** Whether `transport/reset` is told beside `answer/none` of the same call. */
  isResetToldBeside: true,
  /** Rules of which nothing is measured where only requests are captured: they take what is not captured for absent. */
  notOfOneDirection: /^(?:answer\/none|transport\/unanswered)$/,
  /** Rules of which nothing is measured where a proxy's connection to its upstream server was refused: its 502 tells it. */
  notBehindProxy: /^transport\/refused$/,
} as const satisfies Readonly<Record<string, string | boolean | RegExp>>;
