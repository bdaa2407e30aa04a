/**
 * What tells the hooks of ZLMediaKit apart where their addresses do not. on_play, on_stream_not_found and on_rtsp_realm have the same
 * members, as have the two about recordings: these are known by their address only, which the user may map (--hook).
 */
import type { JsonType } from '../parameter.ts';
import type { MethodShape } from '../recognition.ts';

function shape(
  method: string,
  members: Readonly<Record<string, JsonType>>,
  lacks: readonly string[] = [],
): MethodShape {
  const all = { mediaServerId: 'string', hook_index: 'integer', ...members } as const;
  return {
    method,
    has: Object.entries(all).map(([name, type]) => ({ path: [name], types: [type] })),
    lacks: lacks.map((name) => [name]),
  };
}

export const SHAPES: readonly MethodShape[] = [
  shape('on_stream_changed', { schema: 'string', regist: 'boolean' }),
  shape('on_flow_report', { totalBytes: 'integer', duration: 'integer', player: 'boolean' }),
  shape('on_publish', { schema: 'string', id: 'string', ip: 'string', originType: 'integer' }, ['regist']),
  shape('on_rtsp_auth', { user_name: 'string', must_no_encrypt: 'boolean' }),
  shape('on_shell_login', { user_name: 'string', passwd: 'string' }),
  shape('on_http_access', { file_path: 'string', is_dir: 'boolean' }),
  shape('on_stream_none_reader', { schema: 'string', stream: 'string' }, [
    'regist',
    'ip',
    'id',
    'originType',
    'totalBytes',
  ]),
  shape('on_rtp_server_timeout', { local_port: 'integer', stream_id: 'string' }),
  shape('on_send_rtp_stopped', { stream: 'string', err: 'integer', msg: 'string' }),
  shape('on_server_started', { 'api.secret': 'string' }),
  shape('on_server_keepalive', { data: 'object' }),
];
