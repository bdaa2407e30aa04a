import { type Dialect, UNKNOWN_SYSTEM } from '../dialects/index.ts';
import type { System } from './model.ts';

/**
 * In whose words a capture without a hook call is spoken of: those of the only dialect that was asked for; of several, of the one on
 * whose ports there was traffic. Nothing else tells which system it is: then the words fit to any.
 */
export function systemWithoutCalls(dialects: readonly Dialect[], ports: ReadonlySet<number>): System {
  const [only, ...further] = dialects;
  if (only !== undefined && further.length === 0) return { dialect: only, ports: [], calls: 0, evidence: [] };
  for (const dialect of dialects) {
    const own = dialect.ports.filter((port) => ports.has(port));
    if (own.length > 0) return { dialect, ports: own, calls: 0, evidence: ['its usual port'] };
  }
  return { dialect: UNKNOWN_SYSTEM, ports: [], calls: 0, evidence: [] };
}
