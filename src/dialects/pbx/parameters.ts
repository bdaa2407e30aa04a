/**
 * Rows that the reports of OpenVox and Yeastar PBXs share. OpenVox has Yeastar's reports, but writes the parties of a
 * call as members of the body (`ext`, `inbound`, `outbound`). Yeastar writes them into an array `call` of objects with
 * one member each, except in CallFailed, which is flat. So both forms are accepted from both systems.
 */

import type { Parameter, PartyRole } from '../parameter.ts';
import type { SourceTag } from '../sources.ts';

type Party = 'ext' | 'inbound' | 'outbound';

/** All places of a member of a party: in the body, in the array, and in a single object as the documents print it. */
function placesOf(party: Party, member: string): readonly (readonly string[])[] {
  return [
    [party, member],
    ['call', '*', party, member],
    ['call', party, member],
  ];
}

export const CALL_DIALOG = { kind: 'call', parameters: ['callid'] } as const;

/** Names of the rows that hold numbers of a call's parties. */
export const NUMBER_PARAMETERS = [
  'ext.extid',
  'inbound.from',
  'inbound.to',
  'outbound.from',
  'outbound.to',
  'callfrom',
  'callto',
] as const;

/** The word that names the report. v2 of Yeastar's interface calls it `event`. */
export const action = (source: SourceTag, aliases: readonly string[] = []): Parameter => ({
  name: 'action',
  aliases,
  types: ['string'],
  presence: 'key',
  description: 'Name of the report.',
  source,
});

export const serialNumber = (source: SourceTag): Parameter => ({
  name: 'sn',
  types: ['string'],
  presence: 'usual',
  description: "The PBX's serial number. OpenVox leaves it out of the reports of an outgoing call.",
  source,
});

export const callid = (source: SourceTag): Parameter => ({
  name: 'callid',
  aliases: ['cdrid'],
  types: ['string'],
  presence: 'key',
  description:
    'Tells the call from others: a time and a number. Reports of one call may carry different ones, as on outgoing calls.',
  source,
});

/**
 * The parties of a call. Which of them are present depends on who calls whom, so none is required. `extensions`: which parts
 * extensions have in it, in the order in which the report tells them.
 */
export function parties(
  source: SourceTag,
  extensions: NonNullable<Parameter['party']> = 'other',
): readonly Parameter[] {
  const text = (
    party: Party,
    member: string,
    description: string,
    further: Partial<Parameter> = PERSONAL,
  ): Parameter => ({
    name: `${party}.${member}`,
    paths: placesOf(party, member),
    types: ['string'],
    presence: 'optional',
    description,
    source,
    ...further,
  });
  const party = (name: Party, description: string): Parameter => ({
    name,
    paths: [[name], ['call', '*', name], ['call', name]],
    types: ['object'],
    presence: 'optional',
    description,
    source,
  });
  return [
    {
      name: 'call',
      types: ['array', 'object'],
      items: ['object'],
      presence: 'optional',
      description: 'The parties, where they are not members of the body: objects with one member each.',
      source,
    },
    party('ext', 'An extension that takes part in the call.'),
    {
      name: 'ext.extid',
      personal: 'person',
      party: extensions,
      paths: placesOf('ext', 'extid'),
      types: ['string', 'array', 'integer'],
      items: ['string', 'integer'],
      presence: 'optional',
      description: 'Number of the extension; of several, as a list, the callee first.',
      source,
    },
    party('inbound', 'A caller from outside.'),
    text('inbound', 'from', 'Number of the caller from outside.', partOf('caller')),
    text('inbound', 'to', 'Number that was called.', partOf('callee')),
    text('inbound', 'trunk', 'Trunk through which the call came in.'),
    text('inbound', 'inboundid', 'Tells the incoming leg from others.', {}),
    party('outbound', 'A callee outside.'),
    text('outbound', 'from', 'Number of the caller.', partOf('caller')),
    text('outbound', 'to', 'Number that is called outside.', partOf('callee')),
    text('outbound', 'trunk', 'Trunk through which the call goes out.'),
    text('outbound', 'outboundid', 'Tells the outgoing leg from others.', {}),
  ];
}

/** A member of the body itself. */
export function field(
  name: string,
  source: SourceTag,
  description: string,
  further: Partial<Parameter> = {},
): Parameter {
  return { name, types: ['string'], presence: 'optional', description, source, ...further };
}

/** Telephone numbers, and names of trunks, which are often their numbers. */
export const PERSONAL = { personal: 'person' } as const satisfies Partial<Parameter>;

/** Numbers of somebody who has a part in a call. */
export function partOf(party: PartyRole): Partial<Parameter> {
  return { ...PERSONAL, party };
}

/** Numbers that these systems write as strings; a later version may write JSON numbers. */
export const COUNT = { types: ['string', 'integer'] } as const satisfies Partial<Parameter>;
