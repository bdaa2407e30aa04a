import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Dialect, defaultDialect, type Parameter } from '../../src/dialects/index.ts';
import {
  CONTEXT,
  cutBody,
  type ExchangeParts,
  findingsOf,
  firing,
  hook,
  inspectionOptions,
  read,
  report,
  theOnly,
} from './exchange-builder.ts';

const CALL = { callId: '1', status: 'RING', hasVideo: false };
const status = (changes: object, parts: ExchangeParts = {}) =>
  hook('CallStatusEvent', { ...CALL, ...changes }, parts);
const raw = (payload: string | Buffer, parts: ExchangeParts = {}) =>
  read({ target: '/EchoApp/CallStatusEvent', payload, ...parts });
const text = JSON.stringify({ ...CONTEXT, ...CALL });

describe('payload/not-json', () => {
  test.each([
    '',
    '   ',
    '[]',
    '"text"',
    '5',
    'null',
    '{"a":',
    "{'a':1}",
    'a=1&b=2',
    `${text}}`,
    text.replace('"1"', '"1'),
  ])('error for %s', (payload) => {
    expect(theOnly('payload/not-json', [raw(payload)]).severity).toBe('error');
  });
  test('tells where it breaks, and nothing else is said of such a payload', () => {
    const broken = raw('{"nodeId":"n","hasVideo":tru}', { answer: { payload: {} } });
    const found = findingsOf([broken]);
    expect(found.map(({ rule }) => rule)).toEqual(['payload/not-json']);
    expect(found[0]?.message).toContain('character 25');
    expect(found[0]?.evidence).toContain('tru');
  });
  test('a password near the break is masked', () => {
    const broken = raw('{"sipPassword":"hunter2","hasVideo":tru}');
    expect(theOnly('payload/not-json', [broken]).evidence).not.toContain('hunter2');
    expect(
      theOnly('payload/not-json', [broken], inspectionOptions({ showSecrets: true })).evidence,
    ).toContain('hunter2');
  });
  test('a body that the capture cut is not broken', () => {
    expect(firing(raw('', { body: cutBody(text, 30) }))).toEqual([]);
    expect(firing(raw('', { body: cutBody(text, 0) }))).toEqual([]);
  });
  test('nesting beyond what is read is told', () => {
    const deep = `{"custom":${'['.repeat(100)}${']'.repeat(100)}}`;
    expect(theOnly('payload/not-json', [raw(deep)]).severity).toBe('warning');
  });
  test('nesting behind a comment or a broken string exhausts nothing', () => {
    for (const begin of ['// "\n', '"\n', '{"a":"\n{"a":']) {
      const hidden = begin + '['.repeat(200_000);
      expect(firing(raw(hidden, { answer: { payload: {} } }))).toEqual(['payload/not-json']);
      expect(firing(raw('', { body: cutBody(hidden, hidden.length), answer: null }))).toEqual([]);
    }
  });
  test('bytes that are no UTF-8 are told, the sign for them in sound text is not', () => {
    const latin = Buffer.from(text.replace('"RING"', '"RING","info":"caf\u00e9"'), 'latin1');
    expect(theOnly('payload/not-json', [raw(latin)]).severity).toBe('warning');
    expect(firing(status({ info: 'a \ufffd sign' }))).toEqual([]);
  });
});

describe('payload/missing', () => {
  test.each(['callId', 'status', 'sessionId', 'appKey', 'nodeId'])('%s absent, null or empty', (name) => {
    const whole: Record<string, unknown> = { ...CONTEXT, ...CALL };
    const without = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
    for (const payload of [without, { ...whole, [name]: null }, { ...whole, [name]: '' }]) {
      const finding = theOnly('payload/missing', [read({ target: '/x/CallStatusEvent', payload })]);
      expect(finding).toMatchObject({ severity: 'error', pointer: `/${name}`, method: 'CallStatusEvent' });
      expect(finding.message).toContain(name);
      expect(finding.consequence).not.toBeNull();
      expect(finding.remedy).toContain('flashphoner.log');
    }
  });
  test('another needed parameter, and one of a dialect without a log', () => {
    expect(theOnly('payload/missing', [hook('sendXcapRequest', {})]).pointer).toBe('/url');
    const nameless = theOnly('payload/missing', [
      report({ action: 'ExtensionStatus', status: 'Idle', sn: '1' }),
    ]);
    expect(nameless).toMatchObject({ pointer: '/extension', remedy: null });
  });
  test('an alias stands for a parameter; it may be empty too', () => {
    expect(firing(hook('playStream', { mediaSession: 'm' }))).toEqual([]);
    expect(theOnly('payload/missing', [hook('playStream', { mediaSession: '' })]).message).toContain(
      'is empty',
    );
    expect(theOnly('payload/missing', [hook('playStream', { mediaSessionId: null })]).message).toContain(
      'is null',
    );
  });
  test('what a cut body lacks may be in its other half; what is empty in the first half is empty', () => {
    const empty = JSON.stringify({ callId: '', ...CONTEXT, sdp: 'x'.repeat(100) });
    const cut = read({ target: '/x/CallStatusEvent', body: cutBody(empty, empty.length - 50) });
    expect(findingsOf([cut]).map(({ rule, pointer }) => [rule, pointer])).toEqual([
      ['payload/missing', '/callId'],
    ]);
  });
  test('restExclude explains it for that method and that session only', () => {
    const connect = (sessionId: string, restClientConfig: object) =>
      hook('connect', { sessionId }, { answer: { payload: { ...CONTEXT, sessionId, restClientConfig } } });
    const lacking = (sessionId: string) => hook('CallStatusEvent', { sessionId, callId: '1' });
    const excluding = { CallStatusEvent: { restExclude: 'sdp, status' } };
    expect(firing(connect('a', excluding), lacking('a'))).toEqual([]);
    expect(firing(connect('a', excluding), connect('b', {}), lacking('b'))).toEqual(['payload/missing']);
    expect(firing(connect('a', { call: { restExclude: 'status' } }), lacking('a'))).toEqual([
      'payload/missing',
    ]);
    const stream = hook('playStream', { sessionId: 'a' });
    expect(firing(connect('a', { playStream: { restExclude: 'mediaSession' } }), stream)).toEqual([]);
  });
  test('servers of old versions send no nodeId with connect', () => {
    const old = (method: string) => hook(method, { nodeId: undefined, status: 'ESTABLISHED' });
    expect(firing(old('connect'), old('ConnectionStatusEvent'))).toEqual([]);
    expect(firing(old('connect'), hook('ConnectionStatusEvent', { status: 'ESTABLISHED' }))).toEqual([
      'payload/missing',
    ]);
  });
  test('a row of a path is looked for along it, and excuses are for the context only', () => {
    const deep: Parameter = {
      name: 'party.number',
      paths: [['party', 'number']],
      types: ['string'],
      presence: 'key',
      excusedWhen: 'absent-from-capture',
      description: '',
      source: 'CUSTOM',
    };
    const custom = customDialect([deep]);
    const made = (payload: object) => read({ target: '/own', payload: { ...CONTEXT, ...payload } }, [custom]);
    expect(firing(made({ party: { number: '1' } }))).toEqual([]);
    expect(firing(made({ party: {} }))).toEqual(['payload/missing']);
    expect(theOnly('payload/missing', [made({ party: { number: '' } })]).message).toContain('is empty');
    const unnamed = read({ target: '/own', payload: { ...CONTEXT, appKey: '', party: { number: '1' } } }, [
      custom,
    ]);
    expect(theOnly('payload/missing', [unnamed]).pointer).toBe('/appKey');
    const excused = { ...custom.contextParameters[0], excusedWhen: 'absent-from-capture' } as Parameter;
    for (const name of ['appKey', 'sessionId']) {
      const other = customDialect([{ ...excused, name }]);
      const lacking = () => read({ target: '/own', payload: { ...CONTEXT, [name]: undefined } }, [other]);
      const carrying = read({ target: '/own', payload: CONTEXT }, [other]);
      expect(firing(lacking(), lacking())).not.toContain('payload/missing');
      expect(firing(lacking(), carrying)).toContain('payload/missing');
    }
  });
  test('a table with very many needed rows', () => {
    const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const rows = names.map(
      (name): Parameter => ({ name, types: ['integer'], presence: 'key', description: '', source: 'CUSTOM' }),
    );
    const custom = customDialect(rows);
    const values = Object.fromEntries(names.map((name) => [name, 1]));
    expect(firing(read({ target: '/own', payload: { ...CONTEXT, ...values } }, [custom]))).toEqual([]);
    const lacking = read({ target: '/own', payload: { ...CONTEXT, ...values, p39: null } }, [custom]);
    expect(theOnly('payload/missing', [lacking]).pointer).toBe('/p39');
  });
  test('payloads of one method in other orders, short and long', () => {
    const payload = { ...CONTEXT, ...CALL, caller: 'a', callee: 'b' };
    const reversed = Object.fromEntries(Object.entries(payload).reverse());
    const short = { callId: '1', status: 'RING', ...CONTEXT };
    for (const one of [payload, reversed, short, payload, { zzz: 1, ...payload }, payload]) {
      const found = findingsOf([read({ target: '/x/CallStatusEvent', payload: one })]);
      expect(found.map(({ pointer }) => pointer)).toEqual('zzz' in one ? ['/zzz'] : []);
    }
  });
  test('nothing is asked of a hook that the table does not know', () => {
    expect(firing(hook('myOwnHook', {}))).toEqual(['hooks/unknown-method']);
  });
});

describe('payload/type', () => {
  test.each([
    ['hasVideo', 'true', 'a string', 'boolean'],
    ['hasVideo', 1, 'an integer', 'boolean'],
    ['callId', {}, 'an object', 'string'],
    ['callee', [], 'an array', 'string'],
    ['sipStatus', 1.5, 'a number with a fraction', 'integer'],
    ['incoming', 'no', 'a string', 'boolean'],
    ['caller', false, 'a boolean', 'string'],
  ])('%s: %j', (name, value, found, documented) => {
    const finding = theOnly('payload/type', [status({ [name]: value })]);
    expect(finding.message).toBe(`${name} is ${found} in CallStatusEvent, documented as ${documented}`);
    expect(finding).toMatchObject({
      severity: 'error',
      pointer: `/${name}`,
      evidence: JSON.stringify(value),
    });
  });
  test.each([
    ['sessionId', 5, 'finds the session'],
    ['nodeId', 5, 'where the call comes from'],
    ['callId', 7, 'finds the call'],
    ['status', 7, 'what has happened'],
    ['hasVideo', 'false', 'takes any text for true'],
    ['hasVideo', 0, 'finds neither'],
    ['sipStatus', '200', 'comes before "9"'],
    ['sipMessageRaw', 5, 'A backend with typed models'],
  ])('what follows depends on the use of %s', (name, value, words) => {
    const finding = theOnly('payload/type', [status({ [name]: value })]);
    expect(finding.consequence).toContain(words);
    expect(finding.consequence).toContain('typed models');
    expect(finding.remedy).toContain('accept both types');
  });
  test('null is as good as absent, integers are numbers, and both documented types will do', () => {
    expect(
      firing(status({ sipStatus: null, hasVideo: null, inviteParameters: null, sipSDP: ['a=x', 1] })),
    ).toEqual([]);
    expect(firing(hook('publishStream', { mediaSessionId: 'm', width: 640, fps: 29.97 }))).toEqual([]);
    expect(firing(hook('sendDtmf', { callId: '1', dtmf: 5 }))).toEqual([]);
    expect(theOnly('payload/type', [hook('sendDtmf', { callId: '1', dtmf: true })]).message).toContain(
      'string or integer',
    );
  });
  test('items of arrays', () => {
    const finding = theOnly('payload/type', [hook('connect', { mediaProviders: ['WebRTC', 5] })]);
    expect(finding).toMatchObject({ pointer: '/mediaProviders/1', evidence: '5' });
    expect(finding.message).toContain('An item of mediaProviders');
    expect(firing(hook('connect', { mediaProviders: [] }))).toEqual([]);
  });
  test('values within parties of a report', () => {
    const wrong = {
      action: 'RING',
      callid: '1.2',
      sn: '1',
      call: [{ ext: { extid: '1' } }, { ext: { extid: true } }],
    };
    expect(theOnly('payload/type', [report(wrong, { target: '/' })]).pointer).toBe('/call/1/ext/extid');
    const sound = { action: 'RING', callid: '1.2', sn: '1', call: [{ ext: { extid: ['1', 2] } }] };
    expect(firing(report(sound, { target: '/' }))).toEqual([]);
  });
  test('what was captured of a cut body is checked', () => {
    const cut = JSON.stringify({ ...CONTEXT, callId: '1', hasVideo: 'yes', sdp: 'x'.repeat(100) });
    expect(firing(raw('', { body: cutBody(cut, cut.length - 50) }))).toEqual(['payload/type']);
  });
  test('the value of a secret is masked', () => {
    const call = hook('connect', { sipPassword: 12345678 });
    expect(theOnly('payload/type', [call]).evidence).toBe('[secret 1]');
    expect(theOnly('payload/type', [call], inspectionOptions({ showSecrets: true })).evidence).toBe(
      '12345678',
    );
  });
  test('where null is documented it is named', () => {
    const row: Parameter = {
      name: 'x',
      types: ['null', 'string'],
      presence: 'usual',
      description: '',
      source: 'CUSTOM',
    };
    const call = read({ target: '/own', payload: { ...CONTEXT, x: 1 } }, [customDialect([row])]);
    expect(theOnly('payload/type', [call]).message).toContain('documented as null or string');
  });
});

describe('payload/value', () => {
  test('an unknown status is a note, with a hint where one is near', () => {
    const finding = theOnly('payload/value', [status({ status: 'ESTABLISHD' })]);
    expect(finding).toMatchObject({ severity: 'note', pointer: '/status' });
    expect(finding.message).toContain('ESTABLISHD');
    expect(finding.message).toContain('did you mean ESTABLISHED');
    expect(theOnly('payload/value', [status({ status: 'WHATEVER' })]).message).not.toContain('did you mean');
  });
  test('known values, examples, empty texts and case where it makes no difference', () => {
    expect(firing(status({ status: 'SESSION_PROGRESS' }))).toEqual([]);
    expect(firing(hook('TransferStatusEvent', { callId: '1', status: 'SIP 603' }))).toEqual([]);
    expect(firing(hook('SubscriptionStatusEvent', { status: 'ACTIVE' }))).toEqual([]);
    expect(firing(hook('OnCallEvent', { callId: '1', mediaProvider: '' }))).toEqual([]);
    expect(firing(status({ status: 'ring' }))).toEqual(['payload/value']);
  });
  test('items of arrays', () => {
    const finding = theOnly('payload/value', [hook('connect', { mediaProviders: ['WebRTC', 'Telepathy'] })]);
    expect(finding.pointer).toBe('/mediaProviders/1');
  });
  test('a closed set and a secret one', () => {
    const row: Parameter = {
      name: 'pin',
      types: ['string'],
      presence: 'usual',
      secret: 'value',
      values: { extent: 'closed', ignoreCase: false, values: ['0000'] },
      description: '',
      source: 'CUSTOM',
    };
    const call = read({ target: '/own', payload: { ...CONTEXT, pin: '0001' } }, [customDialect([row])]);
    const { message } = theOnly('payload/value', [call]);
    expect(message).toContain('may have');
    expect(message).not.toContain('000');
    expect(theOnly('payload/value', [call], inspectionOptions({ showSecrets: true })).message).toContain(
      '0001',
    );
  });
});

describe('payload/undocumented', () => {
  test('once for each method and parameter, with a count', () => {
    const found = findingsOf([
      status({ mood: 1 }),
      status({ mood: 2, colour: {} }),
      hook('hangup', { callId: '1', mood: 1 }),
    ]);
    expect(found.map(({ rule, method, pointer, count }) => [rule, method, pointer, count])).toEqual([
      ['payload/undocumented', 'CallStatusEvent', '/mood', 2],
      ['payload/undocumented', 'CallStatusEvent', '/colour', 1],
      ['payload/undocumented', 'hangup', '/mood', 1],
    ]);
  });
  test('a misspelt one gets a hint', () => {
    expect(theOnly('payload/undocumented', [status({ hasvideo: true })]).message).toContain(
      'did you mean hasVideo',
    );
  });
  test('aliases and beginnings of paths are known', () => {
    expect(firing(hook('playRTSP', { mediaSessionId: 'm', userAgent: 'VLC' }))).toEqual([]);
    expect(
      firing(
        report({ action: 'RING', callid: '1', ext: { extid: '1' }, inbound: {}, sn: '1' }, { target: '/' }),
      ),
    ).toEqual([]);
  });
  test('names of built-in members are names as any other', () => {
    const odd = raw(text.replace('{', '{"__proto__":{"status":"x"},"constructor":1,'));
    expect(findingsOf([odd]).map(({ pointer }) => pointer)).toEqual(['/__proto__', '/constructor']);
  });
  test('a payload of made-up names is told in one', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x${index}`, index]));
    expect(theOnly('payload/undocumented', [status(many)]).message).toContain('200');
  });
});

describe('payload/duplicate-key', () => {
  test('at the top and within', () => {
    const twice = theOnly('payload/duplicate-key', [raw(text.replace('{', '{"callId" :"2",'))]);
    expect(twice).toMatchObject({ severity: 'warning', pointer: '/callId' });
    expect(twice.message).toContain('twice');
    const within = raw(text.replace('{', '{"custom":{"a/b":1,"a\\u002fb":2,"a/b":3},'));
    expect(theOnly('payload/duplicate-key', [within])).toMatchObject({ pointer: '/custom/a~1b' });
    expect(theOnly('payload/duplicate-key', [within]).message).toContain('3 times');
    const several = raw(text.replace('{', '{"callId":"2","status":"RING",'));
    expect(theOnly('payload/duplicate-key', [several]).message).toContain('callId and status');
  });
  test('in items of an array', () => {
    const item = raw(text.replace('{', '{"custom":{"list":[1,{"a":1,"a":1}]},'));
    expect(theOnly('payload/duplicate-key', [item]).pointer).toBe('/custom/list/1/a');
  });
  test('text that looks like members, in strings', () => {
    expect(firing(status({ info: '{"a":1,"a":2}', custom: { 'x"y': ':', z: ['":', '\\'] } }))).toEqual([]);
    expect(firing(raw(JSON.stringify({ ...CONTEXT, ...CALL, custom: { a: { b: 1 } } }, null, 2)))).toEqual(
      [],
    );
  });
  test('an unknown hook of the application is looked at too', () => {
    const own = read({ target: '/x/myHook', payload: JSON.stringify(CONTEXT).replace('{', '{"a":1,"a":1,') });
    expect(firing(own)).toEqual(['hooks/unknown-method', 'payload/duplicate-key']);
  });
});

describe('payload/big-integer', () => {
  test.each([
    ['9007199254740993', '9007199254740992'],
    ['-12345678901234567890', '-12345678901234567168'],
    ['9007199254740992', 'beyond'],
    [`1${'0'.repeat(400)}`, 'Infinity'],
  ])('%s', (digits, told) => {
    const call = raw(text.replace('{', `{"custom":{"id":[${digits}]},`));
    const found = findingsOf([call]);
    expect(found.map(({ rule, pointer, severity }) => [rule, pointer, severity])).toEqual([
      ['payload/big-integer', '/custom/id/0', 'note'],
    ]);
    expect(found[0]?.message).toContain(told);
  });
  test('several in one payload are told together', () => {
    const call = raw(text.replace('{', '{"custom":{"a":9007199254740993,"b":9007199254740993},'));
    expect(theOnly('payload/big-integer', [call]).message).toContain('1 more');
  });
  test('times in milliseconds, the largest safe integer, exponents, strings', () => {
    const sound = { createDate: 1649843456789, custom: { a: 9007199254740991, c: '12345678901234567890' } };
    expect(firing(hook('StreamStatusEvent', { mediaSessionId: 'm', status: 'PLAYING', ...sound }))).toEqual(
      [],
    );
    expect(firing(raw(text.replace('{', '{"custom":{"b":1e300},')))).toEqual([]);
  });
});

describe('payload/auth-hash', () => {
  const hookSecret = Buffer.from('s3cret');
  const options = inspectionOptions({ hookSecret });
  const hash = (body: string) => createHmac('md5', hookSecret).update(body).digest('hex');
  const signed = (authorization: string | null, parts: ExchangeParts = {}) =>
    raw(text, { headers: { Authorization: authorization }, ...parts });
  const found = (authorization: string | null, parts: ExchangeParts = {}) =>
    findingsOf([signed(authorization, parts)], options);

  test('fits', () => {
    expect(found(`WCS ${hash(text)}`)).toEqual([]);
    expect(found(`wcs  ${hash(text).toUpperCase()} `)).toEqual([]);
  });
  test('is not asked for without a key, nor of a PBX', () => {
    expect(firing(signed(null))).toEqual([]);
    expect(findingsOf([report({ action: 'BYE', callid: '1', sn: '1' }, { target: '/' })], options)).toEqual(
      [],
    );
  });
  test('does not fit, is absent, or is of another kind; the field itself is not shown', () => {
    const wrong = theOnly('payload/auth-hash', [signed(`WCS ${hash('x')}`)], options);
    expect(wrong).toMatchObject({ severity: 'error', evidence: null });
    expect(JSON.stringify(wrong.message)).not.toContain(hash('x'));
    expect(theOnly('payload/auth-hash', [signed(null)], options).message).toContain('no Authorization');
    const basic = theOnly('payload/auth-hash', [signed('Basic dXNlcjpwYXNz')], options).message;
    expect(basic).toContain('Basic');
    expect(basic).not.toContain('dXNlcjpwYXNz');
    expect(theOnly('payload/auth-hash', [signed('dXNlcjpwYXNz')], options).message).not.toContain('dXNl');
    expect(theOnly('payload/auth-hash', [signed('')], options).message).toContain('another form');
    const open = inspectionOptions({ hookSecret, showSecrets: true });
    expect(theOnly('payload/auth-hash', [signed(`WCS ${hash('x')}`)], open).evidence).toContain(hash(text));
    expect(theOnly('payload/auth-hash', [signed('word')], open).message).toContain('word');
  });
  test.each([
    ['cut', `WCS ${hash(text)}`, cutBody(text, 30)],
    ['not decoded', `WCS ${hash(text)}`, { decoded: false }],
    ['not kept whole', `WCS ${hash(text)}`, { length: 5_000_000 }],
    ['head perhaps not whole', null, cutBody(text, 0)],
  ])('cannot be checked: %s', (_, authorization, body) => {
    expect(theOnly('payload/auth-hash', [signed(authorization, { body })], options).severity).toBe('note');
  });
});

describe('digits of large integers', () => {
  const told = (payload: string, options?: Parameters<typeof theOnly>[2]) =>
    theOnly('payload/big-integer', [raw(payload)], options).message;
  const digits = '12345678901234567890';
  test('are told, but not those of a secret or of what is within one', () => {
    expect(told(text.replace('"RING"', `"RING","custom":{"n":${digits}}`))).toContain(digits);
    for (const member of [
      `"authToken":${digits}`,
      `"custom":{"password":${digits}}`,
      `"authToken":{"n":${digits}}`,
    ]) {
      const payload = text.replace('"RING"', `"RING",${member}`);
      expect(told(payload)).not.toContain(digits);
      expect(told(payload, inspectionOptions({ showSecrets: true }))).toContain(digits);
    }
  });
});

describe('rows of paths', () => {
  const row = (changes: Partial<Parameter>): Parameter => ({
    name: 'party',
    types: ['object'],
    presence: 'usual',
    description: '',
    source: 'CUSTOM',
    ...changes,
  });
  const deep = row({ name: 'party.number', paths: [['party', 'number']], types: ['string'] });
  const told = (rows: readonly Parameter[], payload: object) =>
    findingsOf([read({ target: '/own', payload: { ...CONTEXT, ...payload } }, [customDialect(rows)])]).map(
      ({ rule, pointer }) => [rule, pointer],
    );
  test('make the first name of the path known, not the others', () => {
    expect(told([deep], { party: { number: '1' }, number: '2' })).toEqual([
      ['payload/undocumented', '/number'],
    ]);
  });
  test('do not stand in for a row of the first name itself', () => {
    expect(told([row({}), deep], { party: 'text' })).toEqual([['payload/type', '/party']]);
    expect(told([deep, row({})], { party: 'text' })).toEqual([['payload/type', '/party']]);
  });
});

describe('items of arrays', () => {
  const told = (row: Partial<Parameter>, x: unknown) => {
    const whole: Parameter = {
      name: 'x',
      types: ['array'],
      presence: 'usual',
      description: '',
      source: 'CUSTOM',
    };
    const own = customDialect([{ ...whole, ...row }]);
    return findingsOf([read({ target: '/own', payload: { ...CONTEXT, x } }, [own])]).map(
      ({ rule, pointer }) => [rule, pointer],
    );
  };
  const values = { values: ['a', 'b'], extent: 'open', ignoreCase: true } as const;
  test('have the documented type, whatever their values', () => {
    expect(told({ items: ['string'] }, ['a', 5])).toEqual([['payload/type', '/x/1']]);
    expect(told({ items: ['string'] }, ['a', 'zzz'])).toEqual([]);
  });
  test('have known values, whatever their type', () => {
    expect(told({ values }, ['a', 'zzz'])).toEqual([['payload/value', '/x/1']]);
    expect(told({ values }, ['a', 'B', 5, null, {}])).toEqual([]);
  });
  test('are anything where nothing is documented of them', () => {
    expect(told({}, ['zzz', 5, null])).toEqual([]);
  });
  test('have both where both are documented', () => {
    expect(told({ items: ['string', 'integer'], values }, ['a', 5, 'b'])).toEqual([]);
    expect(told({ items: ['string', 'integer'], values }, [5, 'zzz'])).toEqual([['payload/value', '/x/1']]);
    expect(told({ items: ['string', 'integer'], values }, ['a', true])).toEqual([['payload/type', '/x/1']]);
  });
});

test('null in place of what is needed is told once', () => {
  expect(firing(status({ callId: null }))).toEqual(['payload/missing']);
});

/** A dialect with one hook, `own`, whose rows are given. */
function customDialect(rows: readonly Parameter[]): Dialect {
  const names = new Set(rows.map((row) => row.name));
  const context = defaultDialect.contextParameters.filter((row) => !names.has(row.name));
  const [first] = defaultDialect.methods;
  if (first === undefined) throw new Error('no methods');
  return { ...defaultDialect, methods: [{ ...first, name: 'own', parameters: [...context, ...rows] }] };
}
