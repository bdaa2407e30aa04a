import { MAX_EVIDENCE_FRAMES, MAX_ICMP_ERRORS, MAX_LOOKED_UP_NAMES } from '../base/limits.ts';
import { list, mapOf, record, type Shape, text, whole, zeroOrOne } from '../base/shape/index.ts';
import { instantShape } from '../capture/index.ts';
import type { NetworkEvidence } from './collector.ts';
import type { IcmpErrors } from './icmp-errors.ts';
import type { NameLookup } from './name-lookups.ts';

/** Codes that a DNS message can carry (RFC 6891 §6.1.3): 12 bits. */
const MOST_RESPONSE_CODES = 4096;

/** What packets beside the connections tell. `connection`: the number of a connection. */
export function evidenceShape(connection: Shape<number>): Shape<NetworkEvidence> {
  const frames = list(whole, MAX_EVIDENCE_FRAMES);
  const errors = record<IcmpErrors>({
    connection,
    direction: zeroOrOne,
    sender: text,
    family: whole,
    type: whole,
    code: whole,
    mtu: whole,
    count: whole,
    time: instantShape,
    frames,
  });
  const lookup = record<NameLookup>({
    name: text,
    client: text,
    server: text,
    queries: whole,
    resolved: whole,
    empty: whole,
    failed: mapOf(whole, whole, MOST_RESPONSE_CODES),
    time: instantShape,
    frames,
  });
  return record<NetworkEvidence>({
    icmpErrors: list(errors, MAX_ICMP_ERRORS),
    icmpErrorsLeft: whole,
    lookups: list(lookup, MAX_LOOKED_UP_NAMES),
    lookupsLeft: whole,
  });
}
