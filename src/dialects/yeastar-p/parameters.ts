/** Members of the events. What an event tells is within `msg`, whose value on the wire is a JSON text. */
import type { Parameter } from '../parameter.ts';
import type { SourceTag } from '../sources.ts';

/** A member of `msg`, as most rows are. `path`: its names within it. */
export function told(
  name: string,
  source: SourceTag,
  description: string,
  further: Partial<Parameter> = {},
): Parameter {
  return {
    name,
    paths: [['msg', name]],
    types: ['string'],
    presence: 'usual',
    description,
    source,
    ...further,
  };
}

export const OPTIONAL = { presence: 'optional' } as const satisfies Partial<Parameter>;
export const KEY = { presence: 'key' } as const satisfies Partial<Parameter>;
export const INTEGER = { types: ['integer'] } as const satisfies Partial<Parameter>;
/** Telephone numbers, and names of trunks, which are often their numbers. */
export const PERSON = { personal: 'person' } as const satisfies Partial<Parameter>;

export const type: Parameter = {
  name: 'type',
  types: ['integer'],
  presence: 'key',
  description: 'Number of the event.',
  source: 'YP-WEBHOOK',
};

/** `isSent`: the events about changed settings come without it. */
export const serialNumber = (isSent: boolean): Parameter => ({
  name: 'sn',
  types: ['string'],
  presence: isSent ? 'usual' : 'optional',
  description: 'Serial number of the PBX.',
  source: 'YP-WEBHOOK',
});

export const msg: Parameter = {
  name: 'msg',
  // A text on the wire; where it is JSON, its value stands in the place of the text.
  types: ['string', 'object'],
  presence: 'key',
  description: 'What the event tells: an object, written as a JSON text within the string.',
  source: 'YP-WEBHOOK',
};

/** All rows of an event: those around its message, and those of the message. */
export function rows(own: readonly Parameter[], hasSerialNumber = true): readonly Parameter[] {
  return [type, serialNumber(hasSerialNumber), msg, ...own];
}

export const CALL_DIALOG = { kind: 'call', parameters: ['call_id'] } as const;

export const callId = (source: SourceTag): Parameter =>
  told('call_id', source, 'Tells the call from all others.', KEY);

const MEMBER_STATUSES = ['ALERT', 'RING', 'ANSWERED', 'ANSWER', 'HOLD', 'BYE'] as const;

type Side = 'extension' | 'inbound' | 'outbound';

/** The parties of a call: an array of objects with one member each, which says what kind of party it is. */
export function members(source: SourceTag, sides: readonly Side[]): readonly Parameter[] {
  const within = (
    side: Side,
    member: string,
    description: string,
    further: Partial<Parameter>,
  ): Parameter => ({
    name: `${side}.${member}`,
    paths: [['msg', 'members', '*', side, member]],
    types: ['string'],
    presence: 'optional',
    description,
    source,
    ...further,
  });
  return [
    told('members', source, 'The parties: objects with one member each.', {
      types: ['array'],
      items: ['object'],
    }),
    ...sides.flatMap((side) => [
      ...(side === 'extension'
        ? [within(side, 'number', 'Number of the extension.', { ...PERSON, party: 'other' })]
        : [
            within(side, 'from', 'Number of the caller.', { ...PERSON, party: 'caller' }),
            within(side, 'to', 'Number that is called.', { ...PERSON, party: 'callee' }),
            within(side, 'trunk_name', 'Trunk through which the call goes.', PERSON),
          ]),
      within(side, 'channel_id', 'Tells the channel from others.', {}),
      within(side, 'call_path', 'Way that the call has taken.', {}),
    ]),
    {
      name: 'member_status',
      paths: sides.map((side) => ['msg', 'members', '*', side, 'member_status']),
      types: ['string'],
      presence: 'optional',
      values: { extent: 'open', ignoreCase: false, values: MEMBER_STATUSES },
      description: 'State of the party in the call.',
      source,
    },
  ];
}
