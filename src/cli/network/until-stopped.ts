const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Waits for a signal that asks the program to end. */
export interface StopSignal {
  /** Settles with the first one. */
  readonly stopped: Promise<void>;
  /** From then on signals end the program as usual. */
  readonly release: () => void;
}

/** The first signal is told; a second one ends the program at once, as if nobody had listened. */
export function stopSignal(): StopSignal {
  let release = (): void => {};
  const stopped = new Promise<void>((settle) => {
    const end = (): void => {
      release();
      settle();
    };
    release = () => {
      for (const signal of ENDING_SIGNALS) process.off(signal, end);
    };
    for (const signal of ENDING_SIGNALS) process.on(signal, end);
  });
  return { stopped, release: () => release() };
}
