import { describe, expect, test } from 'vitest';
import { readableText } from '../../src/checks/refusal/readable-page.ts';
import type { Problem } from '../../src/http/index.ts';
import {
  type AnswerParts,
  type ExchangeParts,
  hook,
  inspectionOptions,
  report,
  theOnly,
} from './exchange-builder.ts';

/** Why a call was refused, and what to do: by status and by what else the answer and the request show. */

const STOCK = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`;
const NGINX = { Server: 'nginx/1.22.1', 'Content-Type': 'text/html' };

function refused(answer: AnswerParts, parts: ExchangeParts = {}) {
  const finding = theOnly('answer/status', [
    hook('connect', {}, { ...parts, answer: { payload: '', ...answer } }),
  ]);
  return { ...finding, evidence: finding.evidence ?? '', remedy: finding.remedy ?? '' };
}

describe('the reason', () => {
  const cases: readonly (readonly [string, AnswerParts, ExchangeParts, RegExp, RegExp])[] = [
    [
      'CSRF',
      { status: 403, payload: '<p>CSRF verification failed.</p>' },
      {},
      /CSRF protection/,
      /csrf_exempt/,
    ],
    [
      'CSRF in JSON',
      { status: 419, payload: { message: 'CSRF token mismatch.' } },
      {},
      /CSRF protection/,
      /Exempt/,
    ],
    [
      'TLS',
      { status: 400, payload: STOCK('400 The plain HTTP request was sent to HTTPS port') },
      {},
      /speaks HTTPS/,
      /https:\/\//,
    ],
    [
      'Host',
      { status: 400 },
      { headers: { Host: '192.0.2.1: 80' } },
      /Host field is malformed: "192\.0\.2\.1: 80"/,
      /space/,
    ],
    ['no Host', { status: 400 }, { headers: { Host: null } }, /has no Host field/, /proxy/],
    [
      'chunked',
      { status: 400 },
      { headers: { 'Transfer-Encoding': 'chunked' } },
      /chunked, which may be why/,
      /Content-Length/,
    ],
    [
      'length',
      { status: 411 },
      { headers: { 'Transfer-Encoding': 'chunked' } },
      /chunked and has no Content-Length/,
      /Content-Length/,
    ],
    ['h2c', { status: 400 }, { headers: { Upgrade: 'h2c' } }, /Upgrade: h2c/, /HTTP\/1\.1/],
    [
      'expect',
      { status: 417 },
      { headers: { Expect: '100-continue' } },
      /Expect: 100-continue/,
      /accept Expect/,
    ],
    [
      'login',
      { status: 302, headers: { Location: '/login?next=%2F' } },
      {},
      /redirect to \/login.*payload is lost/,
      /exempt the hook path/,
    ],
    [
      'moved',
      { status: 301, headers: { Location: 'https://api.example/EchoApp/connect' } },
      {},
      /redirect to https:\/\/api\.example/,
      /scheme, host and port of https:\/\/api\.example/,
    ],
    [
      'slash',
      { status: 307, headers: { Location: '/EchoApp/connect/' } },
      {},
      /with the payload, or not at all/,
      /"\/EchoApp\/connect" as well as at "\/EchoApp\/connect\/"/,
    ],
    ['nowhere', { status: 302 }, {}, /names no other place/, /answer the hook itself/],
    [
      '401',
      { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="hooks"' } },
      {},
      /wants credentials \(Basic realm="hooks"\)/,
      /credentials/,
    ],
    [
      'firewall',
      { status: 403, headers: { Server: 'cloudflare' } },
      {},
      /comes through cloudflare/,
      /Allow the call server's address/,
    ],
    [
      'stock 403',
      { status: 403, headers: NGINX, payload: STOCK('403 Forbidden') },
      {},
      /web server's own/,
      /allow and deny/,
    ],
    [
      '404',
      { status: 404 },
      { target: '/wrong/connect?token=secret' },
      /nothing at "\/wrong\/connect"/,
      /prefix/,
    ],
    [
      'static',
      { status: 405, headers: NGINX, payload: STOCK('405 Not Allowed') },
      {},
      /static files/,
      /proxy_pass/,
    ],
    ['allow', { status: 405, headers: { Allow: 'GET, HEAD' } }, {}, /takes GET, HEAD only/, /take POST/],
    [
      '413',
      { status: 413, headers: NGINX },
      { headers: { 'Content-Length': '2000000' } },
      /body of 2000000 bytes/,
      /client_max_body_size/,
    ],
    [
      '415',
      { status: 415 },
      { headers: { 'Content-Type': 'text/plain' } },
      /Content-Type "text\/plain"/,
      /JSON/,
    ],
    [
      '429',
      { status: 429, headers: { 'Retry-After': '7' } },
      {},
      /too many requests; it asks to be tried again in 7 s/,
      /rate limit/,
    ],
    ['500', { status: 500, payload: '<h1>TypeError: x</h1>' }, {}, /the backend failed at it/, /exception/],
    [
      '502',
      { status: 502, headers: NGINX, payload: STOCK('502 Bad Gateway') },
      {},
      /a proxy was reached/,
      /Start the application/,
    ],
    ['504', { status: 504 }, {}, /a proxy was reached/, /time-out that ended it is the proxy's/],
    ['204', { status: 204 }, {}, /only 200 counts as accepted/, /Answer 200/],
    ['another 4xx', { status: 418 }, {}, /answered 418 OK\.$/, /own log/],
    ['another 5xx', { status: 599 }, {}, /answered 599 OK\.$/, /own log/],
    ['no class', { status: 999 }, {}, /answered 999 OK\.$/, /Answer 200/],
  ];
  test.each(cases)('%s', (_, answer, parts, message, remedy) => {
    const finding = refused(answer, parts);
    expect(finding.message).toMatch(message);
    expect(finding.remedy).toMatch(remedy);
  });
  test("a proxy's failure is not blamed on the time-out of the call server", () => {
    for (const status of [502, 503, 504])
      expect(refused({ status }).remedy).not.toContain('rest_request_timeout');
  });
  test('a sound Host is not blamed', () => {
    for (const Host of ['a_b.example', '[2001:db8::1]:80', '192.0.2.1', 'localhost:']) {
      expect(refused({ status: 400 }, { headers: { Host } }).message).not.toContain('Host');
    }
  });
  test('an answer that is no HTTP has no status to tell', () => {
    const asked = report(
      { action: 'ALERT', callid: '1' },
      { answer: { status: 0, payload: '<p>Bad request</p>' } },
    );
    const { message } = theOnly('answer/status', [asked]);
    expect(message).toBe('ALERT was answered without a status line: the request line has no target.');
  });
  test('a PROXY header stands before the request', () => {
    const line: Problem = {
      kind: 'bytes-skipped',
      side: 'request',
      offset: 0,
      excerpt: 'PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nPOST',
    };
    const finding = refused({ status: 400 }, { problems: [line] });
    expect(finding.message).toContain('a header of the PROXY protocol');
    expect(finding.evidence).toContain('in the request: PROXY TCP4 192.0.2.1 192.0.2.2 1 2');
  });
});

describe('the evidence', () => {
  test('is what a page says to its reader, without what the status says', () => {
    const page = `<!DOCTYPE html><html><head><title>403 OK</title><style>p { color: red }</style>
      <script>if (a < b) alert("<p>no</p>")</script></head>
      <body><!-- a > hidden --><h1>OK <span>(403)</span></h1><p>No &lt;way&gt; &amp; no&nbsp;entry.</p><p>No &lt;way&gt; &amp; no&nbsp;entry.</p></body></html>`;
    expect(refused({ status: 403, payload: page, headers: { 'Content-Type': 'text/html' } }).evidence).toBe(
      'the answer says "OK (403) / No <way> & no entry."; Content-Type: text/html',
    );
  });
  test('is what a JSON answer says of the reason, at any depth', () => {
    const payload = {
      ok: false,
      error: { code: 7, message: 'limit reached' },
      errors: [{ detail: 'x' }],
      echo: 'no',
    };
    expect(refused({ status: 403, payload }).evidence).toContain(
      'the answer says "code: 7, message: "limit reached", detail: "x""',
    );
  });
  test('has the fields that tell of it, the beginning of a long text, and what is unusual in the request', () => {
    const { evidence } = refused(
      { status: 400, payload: `why ${'x'.repeat(500)}`, headers: { Server: 'gunicorn', 'Retry-After': '3' } },
      { headers: { 'Transfer-Encoding': 'chunked', Upgrade: 'h2c' } },
    );
    expect(evidence).toMatch(
      /^the answer says "why x{196}…"; Retry-After: 3; Server: gunicorn; Content-Type: /,
    );
    expect(evidence).toContain('in the request: Upgrade: h2c; in the request: Transfer-Encoding: chunked');
  });
  test('hides secrets, in every part of it', () => {
    const secret = 'hunter2hunter2';
    const answer = {
      status: 302,
      payload: `<p>password=${secret}</p>`,
      headers: { Location: `https://u:${secret}@a.example/x?access_token=${secret}` },
    };
    const finding = refused(answer);
    expect(JSON.stringify([finding.message, finding.evidence, finding.remedy])).not.toContain(secret);
    const json = refused({ status: 400, payload: { message: { error: `password=${secret}` } } });
    expect(json.evidence).not.toContain(secret);
    const shown = theOnly(
      'answer/status',
      [hook('connect', {}, { answer })],
      inspectionOptions({ showSecrets: true }),
    );
    expect(shown.evidence).toContain(secret);
  });
  test('hostile pages cost no more than their length', () => {
    const begin = performance.now();
    for (const piece of ['<', '<!--', '<style>', '&', '</', '<p ']) readableText(piece.repeat(100_000));
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
