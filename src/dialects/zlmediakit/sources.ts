/** What the tables of ZLMediaKit come from. */
import type { Source } from '../source.ts';

export const ZLMEDIAKIT_SOURCES = {
  'ZLM-CODE': {
    title: 'ZLMediaKit, server/WebHook.cpp and server/WebApi.cpp: what is sent, and which answers count',
    url: 'https://github.com/ZLMediaKit/ZLMediaKit',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'ZLM-CONF': {
    title: 'ZLMediaKit, conf/config.ini: the settings and their defaults',
    url: 'https://github.com/ZLMediaKit/ZLMediaKit',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'ZLM-WIKI': {
    title: 'ZLMediaKit: the hooks of the media server (wiki)',
    url: 'https://github.com/ZLMediaKit/ZLMediaKit/wiki/MediaServer支持的HTTP-HOOK-API',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'ZLM-LOCALHOST': {
    title: 'ZLMediaKit, issues 327 and 699: older versions ask nothing about clients at 127.0.0.1',
    url: 'https://github.com/ZLMediaKit/ZLMediaKit/issues/699',
    origin: 'documented',
    confidence: 'confirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
