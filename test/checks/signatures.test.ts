import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/checks/finding.ts';
import type { Dialect, HmacSignature, SignatureRule } from '../../src/dialects/index.ts';
import { type ExchangeParts, findingsOf, inspectionOptions, read } from './exchange-builder.ts';
import { serverWith } from './refusing-dialects.ts';

const RULE = 'payload/auth-hash';
const KEY = Buffer.from('a key of thirty-two characters ..');
const BODY = '{"visit":"v","text":"été"}';
/** When the request was captured: seconds since 1970. */
const NOW = Math.floor(Date.now() / 1000);

function found(
  signature: SignatureRule,
  parts: ExchangeParts,
  hookSecret: Buffer | null = KEY,
  showSecrets = false,
): readonly Finding[] {
  const dialect: Dialect = { ...serverWith({}), signature };
  const call = read({ target: '/hooks/tell', payload: BODY, at: NOW, ...parts }, [dialect]);
  const options = inspectionOptions({ ...(hookSecret !== null && { hookSecret }), showSecrets });
  return findingsOf([call], options).filter(({ rule }) => rule === RULE);
}

const FACTS = { keySetting: 'key', source: 'CUSTOM' } as const;

describe('an HMAC of the body', () => {
  const hashes = ['md5', 'sha1', 'sha256'] as const;
  const encodings = ['hex', 'base64', 'base64url'] as const;
  const rules = hashes.flatMap((hash) =>
    encodings.flatMap((encoding) =>
      [null, 'Sig'].map((scheme): HmacSignature => {
        return { kind: 'hmac', header: 'x-signature', hash, encoding, scheme, ...FACTS };
      }),
    ),
  );
  const field = ({ hash, encoding, scheme }: HmacSignature, body = BODY): ExchangeParts => {
    const mac = createHmac(hash, KEY).update(body).digest(encoding);
    return { headers: { 'X-Signature': scheme === null ? mac : `${scheme} ${mac}` } };
  };

  test.each(rules)('$hash, $encoding, $scheme', (rule) => {
    expect(found(rule, field(rule))).toEqual([]);
    const [wrong] = found(rule, field(rule, 'another body'));
    expect(wrong).toMatchObject({ severity: 'error', evidence: null });
    expect(found(rule, field(rule, 'another body'), null)).toEqual([]);
  });

  test('with padding or without, and not in another alphabet', () => {
    const url: HmacSignature = {
      kind: 'hmac',
      header: 'x-signature',
      hash: 'sha1',
      encoding: 'base64url',
      scheme: null,
      ...FACTS,
    };
    const mac = createHmac('sha1', KEY).update(BODY).digest('base64url');
    expect(found(url, { headers: { 'X-Signature': `${mac}=` } })).toEqual([]);
    expect(found(url, { headers: { 'X-Signature': 'a+/b' } })[0]?.message).toContain('another form');
  });
  test('is not judged where the body is in a content coding', () => {
    const own: HmacSignature = {
      kind: 'hmac',
      header: 'x-signature',
      hash: 'sha1',
      encoding: 'hex',
      scheme: null,
      ...FACTS,
    };
    const parts = { headers: { 'X-Signature': '00', 'Content-Encoding': 'gzip' } };
    expect(found(own, parts)[0]?.severity).toBe('note');
    expect(found(own, parts)[0]?.message).not.toContain('the capture lacks');
  });
});

describe('a token with the hash of the body', () => {
  const rule: SignatureRule = {
    kind: 'jwt',
    header: 'authorization',
    scheme: null,
    bodyHashClaim: 'sha256',
    hash: 'sha256',
    ...FACTS,
  };
  const sum = (body: string): string => createHash('sha256').update(body).digest('base64');

  /** A token as the SDK of a server makes it. */
  async function token(body: string, key: Buffer = KEY, ttl = '5m'): Promise<string> {
    const made = new AccessToken('devkey', key.toString(), { ttl });
    made.sha256 = sum(body);
    return await made.toJwt();
  }
  const sent = (authorization: string | null): ExchangeParts => ({
    headers: { Authorization: authorization },
  });
  const messages = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ message }) => message);

  /** Whether the receiver that backends use takes a webhook; it reads the same bytes as the program. */
  async function isReceived(authorization: string, key: Buffer = KEY): Promise<boolean> {
    try {
      await new WebhookReceiver('devkey', key.toString()).receive(BODY, authorization);
      return true;
    } catch {
      return false;
    }
  }

  test.each<[string, string, Buffer, boolean]>([
    ['of this body with this key', BODY, KEY, true],
    ['of another body', 'another', KEY, false],
    ['with another key', BODY, Buffer.from('another key of so many characters'), false],
  ])('%s: as the receiver of the SDK decides', async (_, body, key, sound) => {
    const authorization = await token(body, key);
    expect(await isReceived(authorization)).toBe(sound);
    const findings = found(rule, sent(authorization));
    expect(findings.length === 0).toBe(sound);
    expect(JSON.stringify(findings)).not.toContain(authorization.slice(-20));
    expect(JSON.stringify(findings)).not.toContain(KEY.toString());
  });

  test('without the key only what the token itself says is compared', async () => {
    const other = Buffer.from('another key of so many characters');
    expect(found(rule, sent(await token(BODY, other)), null)).toEqual([]);
    expect(messages(found(rule, sent(await token('another')), null))).toEqual([
      'The claim sha256 of the token in the Authorization header field of tell is not the hash of its body: the body is not the one that was signed',
    ]);
    expect(found(rule, sent(null), null)).toEqual([]);
    expect(found(rule, sent('Basic dXNlcjpwYXNz'), null)).toEqual([]);
  });

  test('is absent, has another form, or no hash', async () => {
    const [absent] = found(rule, sent(null));
    expect(absent?.message).toContain('has no Authorization header field, a JSON Web Token is expected');
    const [bearer] = found(rule, sent(`Bearer ${await token(BODY)}`));
    expect(bearer?.message).toContain('has another form');
    const bare = await new AccessToken('devkey', KEY.toString()).toJwt();
    expect(messages(found(rule, sent(bare), null))[0]).toContain('has no claim sha256');
    expect(
      found({ ...rule, scheme: 'Bearer' } as SignatureRule, sent(`bearer ${await token(BODY)}`)),
    ).toEqual([]);
  });

  test('of another algorithm is not the one that is expected, whatever it is signed with', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none' })}.${part({ sha256: sum(BODY) })}.`;
    expect(messages(found(rule, sent(unsigned)))[0]).toContain('names "none", "HS256" is expected');
    expect(found(rule, sent(unsigned), null)).toEqual([]);
  });

  test('is told to have expired only where it plainly had when the request was captured', async () => {
    const authorization = await token(BODY, KEY, '5m');
    expect(found(rule, { ...sent(authorization), at: NOW + 330 })).toEqual([]);
    const [late] = found(rule, { ...sent(authorization), at: NOW + 900 });
    expect(late).toMatchObject({ severity: 'warning', message: expect.stringContaining('had expired') });
    expect(found(rule, { ...sent(authorization), at: NOW - 900 })).toEqual([]);
  });
});

describe('a checksum in the query', () => {
  const rule: SignatureRule = { kind: 'checksum', parameter: 'checksum', hash: 'sha1', ...FACTS };
  const target = (url: string, query = ''): string => {
    const sum = createHash('sha1').update(url).update(BODY).update(KEY).digest('hex');
    return `/hooks/tell?${query}checksum=${sum}`;
  };
  const parts = (path: string): ExchangeParts => ({ target: path });

  test('fits the URL as the server has it, encrypted or not', () => {
    expect(found(rule, parts(target('http://localhost:9091/hooks/tell')))).toEqual([]);
    expect(found(rule, parts(target('https://localhost:9091/hooks/tell')))).toEqual([]);
    expect(found(rule, parts(target('http://localhost:9091/hooks/tell?a=1', 'a=1&')))).toEqual([]);
  });
  test('does not fit, or is absent; without a key nothing is told', () => {
    const wrong = target('http://elsewhere/');
    expect(found(rule, parts(wrong))[0]).toMatchObject({ severity: 'warning', evidence: null });
    expect(found(rule, parts('/hooks/tell'))[0]?.message).toContain('has no checksum');
    expect(found(rule, parts(wrong), null)).toEqual([]);
  });
});
