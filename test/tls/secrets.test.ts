import { Buffer } from 'node:buffer';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TlsSecrets } from '../../src/tls/index.ts';

const RANDOM = 'ab'.repeat(32);
const MASTER = '0f'.repeat(48);
const TRAFFIC = '1e'.repeat(32);
const random = Buffer.from(RANDOM, 'hex');

describe('the secrets of a key log', () => {
  it('are told by the random of the client, whatever the case of the digits and the end of the lines', () => {
    const secrets = new TlsSecrets();
    const lines = secrets.add(
      `# comment\r\nCLIENT_RANDOM ${RANDOM.toUpperCase()} ${MASTER}\r\nSERVER_TRAFFIC_SECRET_0 ${RANDOM} ${TRAFFIC}\n`,
    );
    expect(lines).toBe(2);
    expect(secrets.count).toBe(2);
    expect(secrets.ofClientRandom(random)?.master?.toString('hex')).toBe(MASTER);
    expect(secrets.ofClientRandom(random)?.serverTraffic?.toString('hex')).toBe(TRAFFIC);
    expect(secrets.ofClientRandom(Buffer.alloc(32))).toBeNull();
  });

  it('are counted once, however often they come', () => {
    const secrets = new TlsSecrets();
    const line = `CLIENT_RANDOM ${RANDOM} ${MASTER}`;
    expect([secrets.add(line), secrets.add(line)]).toEqual([1, 1]);
    expect(secrets.count).toBe(1);
  });

  it('may be known beside others, which stay as they were', () => {
    const given = new TlsSecrets();
    given.add(`CLIENT_RANDOM ${RANDOM} ${MASTER}`);
    const secrets = new TlsSecrets(given);
    secrets.add(`CLIENT_RANDOM ${RANDOM} ${MASTER}\nSERVER_TRAFFIC_SECRET_0 ${RANDOM} ${TRAFFIC}`);
    expect(secrets.ofClientRandom(random)).toEqual({
      master: Buffer.from(MASTER, 'hex'),
      serverTraffic: Buffer.from(TRAFFIC, 'hex'),
    });
    expect([secrets.count, given.count]).toEqual([2, 1]);
    expect(given.ofClientRandom(random)?.serverTraffic).toBeUndefined();
  });

  it.each([
    ['an odd digit', `CLIENT_RANDOM ${RANDOM} ${MASTER}0`],
    ['a random that is too short', `CLIENT_RANDOM ${RANDOM.slice(2)} ${MASTER}`],
    ['no hexadecimal', `CLIENT_RANDOM ${RANDOM} ${'zz'.repeat(48)}`],
    ['a label that is not used', `EXPORTER_SECRET ${RANDOM} ${TRAFFIC}`],
    ['nothing', ''],
  ])('pass over a line with %s', (_, line) => {
    const secrets = new TlsSecrets();
    expect(secrets.add(line)).toBe(0);
    expect(secrets.count).toBe(0);
  });

  it('are found by the encrypted premaster secret, and by the id of the session', () => {
    const secrets = new TlsSecrets();
    secrets.add(`RSA 0102030405060708 ${MASTER}\nRSA Session-ID:AABB Master-Key:${MASTER}\n`);
    expect(secrets.premasterOf(Buffer.from('010203040506070899', 'hex'))?.toString('hex')).toBe(MASTER);
    expect(secrets.masterOfSession(Buffer.from('aabb', 'hex'))?.toString('hex')).toBe(MASTER);
    expect(secrets.count).toBe(2);
  });

  it('are written as lines that tell the same', () => {
    const secrets = new TlsSecrets();
    secrets.add(`CLIENT_RANDOM ${RANDOM} ${MASTER}\nCLIENT_TRAFFIC_SECRET_0 ${RANDOM} ${TRAFFIC}`);
    const again = new TlsSecrets();
    again.add(secrets.linesOf(RANDOM).join('\n'));
    expect(again.ofClientRandom(random)).toEqual(secrets.ofClientRandom(random));
    expect(secrets.linesOf('00'.repeat(32))).toEqual([]);
  });

  it('are not shown where their holder is printed', () => {
    const secrets = new TlsSecrets();
    secrets.add(`CLIENT_RANDOM ${RANDOM} ${MASTER}`);
    const shown = `${inspect(secrets, { depth: 9, showHidden: true })}${JSON.stringify(secrets)}${secrets}`;
    expect(shown).not.toMatch(/0f0f|<Buffer/i);
  });
});
