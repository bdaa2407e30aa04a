/**
 * The documents and programs that the tables come from. A row names its source by a tag. The tag says what kind of
 * source it is and how certain it is, so that all rows of one source agree.
 */

/** `documented`: a vendor's page. `observed`: real traffic or logs. `sdk`: the vendor's client. `custom`: the user. */
export type SourceOrigin = 'documented' | 'observed' | 'sdk' | 'third-party' | 'custom';

/** `confirmed`: the source says so. `derived`: concluded from the source. `unconfirmed`: the source only names it. */
export type Confidence = 'confirmed' | 'derived' | 'unconfirmed';

export interface Source {
  readonly title: string;
  readonly url: string | null;
  readonly origin: SourceOrigin;
  readonly confidence: Confidence;
}

const FLASHPHONER = 'https://docs.flashphoner.com/static/WCS52';
const YEASTAR = 'https://help.yeastar.com/en';

export const SOURCES = {
  PARAMS: {
    title: 'Flashphoner WCS: the list of methods and their parameters',
    url: `${FLASHPHONER}/REST_Hooks/The_list_of_methods_and_their_parameters`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  TYPES: {
    title: 'Flashphoner WCS: four types of REST methods',
    url: `${FLASHPHONER}/REST_Hooks/Four_types_of_REST_methods/`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'TYPES-DIFF': {
    title: 'Flashphoner WCS: four types of REST methods, versions of the error table compared',
    url: 'https://docs.flashphoner.com/pages/diffpages.action?originalId=3048499&pageId=5668945',
    origin: 'documented',
    confidence: 'confirmed',
  },
  TYPE3: {
    title: 'Flashphoner WCS: type 3, the event (worked example)',
    url: `${FLASHPHONER}/REST_Hooks/Four_types_of_REST_methods/Type_3_-_the_event/`,
    origin: 'observed',
    confidence: 'confirmed',
  },
  TYPE4: {
    title: 'Flashphoner WCS: type 4, the incoming call (worked example)',
    url: `${FLASHPHONER}/REST_Hooks/Four_types_of_REST_methods/`,
    origin: 'observed',
    confidence: 'confirmed',
  },
  INVOKE: {
    title: 'Flashphoner WCS: invoking a REST method (worked example)',
    url: 'https://docs.flashphoner.com/display/WCS52EN/Invoking+a+REST+method',
    origin: 'observed',
    confidence: 'confirmed',
  },
  OBJF: {
    title: 'Flashphoner WCS: REST methods object fields (log excerpt)',
    url: `${FLASHPHONER}/REST_Hooks/REST_methods_object_fields`,
    origin: 'observed',
    confidence: 'confirmed',
  },
  'API-EX': {
    title: 'Flashphoner WCS: REST API examples (the same call object)',
    url: `${FLASHPHONER}/REST_API/Examples`,
    origin: 'observed',
    confidence: 'derived',
  },
  'DOMAIN-AUTH': {
    title: 'Flashphoner WCS: authentication on the backend by domain name (worked example)',
    url: 'https://docs.flashphoner.com/pages/viewpage.action?navigatingVersions=true&pageId=23036502',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'WCS4-REST': {
    title: 'Flashphoner WCS4: plugging in the server REST API (log excerpt)',
    url: 'https://flashphoner.com/docs/wcs4/wcs_docs/html/en/wcs-developer-guide/plugging-in_server_rest_api.htm',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'WCS4-OVR': {
    title: 'Flashphoner WCS4: overriding parameters',
    url: 'https://flashphoner.com/docs/wcs4/wcs_docs/html/en/wcs-developer-guide/plugging-in_server_rest_api-overriding_parameters.htm',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'CF-ERR': {
    title: 'Flashphoner WCS4 call flow: error handling while a connection is established',
    url: 'https://flashphoner.com/docs/wcs4/wcs_docs/html/en/wcs-call-flow/establishing_and_closing_connection-establishing_connection-error_handling.htm',
    origin: 'documented',
    confidence: 'confirmed',
  },
  MATCH: {
    title: 'Flashphoner WCS: the match between client invocations and REST methods',
    url: `${FLASHPHONER}/REST_Hooks/The_match_between_client_invocations_and_REST_methods`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  EVST: {
    title: 'Flashphoner WCS: event statuses',
    url: 'https://docs.flashphoner.com/static/WCS53/REST_Hooks/Event_statuses',
    origin: 'documented',
    confidence: 'confirmed',
  },
  RCC: {
    title: 'Flashphoner WCS: restClientConfig object description',
    url: `${FLASHPHONER}/REST_Hooks/restClientConfig_object_description`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  RESTM: {
    title: 'Flashphoner WCS: REST methods',
    url: `${FLASHPHONER}/REST_Hooks/REST_Methods`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  KEEPALIVE: {
    title: 'Flashphoner WCS: stopping the video stream on the server side',
    url: 'https://docs.flashphoner.com/display/WCS52EN/Stopping+the+video+stream+on+the+server+side',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'HLS-DIFF': {
    title: 'Flashphoner WCS: HLS access control, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=3048996&originalVersion=6&revisedVersion=10',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'RTMP-HOOKS': {
    title: 'Flashphoner WCS: hooks of RTMP clients, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=6455626&selectedPageVersions=10&selectedPageVersions=11',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'RTSP-HOOKS': {
    title: 'Flashphoner WCS: playing over RTSP, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=9242308&originalVersion=1&revisedVersion=7',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'RTSP-HOOKS-OLD': {
    title: 'Flashphoner WCS 5.1: playing over RTSP, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=6456184&selectedPageVersions=6&selectedPageVersions=7',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'RTSP-APPKEY': {
    title: 'Flashphoner WCS: the application of an RTSP viewer, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=9242308&selectedPageVersions=4&selectedPageVersions=3',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'HLS-HOOKS': {
    title: 'Flashphoner WCS: playing over HLS, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=6456042&selectedPageVersions=4&selectedPageVersions=5',
    origin: 'observed',
    confidence: 'confirmed',
  },
  'HLS-AUTH': {
    title: 'Flashphoner WCS: HLS access control and its cache, versions compared',
    url: 'https://docs.flashphoner.com/pages/diffpagesbyversion.action?pageId=23036130&selectedPageVersions=14&selectedPageVersions=15',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'CUSTOM-ERROR': {
    title: 'Flashphoner WCS: sending a custom error message to a client',
    url: `${FLASHPHONER}/REST_Hooks/Sending_custom_error_message_to_a_client`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'FORUM-REFUSAL': {
    title: 'Flashphoner forum: secure streams from unauthorized watching (vendor staff)',
    url: 'https://forum.flashphoner.com/threads/secure-my-streams-from-unauthorized-watching.10887/',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'DATA-EXCHANGE': {
    title: 'Flashphoner WCS: data exchange, OnDataEvent',
    url: `${FLASHPHONER}/REST_Hooks/Data_exchange_-_OnDataEvent`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'CONTROL-METHODS': {
    title: 'Flashphoner WCS: controlling REST methods',
    url: `${FLASHPHONER}/REST_Hooks/Controlling_REST_methods`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  'SDK2-ERRORS': {
    title: 'Flashphoner Web SDK: error handling',
    url: 'https://docs.flashphoner.com/static/WebSDK2/WebSDK_error_handling',
    origin: 'documented',
    confidence: 'confirmed',
  },
  APPS: {
    title: 'Flashphoner WCS: command line interface, applications management',
    url: `${FLASHPHONER}/Working_with_the_server/Command_line_interface/Applications_management`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  OWNWEB: {
    title: 'Flashphoner WCS: switching to your own web server',
    url: 'https://docs.flashphoner.com/pages/viewpage.action?pageId=3048249',
    origin: 'documented',
    confidence: 'confirmed',
  },
  TUNE: {
    title: 'Flashphoner WCS: server tuning recommendations',
    url: 'https://docs.flashphoner.com/plugins/viewsource/viewpagesrc.action?pageId=23037880',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'REST-HTTP': {
    title: 'Flashphoner WCS: network traffic analysis, REST/HTTP',
    url: `${FLASHPHONER}/Working_with_the_server/Network_traffic_analysis/REST_HTTP`,
    origin: 'documented',
    confidence: 'confirmed',
  },
  TRAFFIC: {
    title: 'Flashphoner WCS: network traffic analysis',
    url: 'https://docs.flashphoner.com/display/WCS52EN/Network+traffic+analysis',
    origin: 'documented',
    confidence: 'confirmed',
  },
  SDK: {
    title: 'Flashphoner client, branch wcs_api-2.0',
    url: 'https://github.com/flashphoner/flashphoner_client',
    origin: 'sdk',
    confidence: 'confirmed',
  },
  'SDK-OLD': {
    title: 'Flashphoner client of 2016, branch wcs_api',
    url: 'https://github.com/flashphoner/flashphoner_client',
    origin: 'sdk',
    confidence: 'confirmed',
  },
  HUGHEBA: {
    title: 'wcs-springboot, a backend for WCS5 by a third party',
    url: 'https://github.com/hugheba/wcs-springboot',
    origin: 'third-party',
    confidence: 'unconfirmed',
  },
  'OV-RING': {
    title: 'OpenVox IPPBX: ring and ring-back reports',
    url: 'https://wiki.openvox.com.cn/IPPBX/1212883.html',
    origin: 'documented',
    confidence: 'confirmed',
  },
  'OV-REPORTS': {
    title: 'OpenVox UC series: API reports',
    url: 'https://help.openvox.cn/docs/uc-series-ippbx/api-documentation/api-reports-examples/call-answered-report',
    origin: 'documented',
    confidence: 'confirmed',
  },
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
