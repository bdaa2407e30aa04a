import { SETTING_NAMES, SETTING_NOTES } from './settings.ts';

/** The text of a configuration file that explains every setting and sets none. */
export function starterConfiguration(): string {
  const lines = SETTING_NAMES.flatMap((name) => {
    const { note, example } = SETTING_NOTES[name];
    return [`  // ${name}: ${note}`, `  // ${JSON.stringify(name)}: ${JSON.stringify(example)},`, ''];
  });
  return [
    '// Settings of hookscope for this folder and those below it. Flags of the command line go before them.',
    '// Comments and trailing commas are allowed. Take away the two slashes before a setting to use it.',
    '{',
    ...lines,
    '  // Severity of rules: error, warning, note or off. hookscope explain lists the rules.',
    '  "rules": {',
    '    // "payload/undocumented": "off",',
    '    // "answer/slow": "error"',
    '  }',
    '}',
    '',
  ].join('\n');
}
