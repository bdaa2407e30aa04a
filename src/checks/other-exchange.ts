import type { Dialect, Method } from '../dialects/index.ts';

/** An HTTP exchange that is no hook: a probe, a health check, a hook's path asked with GET. */
export interface OtherExchange {
  readonly dialect: Dialect;
  /** The method whose path was asked, though not as hooks are sent; null where the path is of no hook. */
  readonly methodSpec: Method | null;
  readonly stream: number;
  /** Capture time of the request's first byte. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Address and port. */
  readonly client: string;
  readonly server: string;
  readonly serverPort: number;
  readonly httpMethod: string;
  readonly target: string;
  /** First and last frame. */
  readonly requestFrames: readonly [number, number];
  /** null where no answer came; 0 for one without a status line. */
  readonly status: number | null;
}
