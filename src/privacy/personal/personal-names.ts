import type { Parameter } from '../../dialects/index.ts';

/** What a value tells of people. */
export type PersonalKind = NonNullable<Parameter['personal']>;

/** Parts of names, without separators and in lower case, whose values tell of people where no table describes them. */
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

/** What a member, a parameter of a query or a field of this name is taken to tell of people; null: nothing. */
export function personalKindOf(name: string): PersonalKind | null {
  const plain = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  if (MESSAGE_WORDS.has(plain)) return 'message';
  if (ADDRESS_WORDS.has(plain) || ADDRESS_PARTS.test(plain)) return 'address';
  return PERSON_WORDS.has(plain) || PERSON_PARTS.test(plain) ? 'person' : null;
}
