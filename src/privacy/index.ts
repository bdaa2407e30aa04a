export { Masker } from './masker.ts';
export { type PayloadView, viewPayload } from './payload-view.ts';
