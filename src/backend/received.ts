import type { Buffer } from 'node:buffer';
import type { Instant } from '../base/time.ts';
import type { CallNote } from '../checks/index.ts';
import type { ReadCall } from '../hooks/index.ts';
import type { HeaderList } from '../http/index.ts';

/** A request as it was received. */
export interface ReceivedRequest {
  readonly method: string;
  /** '' where the request line has none. */
  readonly target: string;
  /** '1.1' or '1.0'. */
  readonly version: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** `address:port`. */
  readonly client: string;
  readonly server: string;
  readonly serverPort: number;
  readonly time: Instant;
}

/** What a request turned out to be. */
export interface ReadRequest {
  readonly received: ReceivedRequest;
  /** As a hook of a dialect; null where it is none. */
  readonly hook: ReadCall | null;
  /** What is to be said of the hook, the worst first. */
  readonly notes: readonly CallNote[];
}
