import type { Parameter } from '../../dialects/index.ts';

/** In which way a value identifies a person. */
export type PersonalKind = NonNullable<Parameter['personal']>;

/**
 * Parts of names, without separators and in lower case. A value with such a name identifies a person where no table
 * describes it.
 */
const PERSON_PARTS =
  /phone|msisdn|calle[re]|callingparty|calledparty|login|username|userid|email|displayname|visiblename|firstname|lastname|surname|fullname|nickname|realname|extension|didnumber|trunk/;
const PERSON_WORDS: ReadonlySet<string> = new Set(
  'from to user name cli clid cid ani dnis ext extid tel mobile cell fax number contact recipient recipients participant participants customer member owner subscriber identity who'.split(
    ' ',
  ),
);
const ADDRESS_PARTS = /ipaddr|remoteaddr|hostname|proxy|realip|clientip|serverip|forwardedfor/;
const ADDRESS_WORDS: ReadonlySet<string> = new Set('ip ipv4 ipv6 host domain address addr realm'.split(' '));
const MESSAGE_WORDS: ReadonlySet<string> = new Set('text body messagetext messagebody dtmf'.split(' '));

/**
 * In which way the value of a member, query parameter or field of this name identifies a person; null where it does
 * not.
 */
export function personalKindOf(name: string): PersonalKind | null {
  const plain = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  if (MESSAGE_WORDS.has(plain)) return 'message';
  if (ADDRESS_WORDS.has(plain) || ADDRESS_PARTS.test(plain)) return 'address';
  return PERSON_WORDS.has(plain) || PERSON_PARTS.test(plain) ? 'person' : null;
}
