import type { Random } from '../../../samples/builder/index.ts';
import { numeral } from '../mutation/numbers.ts';
import { mutateText, troublesome } from '../mutation/text.ts';
import type { MakeInput } from './stage.ts';

/** Flags with values that are then mutated. Files that they name may be written; captures that they name are small. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  '--port': ['9091', '1'],
  '--host': ['127.0.0.1', '::1', '2001:db8::7'],
  '--dialect': ['flashphoner-wcs', 'openvox', 'yeastar', 'dialect.json'],
  '--session': ['x'],
  '--call': ['x'],
  '--finding': ['1', '2'],
  '--filter': ['has:error', 'method:*Event -status:TRYING', 'http:>=400'],
  '--redact': ['personal'],
  '--from': ['0', '12.5', '2026-01-31T10:00:00Z', '2026-01-31 10:00', '9999-99-99T99:99:99Z'],
  '--to': ['1', '.5', '2106-02-07T06:28:15+14:00'],
  '--window': ['1', '0.001', '1000000'],
  '--expect': ['connect'],
  '--format': ['text', 'json', 'ndjson', 'junit', 'sarif', 'github', 'markdown', 'html', 'har', 'schema'],
  '--fail-on': ['error', 'warning', 'note', 'never'],
  '--max-findings': ['0', '10'],
  '--config': ['configuration.json'],
  '--baseline': ['baseline.json'],
  '--reader': ['hookscope', 'pcap-parser'],
  '--hook-secret-file': ['secret.txt', 'empty.txt'],
};
/** Flags whose values are not mutated, because they name files that are written. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  '-o': [
    'out.txt',
    'out.html',
    '.',
    'no/such/out',
    'capture.pcap',
    './capture.pcap',
    'link.pcap',
    '/dev/null',
    '',
    '-',
  ],
  '--report': [
    'json=out.json',
    'text=.',
    'html=capture.pcap',
    'nothing=out',
    '=out',
    'json=',
    'json=/dev/null',
  ],
  '--write-baseline': ['out.json', 'capture.pcap', 'hard.pcap', 'no/out'],
};
const SWITCHES = [
  '--scrub',
  '--payloads',
  '--show-secrets',
  '--all',
  '--quiet',
  '--no-color',
  '--help',
  '--version',
  '--',
  '--unknown',
  '-x',
  '--port',
] as const;
const COMMANDS = [
  'check',
  'check',
  'check',
  'report',
  'exchanges',
  'extract',
  'compare',
  'explain',
  'hooks',
  '',
  'chekc',
] as const;
const ARGUMENTS = [
  'capture.pcap',
  'capture.pcap',
  'capture.pcap',
  'other.pcap',
  'link.pcap',
  '.',
  'no.pcap',
  'connect',
  'flow/missing-call',
  'empty.txt',
  '',
  '/dev/null',
] as const;

/** Command lines with odd flags and values. */
export const words: MakeInput = (random) => {
  const made: string[] = [];
  const command = random.pick(COMMANDS);
  if (command !== '') made.push(command);
  for (let left = random.pick([0, 1, 1, 1, 2]); left > 0; left--) made.push(argument(random));
  for (let left = random.pick([0, 1, 1, 2, 4]); left > 0; left--) made.push(...flag(random));
  return { kind: 'words', words: made };
};

function argument(random: Random): string {
  const word = random.pick(ARGUMENTS);
  // A mutated name mostly names no file, so nothing is read. Nothing is ever written to an argument.
  return random.chance(0.1) ? plain(mutateText(word, random, 1)) : word;
}

function flag(random: Random): readonly string[] {
  if (random.chance(0.2)) return [random.pick(SWITCHES)];
  if (random.chance(0.2)) {
    const name = random.pick(Object.keys(WRITTEN));
    return [name, random.pick(WRITTEN[name] ?? [''])];
  }
  const name = random.pick(Object.keys(FLAGS));
  const sound = random.pick(FLAGS[name] ?? ['']);
  const value = random.pick([
    () => sound,
    () => mutateText(sound, random, 1),
    () => numeral(random),
    () => troublesome(random),
  ])();
  return random.chance(0.5) ? [name, plain(value)] : [`${name}=${plain(value)}`];
}

/** Makes a word possible: no word of a command line can hold a zero byte, and a lone hyphen would read standard input. */
function plain(word: string): string {
  const text = word.replaceAll('\0', '');
  return text === '-' ? '--' : text;
}
