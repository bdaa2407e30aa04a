/** What the tables of nginx's RTMP module come from. */
import type { Source } from '../source.ts';

export const NGINX_RTMP_SOURCES = {
  'NGXR-NOTIFY': {
    title: 'nginx-rtmp-module, ngx_rtmp_notify_module.c: what is sent, and which answers count',
    url: 'https://github.com/arut/nginx-rtmp-module',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'NGXR-WIKI': {
    title: 'nginx-rtmp-module: directives (wiki)',
    url: 'https://github.com/arut/nginx-rtmp-module/wiki/Directives',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'NGXR-RECORDED': {
    title: "Recorded by this project: Debian's libnginx-mod-rtmp 1.2.2 with ffmpeg",
    url: null,
    origin: 'observed',
    confidence: 'confirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
