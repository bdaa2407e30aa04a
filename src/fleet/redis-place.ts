/** Where Redis is. */
export interface RedisPlace {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly isTls: boolean;
}

export type ReadPlace =
  | { readonly ok: true; readonly place: RedisPlace }
  | { readonly ok: false; readonly message: string };

const REDIS_PORT = 6379;
const EXPECTED = 'expected redis://HOST:PORT/DATABASE, such as redis://127.0.0.1:6379, or rediss:// for TLS';

/** Reads `redis://USER@HOST:PORT/DATABASE`. The password comes from elsewhere: listings of processes show the command line. */
export function readRedisPlace(text: string, password: string | null): ReadPlace {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    return { ok: false, message: `--redis: ${EXPECTED}` };
  }
  if (url.password !== '') {
    return {
      ok: false,
      message:
        '--redis: the URL has a password, which listings of processes show; give it in HOOKSCOPE_REDIS_PASSWORD or in a file with --redis-password-file',
    };
  }
  const database = url.pathname.replace(/^\//, '');
  if (!/^\d{0,4}$/.test(database)) return { ok: false, message: `--redis: ${EXPECTED}` };
  return {
    ok: true,
    place: {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? REDIS_PORT : Number(url.port),
      database: Number(database),
      user: url.username === '' ? null : decodeURIComponent(url.username),
      password,
      isTls: url.protocol === 'rediss:',
    },
  };
}
