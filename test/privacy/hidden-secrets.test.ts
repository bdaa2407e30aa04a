import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FilesRead } from '../../src/cli/files-read.ts';
import { runProgram } from '../../src/cli/program.ts';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import type { JsonValue } from '../../src/hooks/index.ts';
import {
  Masker,
  secretRangesOfField,
  secretRangesOfPayload,
  secretRangesOfText,
} from '../../src/privacy/index.ts';

import { message, pcapOf } from './tiny-capture.ts';

const SECRET = 'Zq1vXkW7';
const connect = findMethod(defaultDialect, 'connect');
const masker = (): Masker => new Masker({ showSecrets: false });
const custom = (value: JsonValue): string =>
  JSON.stringify(masker().payload(defaultDialect, connect, { custom: value }));

function without(text: string, ranges: ReturnType<typeof secretRangesOfPayload>): string {
  let left = text;
  for (const { start, end } of [...(ranges ?? [])].reverse()) left = left.slice(0, start) + left.slice(end);
  return left;
}

describe('targets', () => {
  it.each([
    ['/password=*/connect', '/password=[secret 1]/connect'],
    ['/a;token=*/connect', '/a;token=[secret 1]/connect'],
    ['/a/p%61ssword%3D*/connect', '/a/p%61ssword%3D[secret 1]/connect'],
    ['/reset/token/*', '/reset/token/[secret 1]'],
    ['/a?%74oken=*&b=1', '/a?%74oken=[secret 1]&b=1'],
    ['/a?token=x;*&b=1', '/a?token=[secret 1]&b=1'],
    ['/a?user%5Bpassword%5D=*', '/a?user%5Bpassword%5D=[secret 1]'],
    ['/a?u=http%3A%2F%2Fuser%3A*%40host%2F', '/a?u=http%3A%2F%2Fuser%3A[secret 1]%40host%2F'],
    ['/a?next=%2Fcb%3Faccess_token%3D*', '/a?next=%2Fcb%3Faccess_token%3D[secret 1]'],
    ['http://user:*@host/connect', 'http://user:[secret 1]@host/connect'],
    ['https://user%3A*@host/', 'https://user%3A[secret 1]@host/'],
  ])('%s', (target, shown) => {
    const given = target.replace('*', SECRET);
    expect(masker().target(given)).toBe(shown);
    const line = `POST ${given} HTTP/1.1`;
    expect(without(line, secretRangesOfText(line))).not.toContain(SECRET);
  });
});

/** Texts that a payload, a field or a broken body may hold. */
const TEXTS = [
  `rtsp://admin:p@ss/${SECRET}@10.0.0.1:554/x`,
  `redis://:${SECRET}@h`,
  `Bearer ${SECRET}`,
  `Authorization: Token ${SECRET}`,
  `eyJhbGciOiJIUzI1NiIsInR5${SECRET}`,
  `-----BEGIN PRIVATE KEY-----\nMIIE${SECRET}\nabc\n-----END PRIVATE KEY-----`,
  `REGISTER sip:x SIP/2.0\r\nproxy-authorization : digest username="1",\r\n response=${SECRET}\r\n\r\n`,
  `REGISTER sip:x SIP/2.0\r\nAuthorization:\r\n  Basic\r\n  ${SECRET}\r\n\r\n`,
  `REGISTER sip:x SIP/2.0\r\nX-Auth-Token: a b ${SECRET}\r\n\r\n`,
  `REGISTER sip:x SIP/2.0\r\nX-Password: "${SECRET}"\r\n\r\n`,
  `REGISTER sip:x SIP/2.0\r\nf: <sip:100:${SECRET}@h>;tag=1\r\n\r\n`,
  `v=0\r\nk=clear:${SECRET}\r\na=x`,
  `v=0\r\na=crypto:1 AES_CM inline:abcd|2^20|1:4;inline:${SECRET}|2^20|2:4\r\n`,
  `v=0\r\na=ice-pwd:ab-${SECRET}\r\n`,
  `wrong password '${SECRET}' for x`,
  `<password><![CDATA[${SECRET}]]></password>`,
  `<password>\n a <b>${SECRET}</b></password>`,
  `<param name="password" value="${SECRET}"/>`,
  `x=1&p%61ssword=${SECRET}`,
  `user[password]=${SECRET}`,
  `{"password":[["a"],"${SECRET}"], oops`,
  `{"a":"{\\"b\\":\\"{\\\\\\"password\\\\\\":\\\\\\"${SECRET}\\\\\\"}\\"}"} x`,
  `{"pass\\u0077ord":"${SECRET}"} x`,
  `{'password':'${SECRET}'}`,
  `{password:"${SECRET}"}`,
  `{"name":"password","value":"${SECRET}"} x`,
];

describe('texts', () => {
  it.each(TEXTS.map((text) => [text]))('%j', (text) => {
    expect(custom(text)).not.toContain(SECRET);
    expect(custom({ [text]: 1 })).not.toContain(SECRET);
    expect(masker().captured(text, defaultDialect)).not.toContain(SECRET);
    expect(masker().captured(`{"a":${JSON.stringify(text)} oops`)).not.toContain(SECRET);
    expect(masker().headerField('X-Note', text)).not.toContain(SECRET);
    expect(without(text, secretRangesOfText(text))).not.toContain(SECRET);
    for (const body of [JSON.stringify({ custom: text }), JSON.stringify({ [text]: 1 })]) {
      const ranges = secretRangesOfPayload(body, { dialect: defaultDialect, method: connect });
      expect(without(body, ranges)).not.toContain(SECRET);
    }
  });
});

describe('JSON', () => {
  it.each<readonly [JsonValue]>([
    [{ headers: [['Authorization', `Bearer ${SECRET}`]] }],
    [{ headers: [['X-Auth-Token', SECRET]] }],
    [{ fields: [{ name: 'password', value: SECRET }] }],
    [{ db_pwd: SECRET }],
    [{ userPass: SECRET }],
    [{ refreshJwt: SECRET }],
    [{ streamKey: SECRET }],
    [{ пароль: SECRET }],
    [{ 密码: SECRET }],
    [{ ｐassword: SECRET }],
    [{ 'sip password': SECRET }],
  ])('%j', (value) => {
    expect(custom(value)).not.toContain(SECRET);
    const body = JSON.stringify({ custom: value });
    const ranges = secretRangesOfPayload(body, { dialect: defaultDialect, method: connect });
    expect(without(body, ranges)).not.toContain(SECRET);
  });
});

describe('header fields', () => {
  it.each([
    ['X-Auth', SECRET],
    ['Authorization', `Digest username="u", response=${SECRET}`],
    ['Authorization', `Digest username="u", response='${SECRET}'`],
    ['Cookie', `a=1; ${SECRET}; b=2`],
    ['Set-Cookie', `a="x;${SECRET}"; Path=/`],
    ['X-Original-URL', `/password=${SECRET}/`],
    ['X-Forwarded-Authorization', `Basic ${SECRET}`],
    ['Sec-WebSocket-Protocol', `bearer, ${SECRET}`],
  ])('%s: %s', (name, value) => {
    expect(masker().headerField(name, value)).not.toContain(SECRET);
    expect(without(value, secretRangesOfField(name, value))).not.toContain(SECRET);
    expect(masker().captured(`POST / HTTP/1.1\r\n${name}: ${value}\r\nX: y`)).not.toContain(SECRET);
  });
});

describe('what is no secret stays', () => {
  it.each([
    'passwordless login',
    '/a?passwordless=true',
    'token ring',
    `Unexpected token 'h', "hello" is not valid JSON`,
    'Unexpected token h1xyzabc in JSON at position 3',
    'Unauthorized: bad key',
    'basic authentication',
    'token_type=bearer',
    'grant_type=password',
    'password is wrong',
    'inline; filename=x',
    '/api/token/refresh',
    '/auth/login',
    'http://host:9091/users/a@b',
    'http://[::1]:9091/x@y',
    'http://host:8080/x?mail=a@b.c',
    'sip:100@host:5060;transport=tcp',
    '/198.18.77.2:50123/198.18.77.3:8443-5f0a11c2',
    'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776;rport=5060',
    'monkey: banana1',
    'author=abc',
    'C:\\temp\\new',
    '<name>x</name>',
  ])('%s', (text) => {
    expect(custom(text)).toBe(JSON.stringify({ custom: text }));
    expect(masker().captured(text, defaultDialect)).toBe(text);
    expect(masker().headerField('X-Note', text)).toBe(text);
    expect(masker().text(text)).toBe(text);
  });

  it.each([[{ token_type: 'x', passwordPolicy: 'strict' }], [{ exclude: [['password', 'token']] }]])(
    '%j',
    (value) => {
      expect(custom(value)).toBe(JSON.stringify({ custom: value }));
    },
  );
});

it('one secret has one mark, however it is escaped', () => {
  const one = masker();
  const marks = [
    one.target('/a?token=a%26b%20c'),
    one.captured('{"token":"a\\u0026b c"'),
    one.captured('{"x":"{\\"token\\":\\"a&b c\\"}"} oops'),
  ].map((text) => /\[secret \d+\]/.exec(text)?.[0]);
  expect(marks).toEqual(['[secret 1]', '[secret 1]', '[secret 1]']);
});

it('the hash of a body from which its secret could be guessed is not to be shown', () => {
  for (const [body, isHidden] of [
    ['{"sipPassword":"1234"}', true],
    ['{"sessionId":"1234","appKey":"x"}', false],
  ] as const) {
    expect(masker().hidesHash(Buffer.from(body)), body).toBe(isHidden);
    expect(new Masker({ showSecrets: true }).hidesHash(Buffer.from(body))).toBe(false);
    expect(new Masker({ showSecrets: true, redact: 'personal' }).hidesHash(Buffer.from(body))).toBe(true);
  }
  expect(masker().hash('ab12', true)).toBe('[message 1]');
  expect(masker().hash('ab12', false)).toBe('ab12');
});

it('takes time in proportion to the text, whatever the text', () => {
  for (const piece of [
    '%25',
    '"token":[',
    '<token>',
    'http://a:b/',
    "password '",
    '\n ',
    'name="token" ',
    '":"',
  ]) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const began = performance.now();
    masker().target(text);
    masker().captured(text, defaultDialect);
    masker().headerField('Cookie', text);
    expect(performance.now() - began, piece).toBeLessThan(5000);
  }
});

it('errors that list what a capture has show no secret of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookscope-'));
  const path = join(folder, 'ids.pcap');
  const body = JSON.stringify({
    nodeId: 'n',
    appKey: 'a',
    sessionId: `/x;token=${SECRET}`,
    status: 'PENDING',
  });
  const bytes = message('POST /a/connect HTTP/1.1', ['Content-Type: application/json'], body);
  writeFileSync(
    path,
    pcapOf([{ client: '192.0.2.1', server: '192.0.2.2', turns: [{ from: 'client', bytes }] }]),
  );
  let written = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  await runProgram(['extract', path, '--session', 'another', '-o', 'out.pcap'], {
    stdout: sink,
    stderr: sink,
    stdinIsTerminal: false,
    environment: {},
    directory: folder,
    files: new FilesRead(),
  });
  rmSync(folder, { recursive: true });
  expect(written).toContain('/x;token=[secret 1]');
  expect(written).not.toContain(SECRET);
});
