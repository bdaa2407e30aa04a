// Runs the bundle as users do, and writes down what V8 compiled while it ran: `node bundling/make-code-cache.cjs FOLDER`.
const { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { codeCacheFile, loadProgram, optimiseAsUsual } = require('../bin/load-program.js');

const [, , folder] = process.argv;
const SAMPLES = join(__dirname, '../samples');
/** What most runs do. Functions that none of these calls are compiled when they are needed. */
const RUNS = [
  ['check', 'web-phone-call.pcap', 'json'],
  ['check', 'log.pcap', 'json'],
  ['check', 'lost-packets.pcap', 'text'],
];

async function makeCodeCache() {
  // V8 forgets the code of functions that have not run for a while.
  setFlagsFromString('--no-flush-bytecode');
  const { main, script } = loadProgram(folder);
  const scratch = mkdtempSync(join(tmpdir(), 'hookscope-build-'));
  try {
    for (const [command, sample, format] of RUNS) {
      await main([command, join(SAMPLES, sample), '--format', format, '-o', join(scratch, 'report')]);
      if (process.exitCode === 2) throw new Error(`${command} ${sample} failed`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  process.exitCode = 0;
  // The data name the flags of their making, and V8 takes them only where the flags are the same.
  setFlagsFromString('--flush-bytecode');
  optimiseAsUsual();
  const path = join(folder, 'main.cache');
  writeFileSync(
    `${path}.new`,
    codeCacheFile(script.createCachedData(), readFileSync(join(folder, 'main.cjs'))),
  );
  renameSync(`${path}.new`, path);
}

makeCodeCache();
