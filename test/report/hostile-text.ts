import fc from 'fast-check';

/** What somebody might put into any field of a hook to break out of a report. */
export const HOSTILE_PIECES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title></textarea></summary></details>',
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '&amp;&#x3c;&lt;',
  '`code``more```',
  '```\n# heading\n```',
  '~~~',
  '|a|b|\n|-|-|',
  '[link](javascript:alert(1))',
  '![image](http://attacker.example/x.png)',
  '[1]: http://attacker.example',
  'https://attacker.example www.attacker.example',
  '@everyone @org/team #123 GH-1 !5 user@attacker.example',
  '**bold** _it_ ~~x~~ $x$ :smile:',
  '- item\n1. item\n> quote\n# heading\n---\n===',
  '\n::error::owned\n##[error]owned\n::set-output name=x::y%0A::',
  '%0A%0D%25,:',
  '{0} {1} [0](1)',
  '\u001b[31m\u001b]0;owned\u0007',
  '\u0000\u0001\u0008\u000b\u000c\u007f\u0085\u009b',
  '\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c',
  '\u200b\u200d\ufeff\u00ad\u2028\u2029',
  '\ud800 \udfff \ufffe \uffff',
  `z${'\u0301'.repeat(30)}`,
  '__proto__',
  '../../../etc/passwd',
  'C:\\temp\\x',
] as const;

/** All of it at once. */
export const HOSTILE = HOSTILE_PIECES.join(' ');

/** Any UTF-16 text, lone surrogates among it, in which what is hostile is frequent. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(...HOSTILE_PIECES),
      fc.constantFrom('`', '|', '<', '>', '&', '"', "'", '\\', '\n', '\r', '@', '#', ':', '%', ',', ' '),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));
