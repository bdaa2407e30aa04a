import type { HookCall } from '../hooks/index.ts';

/**
 * An HTTP exchange that is no hook: a probe, a health check, a hook's path asked with GET. `methodSpec` is the method whose path
 * was asked, though not as hooks are sent; null where the path is of no hook.
 */
export interface OtherExchange
  extends Pick<
    HookCall,
    | 'dialect'
    | 'methodSpec'
    | 'stream'
    | 'seconds'
    | 'nanoseconds'
    | 'client'
    | 'server'
    | 'serverPort'
    | 'httpMethod'
    | 'target'
    | 'requestFrames'
  > {
  /** null where no answer came; 0 for one without a status line. */
  readonly status: number | null;
}
