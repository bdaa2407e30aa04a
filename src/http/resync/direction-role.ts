import { MAX_OPENING_BYTES } from '../../base/limits.ts';
import type { ByteStore } from '../byte-store.ts';
import type { DirectionEvent, OpeningDoubtful, RoleLearned } from '../events.ts';
import type { MessageSide } from '../exchange.ts';
import type { Role } from './find-start.ts';
import { judgeOpening } from './opening.ts';

const LEARNED: Readonly<Record<MessageSide, RoleLearned>> = {
  request: { kind: 'role-learned', role: 'request' },
  response: { kind: 'role-learned', role: 'response' },
};
const DOUBTFUL: OpeningDoubtful = { kind: 'opening-doubtful' };

/** What one direction of a connection carries. Its first bytes tell, or the content of the other direction does. */
export class DirectionRole {
  current: Role = 'unknown';

  /** Whose messages are read. A direction whose role is not known is read as if it carried requests. */
  get side(): MessageSide {
    return this.current === 'response' ? 'response' : 'request';
  }

  /** The direction's own content shows its role. */
  learn(role: MessageSide): RoleLearned {
    this.current = role;
    return LEARNED[role];
  }

  /** Looks at the first bytes of a message. Null where they are not plainly those of a request or a response. */
  look(bytes: Buffer, start: number, end: number): RoleLearned | null {
    const opening = judgeOpening(bytes, start, end);
    return opening === 'request' || opening === 'response' ? this.learn(opening) : null;
  }

  /** Judges all bytes that were gathered of the direction. Null where more of them are needed. */
  judge(gathered: ByteStore): DirectionEvent | null {
    const opening = judgeOpening(gathered.bytes, 0, gathered.length);
    if (opening === 'request' || opening === 'response') return this.learn(opening);
    if (gathered.length >= MAX_OPENING_BYTES) return { kind: 'protocol-found', protocol: 'other' };
    if (opening === 'doubtful') return DOUBTFUL;
    if (opening === 'simple-request' || opening === 'wait') return null;
    return { kind: 'protocol-found', protocol: opening };
  }
}
