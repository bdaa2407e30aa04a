import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/index.ts';

/**
 * What is special to one system lives in `src/dialects/`. Everywhere else a word of a vendor, in code, text or comment,
 * shows that something general knows a system which it should ask the dialect about.
 */
const source = fileURLToPath(new URL('../../src', import.meta.url));

/** The examples of a few rules can only be of the one system that the rule is about. */
const EXEMPT: readonly string[] = ['checks/rules/documentation.ts'];

/** Methods whose names are no ordinary words of English or of code. */
function distinctiveNames(): readonly string[] {
  const names = [...dialects.values()].flatMap(({ methods }) =>
    methods.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  return names.filter((name) => /[a-z][A-Z]/.test(name));
}

/** Words of the client configurations, which are only recognised as whole texts of the code: `'FAIL'`. */
function configWords(): readonly string[] {
  return [...dialects.values()].flatMap(({ clientConfig }) =>
    (clientConfig?.fields ?? []).flatMap((field) =>
      field.form === 'word' ? field.words.flatMap(({ spellings }) => spellings) : [],
    ),
  );
}

function configNames(): readonly string[] {
  return [...dialects.values()].flatMap(({ clientConfig }) =>
    clientConfig === null ? [] : [clientConfig.parameter, ...clientConfig.fields.map(({ name }) => name)],
  );
}

const either = (words: readonly string[]): string => [...new Set(words)].join('|');

/** `appKey`, `sessionId` and `nodeId` are names of the output contract; in sentences they are a vendor's words. */
const VENDOR_WORDS: readonly RegExp[] = [
  /flashphoner|yeastar|openvox|livekit|ovenmediaengine/i,
  /\bWCS\d?\b/,
  /\brest_[a-z]\w*|app-rest\w*|\/rest-api|server_logs/,
  new RegExp(`\\b(?:${either(configNames())})\\b`),
  new RegExp(`\\b(?:${either(distinctiveNames())})\\b`),
  new RegExp(`['"\`](?:${either(configWords())})['"\`]`),
  new RegExp(`\\b(?:${either([...dialects.values()].flatMap(({ ports }) => ports.map(String)))})\\b`),
  /['"`](?:connect|POST)['"`]/,
  /\bconnect(?:'s|`'s)|`connect`/,
  /['"`][^'"`\n]*\w (?:appKey|nodeId)\b/,
  /[=!]== 200\b|\.hookType\b\s*[=!]==/,
];

function wordsIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => VENDOR_WORDS.flatMap((word) => word.exec(line)?.[0] ?? []));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(source, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('dialects/'));
}

describe('words of a vendor', () => {
  it('stand nowhere but in the dialects', () => {
    const files = filesBelow(source);
    expect(files.length).toBeGreaterThan(100);
    const found = files
      .filter((file) => !EXEMPT.includes(file))
      .flatMap((file) => wordsIn(readFileSync(join(source, file), 'utf8')).map((word) => `${file}: ${word}`));
    expect(found).toEqual([]);
  });

  it('are in every file that is exempt', () => {
    const clean = EXEMPT.filter((file) => wordsIn(readFileSync(join(source, file), 'utf8')).length === 0);
    expect(clean).toEqual([]);
  });

  it.each([
    "'Set restOnError in the answer'",
    '/** What WCS does. */',
    'if (call.response.status === 200) {',
    'if (call.hookType === 1) {',
    "policy === 'FAIL'",
    '"never added for appKey X"',
    "names.includes('CallStatusEvent')",
    "opener === 'connect'",
    'const port = 9091;',
  ])('would be found in %s', (line) => {
    expect(wordsIn(line)).not.toEqual([]);
  });
});
