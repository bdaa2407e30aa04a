import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningProgram, runProgram } from './running-program.ts';

/** Sends bytes to a port of this machine, and gives what came back until the connection ended. */
function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((settle) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => settle(answer));
    socket.setTimeout(3000, () => socket.end());
  });
}

async function backend(
  ...words: string[]
): Promise<{ readonly program: RunningProgram; readonly port: number }> {
  const program = new RunningProgram(['backend', '--port', '0', ...words]);
  const [, port] = await program.until(/listening on http:\/\/127\.0\.0\.1:(\d+) /, 'stderr');
  return { program, port: Number(port) };
}

describe('replay against backend', () => {
  let sound: Awaited<ReturnType<typeof backend>>;
  beforeAll(async () => {
    sound = await backend();
  });
  afterAll(async () => {
    expect(await sound.program.stop('SIGINT')).toBe(0);
    expect(sound.program.stderr).toMatch(/hookscope: \d+ hooks \(/);
  });

  it.each(['log.pcap', 'web-phone-connection.pcap', 'openvox-ringing.pcap', 'streaming.pcapng'])(
    '%s passes',
    async (sample) => {
      const to = `http://127.0.0.1:${sound.port}`;
      const { status, stdout } = await runProgram(['replay', `samples/${sample}`, '--to', to, '--fast']);
      expect(stdout).toMatch(/\npassed: \d+ calls sent to http:\/\/127\.0\.0\.1/);
      expect(status).toBe(0);
    },
  );

  it('secrets reach the backend only where they may be shown', async () => {
    const to = `http://127.0.0.1:${sound.port}`;
    const hidden = await runProgram(['replay', 'samples/log.pcap', '--to', to, '--fast', '--quiet']);
    expect(hidden.stdout).toContain('--show-secrets sends them as they were');
    const shown = await runProgram([
      'replay',
      'samples/log.pcap',
      '--to',
      to,
      '--fast',
      '--quiet',
      '--show-secrets',
    ]);
    expect(shown.stdout).toMatch(/^passed: [^\n]+\n$/);
  });

  it('takes a request line without a target, and answers what it cannot read', async () => {
    const body = '{"action":"RING","ext":{"extid":"1001"}}';
    const head = `Host: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await exchange(sound.port, `POST HTTP/1.1\r\n${head}${body}`)).toMatch(/^HTTP\/1\.1 200 /);
    await sound.program.until(/ RING /);
    expect(await exchange(sound.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await exchange(sound.port, `GET / HTTP/1.1\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    const long = Buffer.alloc(5 * 1024 * 1024, 0x20);
    const announced = `POST /App/connect HTTP/1.1\r\nHost: x\r\nContent-Length: ${long.length}\r\n\r\n`;
    expect(await exchange(sound.port, Buffer.concat([Buffer.from(announced), long]))).toMatch(
      /^HTTP\/1\.1 413 |^$/,
    );
    await sound.program.until(/not read: a body of more than/);
  });

  it('escapes what it prints of a request', async () => {
    const body = JSON.stringify({ appKey: '\u001b[31mred', sessionId: '/1', nodeId: 'n' });
    const head = `Host: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    await exchange(sound.port, `POST /%1b]0;x%07/connect HTTP/1.1\r\n${head}${body}`);
    expect(sound.program.stdout).not.toContain('\u001b');
  });
});

it('a refusal and a delay that were asked for are told, with status 1', async () => {
  const { program, port } = await backend('--status', 'hangup=403', '--delay', 'call=5');
  const { status, stdout } = await runProgram([
    'replay',
    'samples/web-phone-call.pcap',
    '--to',
    `http://127.0.0.1:${port}`,
    '--fast',
    '--timeout',
    '0.3',
  ]);
  expect(stdout).toMatch(/ call .*no answer within 0\.3 s: not accepted; it was in the capture \(200\)/);
  expect(stdout).toMatch(/ hangup .*403 Forbidden in .*: not accepted; it was in the capture \(200\)/);
  expect(status).toBe(1);
  expect(await program.stop()).toBe(0);
});

describe('what is refused', () => {
  it.each([
    [['replay', 'samples/log.pcap'], /--to is needed/],
    [['replay', 'samples/log.pcap', '--to', 'localhost:9091'], /expected an address that begins with http/],
    [['replay', 'samples/log.pcap', '--to', 'http://a:b@localhost'], /without a user and a password/],
    [['replay', 'samples/log.pcap', '--to', 'http://127.0.0.1:1', '--fast'], /nobody listens there/],
    [['replay', '-', '--to', 'http://127.0.0.1:1'], /which a pipe cannot give/],
    [['replay', 'samples/no-hooks.pcap', '--to', 'http://127.0.0.1:1'], /no hook call is selected/],
    [['backend'], /--port is needed/],
    [
      ['backend', '--port', '0', '--status', 'conect=403'],
      /there is no method conect; did you mean connect\?/,
    ],
    [['backend', '--port', '0', '--status', 'connect=99'], /a status from 200 to 599/],
    [['backend', '--port', '0', '--bind', '192.0.2.1'], /no address of this machine/],
  ])('%s', async (words, reason) => {
    const { status, stderr } = await runProgram(words);
    expect(stderr).toMatch(/^hookscope: [^\n]+\n$/);
    expect(stderr).toMatch(reason);
    expect(status).toBe(2);
  });
});
