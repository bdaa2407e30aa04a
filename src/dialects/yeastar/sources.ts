/** What the tables of Yeastar's S-series, K2 and Cloud PBX come from. */
import type { Source } from '../source.ts';

const YEASTAR = 'https://help.yeastar.com/en';

export const YEASTAR_SOURCES = {
  'Y-INTRO': {
    title: 'Yeastar S-series: API reports',
    url: `${YEASTAR}/s-series-developer/api/api-reports-introduction.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-P-SERIES': {
    title: 'Yeastar P-series: call status event (30011)',
    url: `${YEASTAR}/p-series-software-edition/developer-guide/event-call-status-changed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-CALLS': {
    title: 'Yeastar: call reports (ringing, answer, release, failure, transfer, inbound)',
    url: `${YEASTAR}/cloudpbx-developer/api/api_ringing.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-CDR': {
    title: 'Yeastar: call detail record report',
    url: `${YEASTAR}/cloudpbx-developer/api/api_cdr.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-SYSTEM': {
    title: 'Yeastar: reports of extension status, start-up and changed settings',
    url: `${YEASTAR}/cloudpbx-developer/api/api_report_of_changed_extension_status.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y2-EVENTS': {
    title: 'Yeastar API v2: events',
    url: `${YEASTAR}/s-series-developer-v2/api-v2/api-reports.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y2-CALL-STATUS': {
    title: 'Yeastar API v2: CallStatus event',
    url: `${YEASTAR}/s-series-developer-v2/api-v2/event-CallStatus.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y2-INVITE': {
    title: 'Yeastar API v2: Invite event',
    url: `${YEASTAR}/s-series-developer-v2/api-v2/event-Invite.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y2-PROMPT-END': {
    title: 'Yeastar API v2: PlayPromptEnd event',
    url: `${YEASTAR}/s-series-developer-v2/api-v2/event-PlayPromptEnd.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y2-SATISFACTION': {
    title: 'Yeastar API v2: satisfaction event',
    url: `${YEASTAR}/cloudpbx-developer-v2/api-v2/event-satisfaction.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y2-CALL-FAILED': {
    title: 'Yeastar API v2: CallFailed event',
    url: `${YEASTAR}/k2-developer-v2/api-v2/event-CallFailed.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-DTMF': {
    title: 'Yeastar: DTMF report',
    url: `${YEASTAR}/cloudpbx-developer/api/api_keypress.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-CALL-FAILURE': {
    title: 'Yeastar: call failure report',
    url: `${YEASTAR}/s-series-developer/api/api_call_failure.html`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'Y-NAMED': {
    title: 'Yeastar: reports named in lists without a table of their fields',
    url: `${YEASTAR}/s-series-developer/`,
    origin: 'documented',
    confidence: 'unconfirmed',
  },
} as const satisfies Readonly<Record<string, Source>>;
