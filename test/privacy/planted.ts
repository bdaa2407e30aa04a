import { message, type Talk, type Turn } from './tiny-capture.ts';

/** What was planted in a capture, and where. */
export interface Planted {
  readonly talks: readonly Talk[];
  readonly secrets: ReadonlyMap<string, string>;
  readonly personal: ReadonlyMap<string, string>;
}

const CONTEXT = {
  nodeId: 'Hw47CFMBEchOVo4AEtZvQ5SLZKL2LBm7@198.18.77.1',
  appKey: 'defaultApp',
  sessionId: '/198.18.77.2:50123/198.18.77.3:8443-5f0a11c2',
};
const JSON_FIELDS = [
  'Host: 198.18.77.4:9091',
  'Content-Type: application/json',
  'User-Agent: Java/1.8.0_111',
];
const OK = (body: string | Buffer, ...fields: readonly string[]): Turn => ({
  from: 'server',
  bytes: message('HTTP/1.1 200 OK', ['Content-Type: application/json', ...fields], body),
});

/** Makes unique values and notes each with its place. */
class Garden {
  readonly secrets = new Map<string, string>();
  readonly personal = new Map<string, string>();
  #count = 100;

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  secret(place: string): string {
    const value = `Zq${this.#next()}vXkW7`;
    this.secrets.set(value, place);
    return value;
  }

  number(place: string): string {
    const value = `49309${this.#next()}4711`;
    this.personal.set(value, place);
    return value;
  }

  name(place: string): string {
    const value = `Ulf${this.#next()}qvist`;
    this.personal.set(value, place);
    return value;
  }

  host(place: string): string {
    const value = `pbx${this.#next()}qq.example.net`;
    this.personal.set(value, place);
    return value;
  }

  address(place: string): string {
    const number = this.#next();
    const value = `203.${number >> 8}.${number & 255}.61`;
    this.personal.set(value, place);
    return value;
  }

  message(place: string): string {
    const value = `dinner${this.#next()}tonight`;
    this.personal.set(value, place);
    return value;
  }
}

/** A capture with secrets and personal data in every field that a message has. */
export function plantedCapture(): Planted {
  const g = new Garden();
  for (const address of ['198.18.77.1', '198.18.77.2', '198.18.77.3', '198.18.77.4'])
    g.personal.set(address, 'context');
  const client = '198.18.77.31';
  const server = '198.18.77.32';
  for (const address of [client, server]) g.personal.set(address, 'the packets');
  const turns: Turn[] = [];
  const ask = (
    target: string,
    fields: readonly string[],
    body: string | Buffer,
    answer: Turn | null = null,
  ): void => {
    turns.push({
      from: 'client',
      bytes: message(`POST ${target} HTTP/1.1`, [...JSON_FIELDS, ...fields], body),
    });
    turns.push(answer ?? OK(body));
  };
  const hook = (
    method: string,
    members: object,
    fields: readonly string[] = [],
    answer: Turn | null = null,
  ): void => ask(`/EchoApp/${method}`, fields, JSON.stringify({ ...CONTEXT, ...members }), answer);

  hook('connect', connectMembers(g), secretFields(g));
  hook(
    'connect',
    { sipLogin: g.name('login, changed'), sipPassword: g.secret('password, changed') },
    personalFields(g),
    {
      from: 'server',
      bytes: message(
        'HTTP/1.1 200 OK',
        [
          'Content-Type: application/json',
          `Set-Cookie: sid=${g.secret('Set-Cookie')}; Path=/`,
          `X-Backend: ${g.address('field of the answer')}`,
        ],
        JSON.stringify({
          ...CONTEXT,
          sessionId: `/${g.address('session of the answer')}:1/x`,
          sipLogin: g.name('login of the answer'),
          sipPassword: g.secret('password of the answer'),
          extraToken: g.secret('extra member of the answer'),
          extraPhone: g.number('extra member of the answer'),
        }),
      ),
    },
  );
  hook('connect', {
    sipPassword: 4_711_000_123,
    sipLogin: 49_309_999_123,
    authToken: [g.secret('token of a wrong type')],
  });
  g.secrets.set('4711000123', 'password that is a number');
  g.personal.set('49309999123', 'login that is a number');
  const callId = `call-1@${g.host('call id')}`;
  const caller = g.number('caller');
  const callee = g.name('callee');
  hook('call', {
    callId,
    caller: `sip:${caller}@${g.host('caller')}`,
    callee,
    visibleName: `${g.name('visible name')} Ek`,
    hasVideo: 'yes',
    hasAudio: true,
    status: 'PENDING',
    sdp: sdp(g),
    sipHeaders: [`X-Customer: <sip:${g.name('SIP header field')}@${g.host('SIP header field')}>`],
    inviteParameters: { phone: `+${g.number('invite parameters')}` },
  });
  hook('OnCallEvent', {
    callId: 'call-2',
    caller: g.number('incoming caller'),
    callee: `"${g.name('display name')}" <sip:${g.name('name-addr')}@${g.address('name-addr')}:5060>`,
    incoming: true,
    status: 'PENDING',
    sipMessageRaw: sipMessage(g),
  });
  hook('CallStatusEvent', {
    callId,
    status: 'FAILED',
    caller,
    callee,
    info: `SIP 403 for ${caller} at sip:${g.name('info')}@${g.address('info')}, mail ${g.name('mail in info')}@${g.host('mail in info')}; password=${g.secret('info')}`,
    sipStatus: 403,
  });
  hook('CallStatusEvent', {
    callId,
    status: 'TALK',
    caller: callee,
    custom: { [`+${g.number('name of a member')}`]: 1, note: `ask ${callee} or ${caller}` },
  });
  hook('sendMessage', {
    id: 'm-1',
    from: g.number('sender'),
    to: g.name('receiver'),
    recipients: `${g.number('recipients')}, ${g.name('recipients')}`,
    body: `see you: ${g.message('body')}`,
    contentType: 'text/plain',
  });
  hook('OnMessageEvent', {
    id: 'm-2',
    from: `sip:${g.name('from')}@${g.host('from')}`,
    to: 'x',
    body: { nested: g.message('body of a wrong type') },
    sipMessageRaw: `MESSAGE sip:x SIP/2.0\r\nCSeq: 1 MESSAGE\r\nContent-Type: message/cpim\r\nContent-Length: 9\r\n\r\nFrom: <sip:${g.name('CPIM')}@${g.host('CPIM')}>\r\n\r\nContent-Type: text/plain\r\n\r\nhello, ${g.message('SIP MESSAGE')}\r\nand more`,
  });
  hook('sendData', {
    operationId: 'd-1',
    payload: { text: g.message('data'), deep: [g.message('data, deep')] },
  });
  hook('transfer', { callId, target: `tel:+${g.number('target of a transfer')}` });
  hook('sendBugReport', { text: g.message('bug report'), type: 'no_media' });
  hook('sendXcapRequest', {
    url: `http://${g.name('user of a URL')}:${g.secret('URL')}@${g.host('URL')}/xcap/users/sip:${g.name('XCAP')}@${g.host('XCAP')}`,
  });
  hook('XcapStatusEvent', { url: '/x', xcapResponse: `<contact>${g.message('XCAP answer')}</contact>` });
  hook('playStream', {
    mediaSessionId: 's-1',
    name: 'stream',
    token: g.secret('token'),
    custom: {
      user: g.name('custom'),
      ip: g.address('custom'),
      foo: `+${g.number('custom')}`,
      bar: g.number('custom, bare'),
    },
  });
  hook('publishStream', {
    mediaSessionId: 's-2',
    name: 'stream',
    rtmpUrl: `rtmp://${g.address('RTMP')}:1935/live?streamkey=x&access_token=${g.secret('RTMP')}`,
    hasAudio: 'no',
  });
  hook('inventedHook', {
    apiKey: g.secret('unknown method'),
    phone: g.number('unknown method'),
    inner: JSON.stringify({
      token: g.secret('JSON in a string'),
      caller: g.number('JSON in a string'),
      more: JSON.stringify({
        password: g.secret('JSON in JSON in a string'),
        login: g.name('JSON in JSON in a string'),
      }),
    }),
  });

  const session = `/198.18.77.2:50124/x;token=${g.secret('session id')}`;
  hook('connect', { sessionId: session, status: `;password=${g.secret('status')}` });
  for (const status of ['TRYING', `X;secret=${g.secret('status of a call')}`])
    hook('CallStatusEvent', {
      sessionId: session,
      callId: `c;apikey=${g.secret('call id')}`,
      status,
      caller,
    });
  ask(
    `/EchoApp/oddEvent;token=${g.secret('parameter of a path')}`,
    [],
    JSON.stringify({ ...CONTEXT, sessionId: session }),
  );

  plantHiddenSecrets(g, hook, ask);
  const q = new URLSearchParams({
    token: g.secret('query'),
    caller: `+${g.number('query')}`,
    uri: `sip:${g.name('query')}@${g.host('query')}`,
    from: g.address('query'),
  });
  ask(
    `/EchoApp/call?${q}&access_token=${g.secret('query, second')}`,
    [],
    JSON.stringify({ ...CONTEXT, callId: 'call-3' }),
  );
  ask(`/users/+${g.number('path')}/${g.name('path')}@${g.host('path')}/${g.address('path')}`, [], '{}');
  ask(
    `http://${g.name('absolute target')}:${g.secret('absolute target')}@${g.host('absolute target')}/EchoApp/hangup;jsessionid=${g.secret('path parameter')}`,
    [],
    JSON.stringify({ ...CONTEXT, callId: 'call-3' }),
  );
  const broken = `{"appKey":"defaultApp","caller":"${g.number('broken JSON')}","authToken":"${g.secret('broken JSON')}" oops "callee":"${g.name('broken JSON')}","password":'${g.secret('single quotation marks')}',login:${g.name('without quotation marks')},secret:${g.secret('without quotation marks')},"body":"${g.message('broken JSON')}`;
  ask(
    '/EchoApp/call',
    [],
    broken,
    OK(
      `Fatal error for ${g.name('error page')}@${g.host('error page')} at ${g.address('error page')}: token=${g.secret('error page')}`,
    ),
  );
  ask(
    '/EchoApp/answer',
    ['Content-Type: application/x-www-form-urlencoded'],
    `password=${g.secret('form')}&caller=%2B${g.number('form')}&to=${g.name('form')}&text=${g.message('form')}`,
  );
  ask('/EchoApp/hold', ['Content-Type: multipart/form-data; boundary=b'], multipart(g));
  ask(
    '/EchoApp/hold',
    ['Content-Type: text/xml'],
    `<r><password>${g.secret('XML')}</password><caller>${g.number('XML')}</caller><login type="x">${g.name('XML')}</login></r>`,
  );
  ask('/EchoApp/unhold', ['Content-Type: text/plain'], sipMessage(g));
  ask(
    '/EchoApp/call',
    [
      `Authorization Bearer ${g.secret('header field without a colon')}`,
      `Cookie: sid=${g.secret('Cookie')}; u=${g.secret('Cookie, second')}`,
    ],
    JSON.stringify({ ...CONTEXT, callId: 'call-9' }),
    {
      from: 'server',
      bytes: message(
        `HTTP/1.1 403 no ${g.name('reason')}@${g.host('reason')} at ${g.address('reason')} token=${g.secret('reason')}`,
        [`Location: http://${g.host('Location')}/x?token=${g.secret('Location')}`],
        `${JSON.stringify({ caller: g.number('refusal'), password: g.secret('refusal') })} trailing ${g.address('refusal')}`,
      ),
    },
  );
  turns.push({
    from: 'client',
    bytes: message(
      'POST /EchoApp/call HTTP/1.1',
      JSON_FIELDS,
      `{"callId":"c","caller":"${g.number('duplicate')}","caller":"${g.number('duplicate, second')}","token":12345678901234567890,"phone":49309888777666555444,"authToken":"${g.secret('duplicate')}","authToken":"${g.secret('duplicate, second')}"}`,
    ),
  });
  g.secrets.set('12345678901234567890', 'token that is a large integer');
  g.personal.set('49309888777666555444', 'number that is a large integer');
  turns.push(OK('{}'));

  const cut = JSON.stringify({
    ...CONTEXT,
    caller: g.number('cut body'),
    sipPassword: g.secret('cut body'),
    callee: `sip:${g.name('cut body')}@${g.host('cut body')}`,
    body: `${g.message('cut body')}${'x'.repeat(300)}`,
  });
  const cutMessage = message('POST /EchoApp/call HTTP/1.1', JSON_FIELDS, cut);
  const cutTurns: readonly Turn[] = [
    { from: 'client', bytes: cutMessage, captured: cutMessage.length - 250 },
    OK(cut),
  ];
  const cutSecret = g.secret('secret that is cut off');
  const inSecret = message(
    'POST /EchoApp/connect HTTP/1.1',
    JSON_FIELDS,
    `{"appKey":"x","sipPassword":"${cutSecret}-and-more-of-it","z":1}`,
  );
  const bogus = Buffer.from(
    `GET /x?token=${g.secret('malformed start line')} to ${g.address('malformed start line')} HTTP/9 x\r\n\r\n`,
  );
  const six = '2001:db8:77::31';
  g.personal.set(six, 'the packets');
  g.personal.set('2001:db8:77::32', 'the packets');
  return {
    talks: [
      { client, server, turns },
      { client, server, turns: cutTurns },
      {
        client,
        server,
        turns: [{ from: 'client', bytes: inSecret, captured: inSecret.indexOf(cutSecret) + 12 }],
      },
      { client, server, turns: [{ from: 'client', bytes: bogus }] },
      {
        client: six,
        server: '2001:db8:77::32',
        turns: [
          {
            from: 'client',
            bytes: message(
              'POST /EchoApp/hangup HTTP/1.1',
              ['Host: [2001:db8:77::32]:9091', 'X-Forwarded-For: 2001:db8:77::31'],
              JSON.stringify({
                ...CONTEXT,
                sessionId: '/0:0:0:0:0:0:0:1:5555/[2001:db8:77::32]:8443',
                callId: 'six',
              }),
            ),
          },
          OK('{}'),
        ],
      },
      { client, server, serverPort: 8260, turns: pbxTurns(g) },
    ],
    secrets: g.secrets,
    personal: g.personal,
  };
}

type Hook = (method: string, members: object, fields?: readonly string[], answer?: Turn | null) => void;
type Ask = (target: string, fields: readonly string[], body: string | Buffer, answer?: Turn | null) => void;

/** Plants secrets in places that no table describes, written so that they are hard to see. */
function plantHiddenSecrets(g: Garden, hook: Hook, ask: Ask): void {
  const body = JSON.stringify({ ...CONTEXT, callId: 'call-7', status: 'PENDING' });
  for (const target of [
    `/password=${g.secret('segment of a path')}/connect`,
    `/token/${g.secret('segment behind its name')}/connect`,
    `/EchoApp/p%61ssword%3D${g.secret('percent-encoded segment')}/connect`,
    `/EchoApp/connect?%74oken=${g.secret('percent-encoded name')}`,
    `/EchoApp/connect?token=a;${g.secret('query with a semicolon')}`,
    `/EchoApp/connect?next=http%3A%2F%2Fu%3A${g.secret('URL in a query')}%40h%2F%3Ftoken%3D${g.secret('token in a URL in a query')}`,
    `/EchoApp/connect?user[password]=${g.secret('nested parameter')}`,
    `/EchoApp/password=${g.secret('name of an unknown method')}`,
    `/EchoApp/Bearer%20${g.secret('credentials in a path')}`,
  ])
    ask(target, [], body);
  hook(
    'CallStatusEvent',
    {
      callId: 'call-7',
      custom: {
        [`Bearer ${g.secret('name of a member')}`]: 1,
        [`token=${g.secret('name of a member, parameter')}`]: 1,
        text: `{"a":"{\\"password\\":\\"${g.secret('JSON in JSON in a text')}\\"}"} and more`,
        url: `rtsp://admin:p@ss/${g.secret('password with signs')}@camera.invalid:554/x`,
        headers: [['Authorization', `Bearer ${g.secret('pair')}`]],
        fields: [{ name: 'X-Auth-Token', value: g.secret('name and value') }],
        db_pwd: g.secret('word of a name'),
        пароль: g.secret('name in Russian'),
        streamKey: g.secret('key of a stream'),
        error: `wrong password '${g.secret('sentence')}' for 100`,
        pem: `-----BEGIN PRIVATE KEY-----\nMIIE${g.secret('private key')}\n-----END PRIVATE KEY-----`,
      },
      [`Bearer ${g.secret('name of a parameter')}`]: 'x',
      sdp: `v=0\r\nk=clear:${g.secret('key of a session')}\r\na=crypto:1 AES_CM inline:abcd|2^20;inline:${g.secret('second key')}\r\n`,
      sipMessageRaw: `INVITE sip:x SIP/2.0\r\nproxy-authorization : digest\r\n username="u",\r\n response=${g.secret('digest without quotation marks')}\r\nX-Password: "${g.secret('field in quotation marks')}"\r\nX-Auth-Token:\r\n two ${g.secret('folded field of two words')}\r\n\r\n`,
    },
    [
      `X-Auth: ${g.secret('X-Auth')}`,
      `X-Forwarded-Authorization: Bearer ${g.secret('forwarded credentials')}`,
      `X-Original-URL: /token=${g.secret('X-Original-URL')}/connect`,
      `Cookie: a="x;${g.secret('Cookie in quotation marks')}"; ${g.secret('Cookie without a name')}`,
      `Authorization: Digest username="u", response=${g.secret('Digest without quotation marks')}`,
    ],
  );
  ask(
    '/EchoApp/call',
    [],
    `{"a":"{\\"password\\":\\"${g.secret('broken JSON in a string')}\\"}","passwords":[["x"],"${g.secret('broken list')}"],"sip password":"${g.secret('name with a space')}" oops`,
    OK(
      `<r><password><![CDATA[${g.secret('CDATA')}]]></password><param name="token" value="${g.secret('attributes')}"/></r>`,
    ),
  );
}

function connectMembers(g: Garden): object {
  return {
    sipRegisterRequired: true,
    sipLogin: g.name('login'),
    sipAuthenticationName: g.name('authentication name'),
    sipPassword: g.secret('password'),
    sipVisibleName: `${g.name('visible name')} Berg`,
    sipDomain: g.host('domain'),
    sipOutboundProxy: g.address('proxy'),
    sipContactParams: `user=phone;sip.instance="${g.name('contact parameters')}"`.replace(
      'sip.instance',
      'username',
    ),
    authToken: g.secret('token'),
    urlServer: `wss://${g.host('server of the client')}:8443`,
    origin: `https://${g.host('origin')}`,
    custom: {
      token: g.secret('custom'),
      deep: [{ userPassword: g.secret('custom, deep'), 'X-Auth-Token': g.secret('custom, hyphens') }],
      jwt: `eyJhbGciOiJI.${g.secret('JSON Web Token')}.c2ln`,
    },
  };
}

function secretFields(g: Garden): readonly string[] {
  const basic = Buffer.from(`user:${g.secret('Basic')}`).toString('base64');
  return [
    `Authorization: Basic ${basic}`,
    `Cookie: JSESSIONID=${g.secret('Cookie')}; theme=${g.secret('Cookie, second')}`,
    `X-Api-Key: ${g.secret('X-Api-Key')}`,
    `Proxy-Authorization: Digest username="${g.name('Digest')}", realm="r", nonce="n", response="${g.secret('Digest')}", cnonce="${g.secret('Digest, cnonce')}"`,
    `Referer: http://x/?token=${g.secret('Referer')}`,
    `Authorization-Extra: Bearer ${g.secret('Bearer')}abcdefghijklmnop`,
  ];
}

function personalFields(g: Garden): readonly string[] {
  return [
    `X-Forwarded-For: ${g.address('X-Forwarded-For')}, ${g.address('X-Forwarded-For, second')}`,
    `Via: 1.1 ${g.host('Via')}:80 (proxy ${g.address('Via')})`,
    `Forwarded: for=${g.address('Forwarded')};host=${g.host('Forwarded')};proto=http`,
    `From: ${g.name('From')}@${g.host('From')}`,
    `X-User: ${g.name('X-User')}`,
    `X-Forwarded-Host: ${g.host('X-Forwarded-Host')}`,
    `X-Phone: +${g.number('a field')}`,
  ];
}

function sdp(g: Garden): string {
  return [
    'v=0',
    `o=${g.name('SDP')} 1 1 IN IP4 ${g.address('SDP')}`,
    's=-',
    `c=IN IP4 ${g.address('SDP, c')}`,
    't=0 0',
    'm=audio 31038 RTP/SAVPF 8',
    `a=candidate:1 1 UDP 2130706431 ${g.address('SDP, candidate')} 31038 typ host`,
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${g.secret('SDP, crypto')}`,
    'a=ice-ufrag:abcd',
    `a=ice-pwd:${g.secret('SDP, ICE')}`,
    '',
  ].join('\r\n');
}

function sipMessage(g: Garden): string {
  const user = g.number('SIP From');
  return [
    `INVITE sip:${g.name('SIP request')}@${g.host('SIP request')} SIP/2.0`,
    `Via: SIP/2.0/UDP ${g.host('SIP Via')}:5060;branch=z9hG4bK1;received=${g.address('SIP Via')}`,
    `From: "${g.name('SIP From')} ${g.name('SIP From, second name')}" <sip:${user}@${g.host('SIP From')}>;tag=1`,
    `To: ${g.name('SIP To')} <sips:${g.name('SIP To')}@${g.host('SIP To')}:5061;transport=tls>`,
    `Contact: <sip:${g.name('SIP Contact')}:${g.secret('SIP Contact')}@${g.address('SIP Contact')}:5060>`,
    `P-Asserted-Identity: <tel:+${g.number('SIP tel')}>`,
    `Call-ID: 17@${g.address('SIP Call-ID')}`,
    `Authorization: Digest username="${g.name('SIP Digest')}", realm="${g.host('SIP realm')}",`,
    `  nonce="n0", uri="sip:${g.host('SIP Digest uri')}", response="${g.secret('SIP Digest, folded')}"`,
    'Proxy-Authorization:',
    ` Basic ${g.secret('SIP Basic, folded')}`,
    `X-Token: ${g.secret('SIP field')}`,
    'CSeq: 1 INVITE',
    'Content-Type: application/sdp',
    '',
    sdp(g),
  ].join('\r\n');
}

function multipart(g: Garden): string {
  const part = (name: string, value: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: text/plain\r\n\r\n${value}\r\n`;
  return `${part('password', g.secret('multipart'))}${part('caller', g.number('multipart'))}${part('login', g.name('multipart'))}--b--\r\n`;
}

/** Reports of a PBX, whose requests have no target. */
function pbxTurns(g: Garden): readonly Turn[] {
  const report = (body: object): readonly Turn[] => [
    {
      from: 'client',
      bytes: message(
        'POST HTTP/1.1',
        ['Content-Type: application/json', 'Host: 198.18.77.32'],
        JSON.stringify(body),
      ),
    },
    { from: 'server', bytes: message('HTTP/1.1 200 OK', ['Content-Type: text/plain'], 'ok') },
  ];
  const party = g.number('PBX, caller');
  return [
    ...report({
      action: 'ALERT',
      callid: '1514537612.77',
      ext: { extid: [g.number('PBX, extension'), g.number('PBX, extension, second')] },
      sn: '1',
    }),
    ...report({
      action: 'RING',
      callid: '1514537612.77',
      inbound: { from: party, to: g.number('PBX, called'), trunk: g.name('PBX, trunk'), inboundid: '7' },
      sn: '1',
    }),
    ...report({
      action: 'NewCdr',
      callid: '1514537612.77',
      callfrom: `${g.name('PBX, name')} <${party}>`,
      callto: g.number('PBX, callto'),
      pincode: g.secret('PBX, PIN'),
      recording: `20240101-${party}-x.wav`,
      didnumber: g.number('PBX, DID'),
      status: 'ANSWERED',
      type: 'Inbound',
    }),
    ...report({
      action: 'ConfigChange',
      type: 'extension',
      extid: g.number('PBX, changed extension'),
      operation: 'add',
    }),
  ];
}
