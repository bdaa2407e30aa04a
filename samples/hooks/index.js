/** What call servers post and backends answer, as data and on the wire: for samples, tests and benchmarks. */
export * from './call-payloads.js';
export * from './connection-payloads.js';
export * from './data-payloads.js';
export * from './flows.js';
export { HookSender } from './hook-sender.js';
export * from './http-form.js';
export * from './json.js';
export * from './message-payloads.js';
export * from './post.js';
export * from './session.js';
export * from './session-description.js';
export * from './sip-text.js';
export * from './stream-payloads.js';
