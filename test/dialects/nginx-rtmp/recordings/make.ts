/**
 * Records what nginx's RTMP module sends to a backend, on the loopback interface: `npm run recordings:nginx-rtmp [NAME…]`. It needs
 * nginx with `libnginx-mod-rtmp`, ffmpeg and tcpdump, and the right to capture.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Answer, RECORDINGS, type Recording } from './plan.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures/', import.meta.url));
const MODULE = '/usr/lib/nginx/modules/ngx_rtmp_module.so';
/** The same in every run: `record_done` tells the path of a recording. */
const FOLDER = join(tmpdir(), 'nginx-rtmp');
const BACKEND_PORT = 18085;
const RTMP_PORT = 19350;

/** Invented: what a user writes behind the name of a stream to be let in. */
const PUBLISH_URL = `rtmp://127.0.0.1:${RTMP_PORT}/live/camera?token=invented-publish-token&room=7`;
const PLAY_URL = `rtmp://127.0.0.1:${RTMP_PORT}/live/camera?psk=invented-play-key`;

async function record(recording: Recording): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const capture = join(FOLDER, 'capture.pcap');
  const filter = `tcp port ${BACKEND_PORT}${recording.withRtmp ? ` or tcp port ${RTMP_PORT}` : ''}`;
  const backend = recording.answers === null ? null : await startBackend(recording.answers);
  const tcpdump = spawn('tcpdump', ['-i', 'lo', '-U', '-s', '0', '-w', capture, filter], { stdio: 'ignore' });
  const nginx = startNginx(recording);
  await pause(1000);
  const publisherEnded = once(publish(recording.publishSeconds), 'exit');
  if (recording.plays) {
    await pause(1500);
    const player = play();
    const playerEnded = once(player, 'exit');
    await pause(2500);
    player.kill('SIGTERM');
    await playerEnded;
  }
  await publisherEnded;
  await pause(1500);
  await stopped(nginx, 'SIGTERM');
  await stopped(tcpdump, 'SIGINT');
  backend?.closeAllConnections();
  backend?.close();
  mkdirSync(FIXTURES, { recursive: true });
  writeFileSync(`${FIXTURES}${recording.name}.pcap.gz`, gzipSync(readFileSync(capture), { level: 9 }));
  rmSync(FOLDER, { recursive: true });
}

/** A backend that finds the name of the call in the form or the query, and answers as the plan says. */
async function startBackend(answers: Readonly<Record<string, Answer>>): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const query = body === '' ? (request.url?.split('?')[1] ?? '') : body;
      const answer = answers[new URLSearchParams(query).get('call') ?? ''] ?? { status: 200 };
      if (answer === 'silence') return;
      if (answer.location !== undefined) response.setHeader('Location', answer.location);
      response.writeHead(answer.status).end();
    });
  });
  server.listen(BACKEND_PORT, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function startNginx(recording: Recording): ChildProcess {
  const file = join(FOLDER, 'nginx.conf');
  const filled = (directives: readonly string[]): string =>
    directives
      .map((text) => text.replace('BACKEND', `http://127.0.0.1:${BACKEND_PORT}`).replace('FOLDER', FOLDER))
      .join(' ');
  writeFileSync(
    file,
    `user root; daemon off; worker_processes 1; pid ${FOLDER}/nginx.pid; error_log ${FOLDER}/error.log info;
load_module ${MODULE};
events {}
rtmp { server { listen 127.0.0.1:${RTMP_PORT}; ${filled(recording.server)}
  application live { live on; ${filled(recording.application)} }
  ${recording.further ?? ''}
} }
`,
  );
  return spawn('nginx', ['-p', FOLDER, '-c', file, '-e', join(FOLDER, 'error.log')], { stdio: 'inherit' });
}

function publish(seconds: number): ChildProcess {
  const picture = ['-re', '-f', 'lavfi', '-i', 'testsrc=size=32x32:rate=5', '-t', String(seconds)];
  return ffmpeg([...picture, '-c:v', 'flv', '-g', '5', '-b:v', '20k', '-f', 'flv', PUBLISH_URL]);
}

function play(): ChildProcess {
  return ffmpeg(['-rw_timeout', '4000000', '-i', PLAY_URL, '-f', 'null', '-']);
}

function ffmpeg(words: readonly string[]): ChildProcess {
  return spawn('ffmpeg', ['-nostdin', '-v', 'error', ...words], { stdio: 'ignore' });
}

async function stopped(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(program, 'exit');
  program.kill(signal);
  await ended;
}

const wanted = process.argv.slice(2);
for (const recording of RECORDINGS) {
  if (wanted.length > 0 && !wanted.includes(recording.name)) continue;
  await record(recording);
  process.stdout.write(`${recording.name}\n`);
}
