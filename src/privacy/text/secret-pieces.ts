import { SIGNATURE_SCHEMES } from '../../dialects/index.ts';
import { NAME_SIGNS } from '../secret/secret-names.ts';

/**
 * Of everything that searches for secrets find, but for passwords of URLs and digests, a piece without what is no letter or
 * digit, in lower case. Each name of a secret has one of the first ones; the others are in tokens whose form tells their
 * issuer, in names of schemes, and in keys.
 */
export const SECRET_PIECES: readonly string[] = [
  ...NAME_SIGNS.split('|'),
  ...[
    'eyJ',
    'ghp',
    'gho',
    'ghu',
    'ghs',
    'ghr',
    'githubpat',
    'glpat',
    'xox',
    'sklive',
    'AIza',
    'AKIA',
    'ASIA',
  ],
  ...['basic', 'bearer', 'ntlm', 'negotiate', ...SIGNATURE_SCHEMES],
  ...['begin', 'inline'],
].map((piece) => piece.toLowerCase());
