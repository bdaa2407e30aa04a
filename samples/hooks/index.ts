/** What call servers post and backends answer, as data and on the wire: for samples, tests and benchmarks. */
export * from './call-payloads.ts';
export * from './connection-payloads.ts';
export * from './data-payloads.ts';
export * from './flows.ts';
export { HookSender, type HookSenderOptions } from './hook-sender.ts';
export * from './http-form.ts';
export * from './json.ts';
export * from './livekit.ts';
export * from './message-payloads.ts';
export * from './nginx-rtmp.ts';
export * from './ovenmediaengine.ts';
export * from './post.ts';
export * from './session.ts';
export * from './session-description.ts';
export * from './sip-text.ts';
export * from './stream-payloads.ts';
export * from './yeastar-p.ts';
