// Loads the bundle with what V8 made of it when it was built, so that no run has to compile it anew (docs/decisions/0017).
// A CommonJS file (`package.json` beside it): Node loads modules of its own for the first ES module, which a run can do without.
const { closeSync, fstatSync, openSync, readFileSync, readSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const FOLDER = join(__dirname, '../dist/cli');
const PIECE_BYTES = 64 * 1024;

/**
 * Bytes of bytecode between two looks of V8 at whether a function is to be optimised. With its own measure it spends a third of a
 * short run on optimising what soon ends, so it is given another one at first. A long run needs its own.
 */
const INTERRUPT_BUDGET = { atFirst: 400_000, later: 67_584 };
/** Milliseconds of processor time for which the first measure holds, and between two looks at the clock. */
const FIRST = 700;
const LOOK = 50;

/** A thread of `check --jobs` is started with this word (src/cli/jobs/messages.ts). Loading node:worker_threads to ask would cost each run 2 ms. */
const isThread = process.argv[2] === 'internal-reading-thread';

/** What stack traces call the bundle. A code cache holds the name that it was made with, which must not be a path of the machine that made it. */
const NAME = 'hookscope/dist/cli/main.cjs';

/** Compiles the bundle in `folder` and runs it. Gives what it exports, and the script, of which a code cache can be made. */
function loadProgram(folder = FOLDER, name = NAME) {
  const path = join(folder, 'main.cjs');
  const source = readFileSync(path);
  // Flags are those of the whole process. With what the main thread has set, V8 would refuse the data.
  if (isThread) optimiseAsUsual();
  // Where V8 refuses the data, because it was started with other flags for example, it compiles the source.
  const script = new Script(source.latin1Slice(), {
    filename: name,
    cachedData: cachedCode(join(folder, 'main.cache'), source) ?? undefined,
  });
  // Only now: the data tell with which flags they were made, and this one must not count.
  if (!isThread) optimiseLate();
  const program = { exports: {} };
  const url = pathToFileURL(path);
  // Code from a cache cannot import by itself: Node gives it no loader.
  const importDrawing = () => import(new URL('draw.js', url).href);
  script.runInThisContext()(program.exports, require, program, url.href, importDrawing);
  return { ...program.exports, script };
}

function optimiseLate() {
  setInterruptBudget(INTERRUPT_BUDGET.atFirst);
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage();
    if (user + system < FIRST * 1000) return;
    clearInterval(timer);
    optimiseAsUsual();
  }, LOOK).unref();
}

function optimiseAsUsual() {
  setInterruptBudget(INTERRUPT_BUDGET.later);
}

function setInterruptBudget(bytes) {
  setFlag(`--interrupt-budget=${bytes}`);
}

/** V8 of Node 20 only. Later ones may not have a flag, and would say so on standard error. */
function setFlag(flag) {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString(flag);
}

/**
 * The code cache, where it is whole and was made of this very source by this very Node; otherwise null. V8 checks neither: it
 * compares the length of the source only, and damaged bytecode makes it crash or calculate wrongly.
 */
function cachedCode(path, source) {
  let file = null;
  try {
    file = openSync(path);
    const head = JSON.parse(textBefore(readAt(file, 0, PIECE_BYTES), '\n'));
    const { bytes } = head;
    if (head.madeBy !== thisNode() || fstatSync(file).size !== PIECE_BYTES + 2 * bytes + source.length)
      return null;
    const code = readAt(file, PIECE_BYTES, bytes);
    const isWhole = holds(file, PIECE_BYTES + bytes, code);
    return isWhole && holds(file, PIECE_BYTES + 2 * bytes, source) ? code : null;
  } catch {
    // There is none, or it cannot be read. The program runs without.
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** The file of a code cache: a head of one piece, the code, the code once more, and the source of which it was made. */
function codeCacheFile(code, source) {
  const head = Buffer.alloc(PIECE_BYTES, ' ');
  head.write(`${JSON.stringify({ madeBy: thisNode(), bytes: code.length })}\n`);
  return Buffer.concat([head, code, code, source]);
}

/** Everything on which the form of a code cache depends, besides the flags that V8 compares itself. */
function thisNode() {
  return JSON.stringify([process.platform, process.arch, process.versions]);
}

/** Whether the file has these bytes at this place. Reads through one small buffer: fresh memory costs more than reading. */
function holds(file, begin, bytes) {
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  for (let at = 0; at < bytes.length; ) {
    const length = readSync(file, piece, 0, Math.min(PIECE_BYTES, bytes.length - at), begin + at);
    if (length === 0 || piece.compare(bytes, at, at + length, 0, length) !== 0) return false;
    at += length;
  }
  return true;
}

function readAt(file, begin, length) {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const read = readSync(file, bytes, at, length - at, begin + at);
    if (read === 0) throw new Error('the file ends early');
    at += read;
  }
  return bytes;
}

function textBefore(bytes, end) {
  return bytes.latin1Slice(0, bytes.indexOf(end));
}

module.exports = { codeCacheFile, loadProgram, optimiseAsUsual };
