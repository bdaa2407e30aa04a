/** Commands to type that reports and the terminal UI give: their words are quoted for a POSIX shell. */
export { type Curl, type CurlInput, curlOf } from './curl.ts';
export { frameInFile } from './frame-in-file.ts';
export { shellWord } from './shell-word.ts';
export { mergedWiresharkCommand, wiresharkCommand } from './wireshark.ts';
