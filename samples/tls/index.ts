/** Makes TLS connections byte by byte, with keys by chance and a key log. It shares no code with the program that reads them. */
export { TlsConversation, type TlsConversationOptions } from './conversation.ts';
export {
  CONTENT,
  closeNotify,
  type HandshakeShape,
  handshakeSteps,
  type KeyStage,
  keyUpdate,
  type TlsStep,
} from './handshake.ts';
export type { SealOptions } from './seal.ts';
export { keyLogLines, newSession, type TlsSession } from './session.ts';
export { TLS_SUITE_NAMES, TLS_SUITES, type TlsSuite, type TlsSuiteName } from './suites.ts';
export { TlsWriter } from './writer.ts';
