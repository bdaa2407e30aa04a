import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Oracle, OracleExchange } from '../oracle.ts';
import { clientsOf, type Derived } from './derived.ts';
import type { Recording } from './recording.ts';
import { comparable, exchangesServed } from './served.ts';
import type { Recorded, Stage } from './stage.ts';
import { connectionsByTshark, exchangesByTshark, randomsByStream, streamsByPort } from './tshark.ts';

/** The folder of captures, key logs and oracles. */
export const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** Writes a recording with its key log and its oracle; throws where tshark and the backend disagree and nobody said why. */
export function writeRecording(recording: Recording, recorded: Recorded, stage: Stage): void {
  const { name, about, isPlain = false, correction, otherKeyLogs } = recording;
  const { capture, keyLog, served } = recorded;
  const file = `${name}.pcap.gz`;
  const noted = exchangesServed(served, streamsByPort(write(file, gzipSync(capture, { level: 9 }))));
  const reading = { about, capture: file, isPlain, correction };
  writeOracle({ ...reading, name, keyLog: isPlain ? null : keyLog }, noted);
  for (const other of otherKeyLogs?.(recorded, stage) ?? []) writeOracle({ ...reading, ...other }, noted);
}

/** Writes a reading that is made of a recording. */
export function writeDerived(
  { name, about, base, make, lacksClient, lacksAll, correction }: Derived,
  folder: string,
): void {
  const of = JSON.parse(readFileSync(`${FIXTURES}${base}.json`, 'utf8')) as Oracle;
  const keyLog = readFileSync(`${FIXTURES}${of.keys}`, 'latin1');
  const made = make({ capture: gunzipSync(readFileSync(FIXTURES + of.capture)), keyLog, folder });
  const lacking = lacksClient === undefined ? null : clientsOf(keyLog)[lacksClient];
  const randoms = randomsByStream(FIXTURES + of.capture);
  const exchanges = of.exchanges.filter(
    ({ stream }) => lacksAll !== true && (lacking === null || randoms.get(stream) !== lacking),
  );
  const hasOwnCapture = made !== null && 'pcapng' in made;
  const capture = hasOwnCapture ? `${name}.pcapng.gz` : of.capture;
  if (hasOwnCapture) write(capture, gzipSync(made.pcapng, { level: 9 }));
  const log = made !== null && 'keyLog' in made ? made.keyLog : null;
  writeOracle({ name, about, capture, keyLog: log, isPlain: false, correction }, exchanges);
}

interface Reading {
  readonly name: string;
  readonly about: string;
  readonly capture: string;
  readonly keyLog: string | null;
  readonly isPlain: boolean;
  readonly correction: string | undefined;
}

function writeOracle(reading: Reading, noted: readonly OracleExchange[]): void {
  const { name, about, capture, keyLog, isPlain, correction } = reading;
  const keys = keyLog === null ? null : `${name}.keys`;
  if (keys !== null) write(keys, keyLog ?? '');
  const shown = exchangesByTshark(FIXTURES + capture, { keys: keys && FIXTURES + keys, isPlain });
  const isSame = JSON.stringify(comparable(shown)) === JSON.stringify(comparable(noted));
  if (isSame !== (correction === undefined)) {
    const told = `tshark has ${shown.length} exchanges, the backend ${noted.length}`;
    throw new Error(`${name}: ${told}; they are ${isSame ? '' : 'not '}the same`);
  }
  const oracle: Oracle = {
    about,
    capture,
    keys,
    ...(correction === undefined ? {} : { correction }),
    connections: connectionsByTshark(FIXTURES + capture),
    exchanges: isSame ? shown : noted,
  };
  write(`${name}.json`, `${JSON.stringify(oracle, null, 2)}\n`);
  console.log(`${name}: ${oracle.exchanges.length} exchanges`);
}

/** Gives the path. */
function write(file: string, content: Buffer | string): string {
  writeFileSync(FIXTURES + file, content);
  return FIXTURES + file;
}
