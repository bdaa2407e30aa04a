import type { Incomplete } from '../../replay/index.ts';

/** Why a call could not be sent, in words that follow "not sent:". */
export const INCOMPLETE_WORDS: Readonly<Record<Incomplete, string>> = {
  'not-read': 'its frames could not be read again',
  'lacks-bytes': 'the capture lacks a part of it (snap length, or lost packets)',
  'fields-unknown': 'some of its header fields were sent before the capture began',
  'broken-off': 'its sender did not send all of it',
  'not-kept': 'its body is longer than is read',
  coded: 'its content coding hides whether it holds secrets; --show-secrets sends it as it was',
  'too-large': 'its body is too long to be searched for secrets; --show-secrets sends it as it was',
};
