/** What the tables of SRS come from. */
import type { Source } from '../source.ts';

export const SRS_SOURCES = {
  'SRS-CODE': {
    title: 'SRS v7.0.18, trunk/src/app/srs_app_http_hooks.cpp: what is sent, and which answers count',
    url: 'https://github.com/ossrs/srs',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'SRS-CONF': {
    title: 'SRS v7.0.18, trunk/conf/full.conf: the settings and their defaults',
    url: 'https://github.com/ossrs/srs',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'SRS-DOCS': {
    title: 'SRS: HTTP callback',
    url: 'https://ossrs.io/lts/en-us/docs/v7/doc/http-callback',
    origin: 'documented',
    confidence: 'confirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
