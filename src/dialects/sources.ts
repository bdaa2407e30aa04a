/** The sources of all tables: those of each system, and the few that are of none. */
import { FLASHPHONER_SOURCES } from './flashphoner-wcs/sources.ts';
import { LIVEKIT_SOURCES } from './livekit/sources.ts';
import { NGINX_RTMP_SOURCES } from './nginx-rtmp/sources.ts';
import { OPENVOX_SOURCES } from './openvox/sources.ts';
import { OVENMEDIAENGINE_SOURCES } from './ovenmediaengine/sources.ts';
import type { Source } from './source.ts';
import { SRS_SOURCES } from './srs/sources.ts';
import { YEASTAR_SOURCES } from './yeastar/sources.ts';
import { YEASTAR_P_SOURCES } from './yeastar-p/sources.ts';
import { ZLMEDIAKIT_SOURCES } from './zlmediakit/sources.ts';

export const SOURCES = {
  ...FLASHPHONER_SOURCES,
  ...OPENVOX_SOURCES,
  ...YEASTAR_SOURCES,
  ...YEASTAR_P_SOURCES,
  ...SRS_SOURCES,
  ...ZLMEDIAKIT_SOURCES,
  ...NGINX_RTMP_SOURCES,
  ...LIVEKIT_SOURCES,
  ...OVENMEDIAENGINE_SOURCES,
  'TLS-AGENT': {
    title: 'extract-tls-secrets: an agent that logs the keys of TLS sessions of a JVM',
    url: 'https://github.com/neykov/extract-tls-secrets',
    origin: 'third-party',
    confidence: 'confirmed',
  },
  JSSE: {
    title: 'Java Secure Socket Extension: the trust store of a JVM, as tried with Java 17',
    url: null,
    origin: 'third-party',
    confidence: 'confirmed',
  },
  HOOKSCOPE: {
    title: 'Concluded by hookscope from the documented order of calls',
    url: null,
    origin: 'documented',
    confidence: 'derived',
  },
  CUSTOM: { title: "The user's own dialect file", url: null, origin: 'custom', confidence: 'confirmed' },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceTag = keyof typeof SOURCES;
