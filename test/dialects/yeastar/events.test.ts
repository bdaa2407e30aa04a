import { expect, test } from 'vitest';
import { firing, read } from '../../checks/exchange-builder.ts';

// Events of the second version of the interface, in the forms of the vendor's pages.

const event = (payload: object) =>
  read({
    target: '/events',
    payload: { ...payload, sn: '369852147000' },
    headers: { 'User-Agent': 'webapi' },
  });

test.each([
  [
    'CallStatus',
    { members: [{ ext: { number: '1001', channelid: 'SIP-1', memberstatus: 'ALERT', callpath: '' } }] },
  ],
  [
    'Invite',
    { members: [{ inbound: { from: '5503301', to: '5503302', trunkname: 'sps', channelid: 'SIP-2' } }] },
  ],
  ['PlayPromptEnd', { members: [{ ext: { number: 1001, channelid: 'SIP-1' } }], prompt: {} }],
  ['satisfaction', { surveyresult: 5 }],
  ['CallFailed', { reason: '486 Busy here', members: [{ ext: { number: '1001', channelid: 'SIP-1' } }] }],
])('%s is known with its members', (name, members) => {
  const call = event({ event: name, callid: '1600000000.1', ...members });
  expect(call.call.dialect.name).toBe('yeastar');
  expect(call.certainty).toBe('certain');
  expect(firing(call)).toEqual([]);
});
