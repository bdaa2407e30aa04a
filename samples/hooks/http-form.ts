/** Where and how a call server posts its hooks. The defaults are those of the vendor's examples (seeds 001, 003). */
export interface RequestForm {
  /** What precedes the method in the target: `/EchoApp`, `/apps/EchoApp`, `/rest/my_api`. */
  readonly prefix?: string;
  readonly host: string;
  readonly accept?: string;
  readonly userAgent?: string;
  readonly contentType?: string;
  /** Further header fields, after the usual ones. */
  readonly fields?: readonly (readonly [string, string])[];
}

/** The header block of a hook and its body as the one write in which Java's client sends them. */
export function hookRequest(form: RequestForm, method: string, body: string): Buffer {
  const bytes = Buffer.from(body);
  const header = headerBlock(`POST ${form.prefix ?? '/EchoApp'}/${method} HTTP/1.1`, [
    ['Accept', form.accept ?? 'application/json, application/*+json'],
    ['Content-Type', form.contentType ?? 'application/json;charset=UTF-8'],
    ['User-Agent', form.userAgent ?? 'Java/1.8.0_111'],
    ['Host', form.host],
    ['Connection', 'keep-alive'],
    ['Content-Length', String(bytes.length)],
    ...(form.fields ?? []),
  ]);
  return Buffer.concat([header, bytes]);
}

export interface AnswerContent {
  readonly status: number;
  readonly body: string;
  /** `application/json;charset=UTF-8` unless given. */
  readonly contentType?: string;
  /** Seconds since 1970, for the Date field. */
  readonly date: number;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** A session cookie of the example backend; it guards nothing. */
const EXAMPLE_COOKIE = 'JSESSIONID=00112233445566778899AABBCCDDEEFF; Path=/EchoApp/; HttpOnly';

/**
 * A chunked answer as Tomcat 7 writes it, in the five writes that seed 003 shows: header (384 bytes for a 200),
 * chunk-size line, data, CRLF, last chunk.
 */
export function tomcatAnswer(content: AnswerContent): readonly Buffer[] {
  const bytes = Buffer.from(content.body);
  const header = headerBlock(statusLine(content.status), [
    ['Server', 'Apache-Coyote/1.1'],
    ['Pragma', 'no-cache'],
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'POST, GET, OPTIONS'],
    ['Access-Control-Max-Age', '3600'],
    ['Vary', 'Origin'],
    ['Set-Cookie', EXAMPLE_COOKIE],
    ['Content-Type', content.contentType ?? 'application/json;charset=UTF-8'],
    ['Transfer-Encoding', 'chunked'],
    ['Date', httpDate(content.date)],
  ]);
  const last = Buffer.from('0\r\n\r\n');
  if (bytes.length === 0) return [header, last];
  return [header, Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n'), last];
}

/** An answer as Apache with PHP writes it (seeds 000, 001): with a length, in one write; the connection closes after it. */
export function apacheAnswer(content: AnswerContent): readonly Buffer[] {
  const bytes = Buffer.from(content.body);
  const header = headerBlock(statusLine(content.status), [
    ['Date', httpDate(content.date)],
    ['Server', 'Apache/2.2.15 (CentOS)'],
    ['X-Powered-By', 'PHP/5.3.3'],
    ['Content-Length', String(bytes.length)],
    ['Connection', 'close'],
    ['Content-Type', content.contentType ?? 'application/json'],
  ]);
  return [Buffer.concat([header, bytes])];
}

/** An answer as a Node backend writes it: with a length, in one write, on a connection that stays open. */
export function expressAnswer(content: AnswerContent): readonly Buffer[] {
  const bytes = Buffer.from(content.body);
  const header = headerBlock(statusLine(content.status), [
    ['X-Powered-By', 'Express'],
    ['Content-Type', content.contentType ?? 'application/json; charset=utf-8'],
    ['Content-Length', String(bytes.length)],
    ['Date', httpDate(content.date)],
    ['Connection', 'keep-alive'],
  ]);
  return [Buffer.concat([header, bytes])];
}

/** RFC 9110 section 5.6.7. */
export function httpDate(seconds: number): string {
  return new Date(seconds * 1000).toUTCString();
}

/** Start line and fields with the empty line that ends them. */
export function headerBlock(startLine: string, fields: readonly (readonly [string, string])[]): Buffer {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${startLine}\r\n${lines.join('')}\r\n`);
}

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${REASONS[status] ?? 'Unknown'}`;
}
