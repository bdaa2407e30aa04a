import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { defaultDialect, findMethod } from '../../src/dialects/index.ts';
import type { JsonValue } from '../../src/hooks/index.ts';
import { Masker, secretRangesOfPayload, secretRangesOfText } from '../../src/privacy/index.ts';
import { isSecretName } from '../../src/privacy/secret/secret-names.ts';

const SECRET = 'Zq1vXkW7';
const connect = findMethod(defaultDialect, 'connect');
const masker = (): Masker => new Masker({ showSecrets: false });
const payload = (value: JsonValue): string =>
  JSON.stringify(masker().payload(defaultDialect, connect, { custom: value }));

/** Names whose value is a secret. */
const NAMES = [
  ...['sig', 'Sig', 'url_sig', 'requestSig', 'sig2', 'signature', 'X-Amz-Signature', 'X-Goog-Signature'],
  ...[
    'hdnea',
    'hdnts',
    '__gda__',
    'hmac',
    'X-Hub-Hmac',
    'tkn',
    'auth_tkn',
    'accessTok',
    'x-amz-security-token',
  ],
  ...[
    'psw',
    'PSW',
    'userPsw',
    'psw1',
    'pwd',
    'userpwd',
    'adminPwd2',
    'pass',
    'user_pass',
    'userpass',
    'dbpass',
  ],
  ...[
    'passwd',
    'passwrd',
    'pswd',
    'psswd',
    'paswd',
    'pword',
    'pw',
    'user_pw',
    'mypw',
    'pin',
    'userPin',
    'passConfirm',
  ],
  ...['mdp', 'motDePasse', 'wachtwoord', 'Kennwort', 'пароль', 'contraseña', '密码'],
];
/** Names that look like those. */
const LOOK_ALIKES = [
  ...[
    'рassword',
    'pаsswоrd',
    'ＰＡＳＳＷＯＲＤ',
    'pass\u200bword',
    'pa\u00adssword',
    'p\u2060wd',
    'pássẃord',
  ],
  ...[
    'tοken',
    'Τoken',
    'tokеn',
    'sеcrеt',
    'ѕig',
    's\u0131g',
    'pѕw',
    'р\u0301ass',
    'аuthorization',
    '𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝',
  ],
  ...['ТОКЕN', 'ᏢASSWORD', 'соокiе', 'p\u{e0061}in', 'api\u3164key', 'аpi_kеу'],
];
/** Names that only resemble them. */
const INNOCENT = [
  ...[
    'sign',
    'design',
    'assign',
    'significance',
    'signal',
    'signaling',
    'assignee',
    'signed',
    'sigAlg',
    'insignia',
  ],
  ...[
    'bypass',
    'compass',
    'passenger',
    'passed',
    'passive',
    'upswing',
    'pinned',
    'spin',
    'shipping',
    'opinion',
  ],
  ...[
    'power',
    'pwm',
    'stock',
    'tokenType',
    'passwordPolicy',
    'signatureType',
    'author',
    'keyboard',
    'hdnode',
  ],
  ...[
    'имя',
    'статус',
    'сигнал',
    'номер',
    'κωδικός',
    'größe',
    'número',
    '状态',
    'Straße',
    'désigné',
    'дизайн',
  ],
];

describe('names of secrets', () => {
  it.each([...NAMES, ...LOOK_ALIKES])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(INNOCENT)('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
    expect(payload({ [name]: SECRET })).toContain(SECRET);
    expect(masker().target(`/a?${name}=${SECRET}&b=1`)).toContain(SECRET);
    expect(masker().captured(`{"${name}":"${SECRET}"}`)).toContain(SECRET);
  });

  it.each([...NAMES, ...LOOK_ALIKES])('%s hides its value in every medium', (name) => {
    const encoded = encodeURIComponent(name);
    const bytes = Buffer.from(name).toString('latin1');
    const escaped = JSON.stringify(name).replace(
      /[^\u0020-\u007e]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const shown = [
      payload({ [name]: SECRET }),
      payload({ list: [{ name, value: SECRET }] }),
      payload(`a=1&${name}=${SECRET}&b=2`),
      payload(`a=1&${encoded}=${SECRET}`),
      payload(`{"${name}":"${SECRET}"}`),
      // A target and the name of a field are read byte by byte.
      masker().target(`/a?b=1&${bytes}=${SECRET}&c=2`),
      masker().target(`/a?b=1&${encoded}=${SECRET}&c=2`),
      masker().headerField(bytes, SECRET),
      masker().headerField('Referer', `https://example.org/a?${encoded}=${SECRET}`),
      masker().captured(`a=1&${name}=${SECRET}&b=2`),
      masker().captured(`{"a":1,"${name}":"${SECRET}`),
      masker().captured(`{"a":1,${escaped}:"${SECRET}`),
      masker().captured(`<x><${name.replace(/\s/g, '')}>${SECRET}</x>`),
      masker().text(`/a?b=1&${encoded}=${SECRET} was refused.`),
    ];
    for (const text of shown) expect(text).not.toContain(SECRET);
    const json = JSON.stringify({ custom: { [name]: SECRET } });
    expect(secretRangesOfPayload(json, { dialect: defaultDialect, method: connect })).toHaveLength(1);
    expect(secretRangesOfText(`a=1&${name}=${SECRET}`)).toHaveLength(1);
  });

  it('show a body no hash where they stand in it', () => {
    for (const name of ['sig', 'psw', 'рassword', 'pin', 'tkn']) {
      const body = Buffer.from(JSON.stringify({ [name]: '1234' }));
      expect(masker().hidesHash(body)).toBe(true);
    }
    expect(masker().hidesHash(Buffer.from('{"sign":"1234"}'))).toBe(false);
  });
});
