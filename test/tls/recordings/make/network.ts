import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** The ends of all recordings, of RFC 5737. */
export const CALL_SERVER = '203.0.113.10';
export const BACKEND = '192.0.2.80';
/** tshark takes what is decrypted on this port for HTTP. */
export const PORT = 443;
export const SERVER_NAME = 'backend.example';

const INSIDE = 'HOOKSCOPE_RECORDING_NETWORK';
/** Segments as an Ethernet has them: loopback alone would show segments of 64 kB. */
const SEGMENT_BYTES = '1500';

/**
 * Runs this program again in a network of its own (a Linux namespace; it takes root), where nothing else goes on and every address may be had.
 * True where it runs there already.
 */
export function isInOwnNetwork(): boolean {
  if (process.env[INSIDE] !== undefined) {
    for (const words of [
      ['link', 'set', 'lo', 'up', 'mtu', SEGMENT_BYTES],
      ['link', 'set', 'lo', 'gso_max_size', SEGMENT_BYTES],
      ['addr', 'add', `${CALL_SERVER}/32`, 'dev', 'lo'],
      ['addr', 'add', `${BACKEND}/32`, 'dev', 'lo'],
      // Who does not choose an address for itself gets the call server's.
      ['route', 'replace', 'local', BACKEND, 'dev', 'lo', 'table', 'local', 'src', CALL_SERVER],
    ]) {
      const { status, stderr } = spawnSync('ip', words, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${stderr}`);
    }
    return true;
  }
  const { status } = spawnSync(
    'unshare',
    ['--net', process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } },
  );
  process.exitCode = status ?? 1;
  return false;
}
