export { renderExchangesNdjson } from './ndjson.ts';
export { renderExchangesText } from './text.ts';
