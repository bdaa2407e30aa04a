import { expect, test } from 'vitest';
import { firing, read } from '../../checks/exchange-builder.ts';

// Events of the P-series carry their members as a JSON text in msg.

const event = (msg: string) =>
  read({ target: '/events', payload: { type: 30_012, sn: '369852147000', msg } });

test('a text in msg that is not JSON is told once, and not each member that would be in it', () => {
  const call = event('{"call_id":');
  expect(call.call.dialect.name).toBe('yeastar-p');
  expect(firing(call)).toEqual(['payload/not-json']);
});

test('a member that the text lacks is missing', () => {
  expect(firing(event('{"call_from":"1000"}'))).toEqual(['payload/missing']);
});
