import type { IcmpErrors } from './icmp-errors.ts';

/**
 * What an ICMP error means to the connection. `prohibited`: a filter forbids it. `unreachable`: host, network or port cannot
 * be reached. `too-big`: the packet is too long for the way. `expired`: it went round in circles, or came too far.
 */
export type IcmpMeaning = 'prohibited' | 'unreachable' | 'too-big' | 'expired' | 'other';

interface Named {
  readonly meaning: IcmpMeaning;
  /** As Wireshark and RFCs name it. */
  readonly name: string;
}

/** By type and code: RFC 792, RFC 1812 §5.2.7.1. */
const ICMP_NAMES: Readonly<Record<string, Named>> = {
  '3/0': { meaning: 'unreachable', name: 'network unreachable' },
  '3/1': { meaning: 'unreachable', name: 'host unreachable' },
  '3/2': { meaning: 'unreachable', name: 'protocol unreachable' },
  '3/3': { meaning: 'unreachable', name: 'port unreachable' },
  '3/4': { meaning: 'too-big', name: 'fragmentation needed' },
  '3/6': { meaning: 'unreachable', name: 'network unknown' },
  '3/7': { meaning: 'unreachable', name: 'host unknown' },
  '3/9': { meaning: 'prohibited', name: 'network administratively prohibited' },
  '3/10': { meaning: 'prohibited', name: 'host administratively prohibited' },
  '3/13': { meaning: 'prohibited', name: 'communication administratively prohibited' },
  '11/0': { meaning: 'expired', name: 'time to live exceeded' },
};

/** By type and code: RFC 4443 §3. */
const ICMPV6_NAMES: Readonly<Record<string, Named>> = {
  '1/0': { meaning: 'unreachable', name: 'no route to destination' },
  '1/1': { meaning: 'prohibited', name: 'communication administratively prohibited' },
  '1/3': { meaning: 'unreachable', name: 'address unreachable' },
  '1/4': { meaning: 'unreachable', name: 'port unreachable' },
  '1/5': { meaning: 'prohibited', name: 'source address failed policy' },
  '1/6': { meaning: 'prohibited', name: 'reject route to destination' },
  '2/0': { meaning: 'too-big', name: 'packet too big' },
  '3/0': { meaning: 'expired', name: 'hop limit exceeded' },
};

/** The name of an ICMP error and what it means; of one without a name, its type and code. */
export function meaningOf({ family, type, code }: Pick<IcmpErrors, 'family' | 'type' | 'code'>): Named {
  const names = family === 4 ? ICMP_NAMES : ICMPV6_NAMES;
  return names[`${type}/${code}`] ?? { meaning: 'other', name: `type ${type} code ${code}` };
}
