import type { Parameter, PartyRole } from './parameter.ts';

const PARTS: Readonly<Record<PartyRole, string>> = {
  login: 'the person whose session it is',
  caller: 'the person who calls or sends',
  callee: 'the person who is called or receives',
  name: 'a person by the name that others see',
  other: 'somebody else who takes part',
};

/** Whom the values of a parameter name, as a sentence; null where they name nobody. */
export function partyText(party: NonNullable<Parameter['party']> | null): string | null {
  if (party === null) return null;
  if (typeof party === 'string') return `Names ${PARTS[party]}.`;
  return `Names, in the order of its values, ${party.map((role) => PARTS[role]).join(', then ')}.`;
}
