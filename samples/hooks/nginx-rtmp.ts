import { headerBlock } from './http-form.ts';

/** Members of a call in their order; all values are texts. */
export type NginxCall = readonly (readonly [name: string, value: string])[];

/** A client of nginx as its calls name it. */
export interface RtmpClient {
  readonly app: string;
  readonly addr: string;
  /** Number of its connection within nginx. */
  readonly clientid: number;
  readonly flashver?: string;
}

/** The members by which each call begins; `connect` has no clientid. */
export function nginxCall(
  call: string,
  { app, addr, clientid, flashver = 'FMLE/3.0 (compatible; Lavf59.27' }: RtmpClient,
  own: NginxCall = [],
): NginxCall {
  const connection: NginxCall = [
    ['app', app],
    ['flashver', flashver],
    ['swfurl', ''],
    ['tcurl', `rtmp://media.example.org:1935/${app}`],
    ['pageurl', ''],
    ['addr', addr],
  ];
  if (call === 'connect') return [...connection, ['epoch', '13248053'], ['call', call], ...own];
  const end: NginxCall = call === 'disconnect' ? [['app', app]] : [];
  return [...connection, ['clientid', String(clientid)], ['call', call], ...end, ...own];
}

/** A call as nginx sends it: HTTP/1.0, Host without port, no User-Agent. `path`: as the on_… line has it. */
export function nginxRequest(
  host: string,
  path: string,
  call: NginxCall,
  method: 'POST' | 'GET' = 'POST',
): Buffer {
  const form = call.map(([name, value]) => `${name}=${escaped(name, value)}`).join('&');
  if (method === 'GET') {
    return headerBlock(`GET ${path}?${form} HTTP/1.0`, [
      ['Host', host],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Connection', 'Close'],
    ]);
  }
  const body = Buffer.from(form);
  const header = headerBlock(`POST ${path} HTTP/1.0`, [
    ['Host', host],
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Connection', 'Close'],
    ['Content-Length', String(body.length)],
  ]);
  return Buffer.concat([header, body]);
}

/** As nginx escapes arguments; it leaves tcurl as it is. */
function escaped(name: string, value: string): string {
  return name === 'tcurl' ? value : value.replace(/[ "#%&+?;]/g, (sign) => encodeURIComponent(sign));
}
