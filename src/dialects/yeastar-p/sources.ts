/** What the tables of Yeastar's P-series come from. */
import type { Source } from '../source.ts';

const YEASTAR = 'https://help.yeastar.com/en';

export const YEASTAR_P_SOURCES = {
  'YP-WEBHOOK': {
    title: 'Yeastar P-series: monitor events via webhook',
    url: `${YEASTAR}/p-series-software-edition/developer-guide/monitor-events-via-webhook.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-YCM': {
    title: 'Yeastar Central Management: monitor events via webhook (the sister product)',
    url: `${YEASTAR}/yeastar-central-management/ycm-api/monitor-events-via-webhook.html`,
    origin: 'documented',
    confidence: 'derived',
  },
  'YP-CDR': {
    title: 'Yeastar P-series: new CDR event (30012)',
    url: `${YEASTAR}/p-series-software-edition/developer-guide/event-new-cdr.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-FAILED': {
    title: 'Yeastar P-series: call failed event (30015)',
    url: `${YEASTAR}/p-series-software-edition/developer-guide/event-call-failed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-INVITATION': {
    title: 'Yeastar P-series: inbound call invitation event (30016)',
    url: `${YEASTAR}/p-series-software-edition/developer-guide/event-inbound-call-invitation.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-DTMF': {
    title: 'Yeastar P-series: DTMF event (30017)',
    url: `${YEASTAR}/p-series-software-edition/developer-guide/event-dtmf.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-EXT-CALL': {
    title: 'Yeastar P-series: extension call status changed event (30008)',
    url: `${YEASTAR}/p-series-cloud-edition/developer-guide/event-extension-call-status-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-EXT-REG': {
    title: 'Yeastar P-series: extension registration status changed event (30007)',
    url: `${YEASTAR}/p-series-cloud-edition/developer-guide/event-extension-registration-status-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-EXT-PRESENCE': {
    title: 'Yeastar P-series: extension presence status changed event (30009)',
    url: `${YEASTAR}/p-series-cloud-edition/developer-guide/event-extension-presence-status-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-EXT-CONFIG': {
    title: 'Yeastar P-series: extension configuration changed event (30022)',
    url: `${YEASTAR}/p-series-cloud-edition/developer-guide/event-extension-configuration-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-TRUNK-REG': {
    title: 'Yeastar P-series: trunk registration status changed event (30010)',
    url: `${YEASTAR}/p-series-cloud-edition/developer-guide/event-trunk-registration-status-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-TRUNK-CONFIG': {
    title: 'Yeastar P-series: trunk configuration changed event (30023)',
    url: `${YEASTAR}/p-series-cloud-edition/developer-guide/event-trunk-configuration-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-GUIDE': {
    title: 'Yeastar P-series: developer guide',
    url: 'https://help.yeastar.com/download/docs/p-series-developer-guide-appliance-edition-en.pdf',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'YP-NAMED': {
    title: 'Yeastar P-series: events of which only the name was read',
    url: 'https://help.yeastar.com/download/docs/p-series-developer-guide-appliance-edition-en.pdf',
    origin: 'documented',
    confidence: 'unconfirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
