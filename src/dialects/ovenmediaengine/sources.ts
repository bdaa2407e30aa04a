/** What the tables of OvenMediaEngine come from. */
import type { Source } from '../source.ts';

export const OVENMEDIAENGINE_SOURCES = {
  'OME-ADMISSION': {
    title: 'OvenMediaEngine: admission webhooks',
    url: 'https://github.com/AirenSoft/OvenMediaEngine',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'OME-SOURCE': {
    title: 'OvenMediaEngine: the source of admission webhooks',
    url: 'https://github.com/AirenSoft/OvenMediaEngine',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'OME-ALERT': {
    title: 'OvenMediaEngine: alert',
    url: 'https://github.com/AirenSoft/OvenMediaEngine',
    origin: 'documented',
    confidence: 'confirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
