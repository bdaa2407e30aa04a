import type { CaptureInfo } from '../../capture/index.ts';
import { DECODE } from '../decode-result.ts';
import { linkTypeName } from './link-type-names.ts';
import { stepForLinkType } from './link-types.ts';

/** A link type whose frames are not read. */
export interface UnreadLinkType {
  /** Its name without the prefix LINKTYPE_; null where it is not known. */
  readonly name: string | null;
  /** LINKTYPE_ number. */
  readonly number: number;
  /** Frames of it in the capture. */
  readonly frames: number;
}

/** The link types of a capture whose frames are not read, in the order of their first frames. */
export function unreadLinkTypes({
  linkTypes,
  linkTypeFrames,
}: Pick<CaptureInfo, 'linkTypes' | 'linkTypeFrames'>): readonly UnreadLinkType[] {
  return linkTypes.flatMap((number, index) => {
    const frames = linkTypeFrames[index];
    if (frames === 0 || stepForLinkType(number) !== DECODE.unknownLinkType) return [];
    return [{ name: linkTypeName(number), number, frames }];
  });
}
