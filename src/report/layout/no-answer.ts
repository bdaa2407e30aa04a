import type { Analysis } from '../../engine/index.ts';
import type { HookCall } from '../../hooks/index.ts';

/** What came instead of a response, in few words. */
const UNANSWERED: Readonly<Partial<Record<HookCall['end'], string>>> = {
  fin: 'closed',
  reset: 'reset',
  'stream-reset': 'reset',
  goaway: 'GOAWAY',
  abandoned: 'given up',
  capture: 'cap. end',
};

/** What the columns of status and latency say of a call without a response. */
export interface NoAnswer {
  readonly status: string;
  readonly instead: string;
}

/** Of a capture that holds only requests nothing is said of answers. `view`: what the captures show. */
export function noAnswer({ end }: Pick<HookCall, 'end'>, view: Analysis['view']): NoAnswer {
  return view === 'requests'
    ? { status: '?', instead: 'not seen' }
    : { status: 'none', instead: UNANSWERED[end] ?? '' };
}
