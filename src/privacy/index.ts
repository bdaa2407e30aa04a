export { Masker, type Redaction } from './masker.ts';
export { type PayloadView, viewPayload } from './payload-view.ts';
export {
  type PayloadKind,
  type SecretRange,
  secretRangesOfField,
  secretRangesOfPayload,
  secretRangesOfText,
} from './secret-ranges.ts';
