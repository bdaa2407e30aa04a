/** What the tables of LiveKit come from. */
import type { Source } from '../source.ts';

export const LIVEKIT_SOURCES = {
  'LK-WEBHOOK': {
    title: 'LiveKit protocol: webhook/*.go (how events are queued, sent, signed and retried)',
    url: 'https://github.com/livekit/protocol',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'LK-PROTO': {
    title:
      'LiveKit protocol: protobufs livekit_webhook, livekit_models, livekit_egress, livekit_ingress, livekit_agent',
    url: 'https://github.com/livekit/protocol',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'LK-DOCS': {
    title: 'LiveKit: webhooks',
    url: 'https://docs.livekit.io/home/server/webhooks/',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'LK-SERVER': {
    title: 'LiveKit server: config-sample.yaml and pkg/',
    url: 'https://github.com/livekit/livekit',
    origin: 'documented',
    confidence: 'confirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
