// Records the captures of this folder anew: a client on the JVM (for contrast also curl and node) and a server on loopback, whose
// handshake fails in one way each. Needs tcpdump with the rights to capture on "lo", a JDK, openssl and curl.
//   node test/tls/failing/record.mjs [NAME …]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Free on the machine, and the first port of the default dialect. */
const PORT = 9091;
const HOST = 'backend.example';
const here = import.meta.dirname;
const work = mkdtempSync(join(tmpdir(), 'failing-'));
const file = (name) => join(work, name);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const run = (program, ...args) =>
  execFileSync(program, args, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });

/** A certificate authority and what it issued, in PEM. `issue` gives a leaf with its own dates and names. */
function makeCertificates() {
  writeFileSync(file('index.txt'), '');
  writeFileSync(
    file('ca.cnf'),
    `[ca]\ndefault_ca=own\n[own]\ndir=${work}\ndatabase=${file('index.txt')}\nnew_certs_dir=${work}\nrand_serial=yes\ndefault_md=sha256\npolicy=any\nunique_subject=no\ncopy_extensions=copy\n[any]\ncommonName=supplied\n`,
  );
  const authority = (name) =>
    run(
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '7300',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
    );
  authority('Example-Root');
  const issue = (name, host, from, to, issuer = 'Example-Root', ...extra) => {
    run(
      'openssl',
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${host}`,
      '-addext',
      `subjectAltName=DNS:${host}`,
      ...extra,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    );
    run(
      'openssl',
      'ca',
      '-batch',
      '-notext',
      '-config',
      'ca.cnf',
      '-cert',
      `${issuer}.crt`,
      '-keyfile',
      `${issuer}.key`,
      '-startdate',
      from,
      '-enddate',
      to,
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
    );
  };
  const [past, now, far] = ['20200101000000Z', '20240101000000Z', '20440101000000Z'];
  issue('good', HOST, now, far);
  issue('other', 'other.example', now, far);
  issue('expired', HOST, past, now);
  issue('early', HOST, '20400101000000Z', far);
  issue(
    'Example-Issuer',
    'Example-Issuer',
    now,
    far,
    'Example-Root',
    '-addext',
    'basicConstraints=critical,CA:TRUE',
  );
  issue('chained', HOST, now, far, 'Example-Issuer');
  run(
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '7300',
    '-subj',
    `/CN=${HOST}`,
    '-addext',
    `subjectAltName=DNS:${HOST}`,
    '-keyout',
    'self.key',
    '-out',
    'self.crt',
  );
  run(
    'openssl',
    'pkcs12',
    '-export',
    '-in',
    'good.crt',
    '-inkey',
    'good.key',
    '-passout',
    'pass:changeit',
    '-out',
    'good.p12',
  );
  run(
    'keytool',
    '-importcert',
    '-noprompt',
    '-alias',
    'root',
    '-file',
    'Example-Root.crt',
    '-keystore',
    'trust.p12',
    '-storepass',
    'changeit',
  );
  writeFileSync(file('hosts'), `127.0.0.1 ${HOST}\n`);
  // Old versions are off by default on both sides.
  writeFileSync(file('old.security'), 'jdk.tls.disabledAlgorithms=SSLv3\n');
  run('javac', '-d', work, join(here, 'Client.java'), join(here, 'Server.java'));
}

const started = (child) => ({
  stop: () =>
    new Promise((done) => {
      child.once('close', done);
      child.kill();
    }),
});

/** Servers. Each gives something with `stop`. */
const openssl =
  (certificate, ...args) =>
  async () => {
    const child = spawn(
      'openssl',
      [
        's_server',
        '-accept',
        `127.0.0.1:${PORT}`,
        '-cert',
        file(`${certificate}.crt`),
        '-key',
        file(`${certificate}.key`),
        '-quiet',
        ...args.map((each) => each.replace('%', `${work}/`)),
      ],
      { stdio: ['pipe', 'ignore', 'ignore'] },
    );
    await pause(500);
    return started(child);
  };
const listening = async (server) => {
  server.on('tlsClientError', () => {});
  await new Promise((done) => server.listen(PORT, '127.0.0.1', done));
  return {
    stop: () => {
      server.close();
      server.closeAllConnections?.();
    },
  };
};
const echo = (request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  request.pipe(response);
};
const nodeHttp = () => listening(http.createServer(echo));
const nodeHttps =
  (certificate, options = {}) =>
  () =>
    listening(
      https.createServer(
        {
          key: readFileSync(file(`${certificate}.key`)),
          cert: readFileSync(file(`${certificate}.crt`)),
          ...options,
        },
        echo,
      ),
    );
const sockets = (onHello) => () =>
  listening(
    net.createServer((socket) => socket.on('error', () => {}) && socket.once('data', () => onHello(socket))),
  );
const javaHttps = async () => {
  const child = spawn('java', ['-cp', work, 'Server', String(PORT), file('good.p12')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((done) => child.stdout.once('data', done));
  return started(child);
};

/** Clients. Each gives what it printed. */
const finished = (program, args, options) =>
  new Promise((done) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    child.on('close', () => done(text.trim()));
  });
const java =
  (...properties) =>
  (scheme = 'https') =>
    finished('java', [
      '-cp',
      work,
      `-Djdk.net.hosts.file=${file('hosts')}`,
      ...properties.map((each) => `-D${each.replace('%', `${work}/`)}`),
      'Client',
      `${scheme}://${HOST}:${PORT}/apps/EchoApp/connect`,
    ]);
const TRUST = ['javax.net.ssl.trustStore=%trust.p12', 'javax.net.ssl.trustStorePassword=changeit'];
const trusting = (...properties) => java(...TRUST, ...properties);
const javaHttp = () => java()('http');
const curl =
  (...args) =>
  () =>
    finished('curl', [
      '-sS',
      '--http1.1',
      '--resolve',
      `${HOST}:${PORT}:127.0.0.1`,
      '-d',
      '{"sessionId":"1"}',
      ...args.map((each) => each.replace('%', `${work}/`)),
      `https://${HOST}:${PORT}/hook`,
    ]);
const node = (certificateAuthority) => () =>
  finished('node', [
    '-e',
    `require('https').request({host:'127.0.0.1',port:${PORT},servername:'${HOST}',method:'POST',path:'/hook',ca:require('fs').readFileSync('${file(certificateAuthority)}')},(r)=>console.log(r.statusCode)).on('error',(e)=>console.log(e.code)).end('{}')`,
  ]);

const old = ['-cipher', 'ALL:@SECLEVEL=0'];
const TLS12 = { maxVersion: 'TLSv1.2' };
/** Name of the capture: server and client. */
const SCENARIOS = {
  'untrusted-tls12': [openssl('good', '-tls1_2'), java()],
  'untrusted-tls13': [openssl('good'), java()],
  'self-signed-tls12': [openssl('self', '-tls1_2'), java()],
  'expired-tls12': [openssl('expired', '-tls1_2'), trusting()],
  'expired-tls13': [openssl('expired'), trusting()],
  'not-yet-valid-tls12': [openssl('early', '-tls1_2'), trusting()],
  'wrong-name-tls12': [openssl('other', '-tls1_2'), trusting()],
  'wrong-name-tls13': [openssl('other'), trusting()],
  'incomplete-chain-tls12': [openssl('chained', '-tls1_2'), trusting()],
  'old-server': [openssl('good', '-tls1_1', ...old), trusting()],
  'new-server': [openssl('good', '-tls1_3'), trusting('jdk.tls.client.protocols=TLSv1.2')],
  'old-client': [
    openssl('good', '-tls1_2'),
    trusting('java.security.properties=%old.security', 'jdk.tls.client.protocols=TLSv1,TLSv1.1'),
  ],
  'no-common-suite': [openssl('good', '-tls1_2', '-cipher', 'CAMELLIA256-SHA'), trusting()],
  'unrecognized-name': [
    openssl(
      'good',
      '-servername',
      'www.other.example',
      '-cert2',
      '%other.crt',
      '-key2',
      '%other.key',
      '-servername_fatal',
    ),
    trusting(),
  ],
  'client-certificate-tls12': [openssl('good', '-tls1_2', '-Verify', '1'), trusting()],
  'client-certificate-tls13': [openssl('good', '-Verify', '1'), trusting()],
  'plain-port': [nodeHttp, trusting()],
  'http-to-tls-java': [javaHttps, javaHttp],
  'http-to-tls-node': [nodeHttps('good'), javaHttp],
  'closed-after-hello': [sockets((socket) => socket.end()), trusting()],
  'reset-after-hello': [sockets((socket) => socket.resetAndDestroy()), trusting()],
  'never-answered': [sockets(() => {}), trusting()],
  'curl-untrusted-tls12': [openssl('good', '-tls1_2'), curl()],
  'curl-untrusted-tls13': [openssl('good'), curl()],
  'curl-old-client': [openssl('good', '-tls1_3'), curl('--tls-max', '1.2')],
  'node-wrong-name-tls12': [nodeHttps('other', TLS12), node('Example-Root.crt')],
  'node-untrusted-tls13': [nodeHttps('self'), node('Example-Root.crt')],
  'sound-tls12': [nodeHttps('good', TLS12), trusting('posts=3')],
  'sound-tls13': [nodeHttps('good'), trusting('posts=3')],
};

async function record(name, [serve, ask]) {
  const dump = spawn(
    'tcpdump',
    ['-i', 'lo', '-U', '--immediate-mode', '-s', '0', '-w', join(here, `${name}.pcap`), `tcp port ${PORT}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise((done) => dump.stderr.once('data', done));
  const server = await serve();
  const said = await ask();
  await pause(300);
  await server.stop();
  await pause(200);
  dump.kill('SIGINT');
  await new Promise((done) => dump.once('close', done));
  console.log(`${name}: ${said}`);
}

makeCertificates();
const names = process.argv.slice(2);
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  if (names.length === 0 || names.includes(name)) await record(name, scenario);
}
rmSync(work, { recursive: true });
process.exit(0);
