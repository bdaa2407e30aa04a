/** Events about extensions, trunks and the organization, and the one about the PBX itself. */
import type { Method } from '../method.ts';
import type { Parameter } from '../parameter.ts';
import type { SourceTag } from '../sources.ts';
import { INTEGER, KEY, PERSON, rows, told } from './parameters.ts';

type Described = Pick<Method, 'name' | 'description' | 'whenMissing'> & Partial<Method>;

function event(
  number: number,
  described: Described,
  own: readonly Parameter[],
  source: SourceTag,
  hasSerialNumber = true,
): Method {
  return {
    aliases: [String(number)],
    role: 'event',
    family: 'System',
    refusal: 'no',
    dialog: null,
    parameters: rows(own, hasSerialNumber),
    source,
    ...described,
  };
}

const oneOf = (...values: readonly string[]): Partial<Parameter> => ({
  values: { extent: 'open', ignoreCase: true, values },
});

const extension = (source: SourceTag): Parameter =>
  told('extension', source, 'Number of the extension.', { ...KEY, ...PERSON, party: 'other' });
const registeredAt = (source: SourceTag): Parameter =>
  told('registered_ip', source, 'Address from which it is registered.', { personal: 'address' });
const OPTIONS = oneOf('CREATE', 'UPDATE', 'DELETE');

const WITHOUT_SERIAL_NUMBER = false;

export const SYSTEM_EVENTS: readonly Method[] = [
  event(
    30_005,
    {
      name: '30005-organization-status',
      description: 'Organization management was switched on or off, or shown otherwise.',
      whenMissing: 'The application shows an organization that is switched off, or none that is on.',
    },
    [
      told('org_status', 'YP-GUIDE', 'Whether organization management is on.', INTEGER),
      told('show_root_org', 'YP-GUIDE', 'Whether the root of the organization is shown.', INTEGER),
    ],
    'YP-GUIDE',
  ),
  event(
    30_006,
    {
      name: '30006-organization-structure',
      description: 'The structure of the organization changed.',
      whenMissing: 'The application goes on with the organization as it was.',
    },
    [
      told('id_list', 'YP-GUIDE', 'What was changed, by its numbers.', {
        types: ['array'],
        items: ['integer'],
      }),
      told('action', 'YP-GUIDE', 'What was done.', {
        ...oneOf('create', 'update', 'delete', 'update_order', 'update_extension'),
      }),
    ],
    'YP-GUIDE',
  ),
  event(
    30_007,
    {
      name: '30007-extension-registration',
      description:
        'An extension registered, or no longer is. It comes only where the registration of the extension is monitored.',
      whenMissing: 'The application shows extensions as reachable that are not, or the reverse.',
    },
    [
      extension('YP-EXT-REG'),
      told('kind', 'YP-EXT-REG', 'What registered.', oneOf('Sip', 'Mobile', 'Desktop', 'Web', 'Pad')),
      told('status', 'YP-EXT-REG', 'New state of the registration.', oneOf('Registered', 'Unregistered')),
      registeredAt('YP-EXT-REG'),
    ],
    'YP-EXT-REG',
  ),
  event(
    30_008,
    {
      name: '30008-extension-call-status',
      description: 'An extension rings, is busy or idle. It comes only where the extension is monitored.',
      whenMissing: 'The application shows extensions in a state that they are no longer in.',
    },
    [
      extension('YP-EXT-CALL'),
      told('status', 'YP-EXT-CALL', 'New state of the extension.', oneOf('Ringing', 'Busy', 'Idle')),
    ],
    'YP-EXT-CALL',
  ),
  event(
    30_009,
    {
      name: '30009-extension-presence',
      description:
        'The presence of an extension changed. It comes only where the presence of the extension is monitored.',
      whenMissing: 'The application shows people as there who are not, or the reverse.',
    },
    [
      extension('YP-EXT-PRESENCE'),
      told('status', 'YP-EXT-PRESENCE', 'New presence.', {
        ...oneOf('available', 'away', 'business_trip', 'do_not_disturb', 'lunch', 'off_work'),
      }),
    ],
    'YP-EXT-PRESENCE',
  ),
  event(
    30_010,
    {
      name: '30010-trunk-status',
      description: 'The state of a trunk changed. No monitor has to be on for it.',
      whenMissing: 'The application never learns the state of the trunk.',
    },
    [
      told('trunk_name', 'YP-TRUNK-REG', 'Name of the trunk.', { ...KEY, ...PERSON }),
      told('kind', 'YP-TRUNK-REG', 'Kind of the trunk.', oneOf('PJSIP', 'GSM', 'E1', 'BRI', 'FXO')),
      told(
        'status',
        'YP-TRUNK-REG',
        'New state: 0 unknown, 1 idle, 2 busy, 3 idle and unmonitored, 4 registering, 5 GSM registering, 11 and 12 faults of FXO, 21 to 23 of E1 or BRI, 31 to 36 of GSM, 41 registration failed, 42 unreachable, 43 account unavailable, 44 disabled.',
        INTEGER,
      ),
      registeredAt('YP-TRUNK-REG'),
    ],
    'YP-TRUNK-REG',
  ),
  event(
    30_022,
    {
      name: '30022-extension-configuration',
      description: 'An extension was created, changed or deleted. It has no serial number.',
      whenMissing: 'The application goes on with the extensions as they were.',
    },
    [
      told('ext_number', 'YP-EXT-CONFIG', 'Number of the extension.', { ...PERSON, party: 'other' }),
      told('option', 'YP-EXT-CONFIG', 'What was done.', OPTIONS),
    ],
    'YP-EXT-CONFIG',
    WITHOUT_SERIAL_NUMBER,
  ),
  event(
    30_023,
    {
      name: '30023-trunk-configuration',
      description: 'A trunk was created, changed or deleted. It has no serial number.',
      whenMissing: 'The application goes on with the trunks as they were.',
    },
    [
      told('trunk_name', 'YP-TRUNK-CONFIG', 'Name of the trunk.', PERSON),
      told('option', 'YP-TRUNK-CONFIG', 'What was done.', OPTIONS),
    ],
    'YP-TRUNK-CONFIG',
    WITHOUT_SERIAL_NUMBER,
  ),
  event(
    30_036,
    {
      name: '30036-system-alert',
      openMembers: true,
      description: 'The PBX tells of something wrong with itself. Its members are not known from a document.',
      whenMissing: 'The application never learns that something is wrong with the PBX.',
    },
    [],
    'YP-NAMED',
  ),
];
