export { type GivenMark, MarkBook } from './mark-book.ts';
export { Masker, type Redaction } from './masker.ts';
export { pathBelow } from './payload/parameter-paths.ts';
export type { MemberPlace, MemberTreatment } from './payload/payload-mask.ts';
export { type PayloadView, viewPayload } from './payload-view.ts';
export { isSecretName } from './secret/secret-names.ts';
export {
  type PayloadKind,
  type SecretRange,
  secretRangesOfField,
  secretRangesOfForm,
  secretRangesOfPayload,
  secretRangesOfStartLine,
  secretRangesOfText,
} from './secret-ranges.ts';
export { shownText } from './shown-text.ts';
export { hasMark, MARK_KINDS, type MarkKind, remarked } from './span.ts';
