/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Characters that XML 1.0 §2.2 allows. */
const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const DECLARATION = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/;
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[a-zA-Z][\w-]*="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
const TEXT = /[^<]+/y;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos);|(?!;))/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads an XML document strictly, as far as reports use XML: elements, attributes, text, the five predefined references.
 * Throws at whatever else there is, so that a document it reads is well-formed.
 */
export function readXml(document: string): Element {
  if (!LEGAL.test(document)) throw new Error('a character that XML does not allow');
  const declared = DECLARATION.exec(document);
  if (declared === null) throw new Error('no declaration');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  let at = declared[0].length;
  while (at < document.length) {
    const parent = open.at(-1);
    if (parent === undefined) throw new Error(`an end without its beginning before ${at}`);
    TAG.lastIndex = at;
    TEXT.lastIndex = at;
    const tag = TAG.exec(document);
    const text = tag === null ? TEXT.exec(document) : null;
    if (tag !== null) {
      const [, end, name = '', attributes = '', empty] = tag;
      if (end === '/') {
        if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}> at ${at}`);
        open.pop();
      } else {
        const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' };
        parent.children.push(element);
        if (empty !== '/') open.push(element);
      }
      at = TAG.lastIndex;
    } else if (text !== null) {
      parent.text += plain(text[0]);
      at = TEXT.lastIndex;
    } else throw new Error(`no markup at ${at}: ${document.slice(at, at + 40)}`);
  }
  const [first, ...more] = root.children;
  if (open.length !== 1 || first === undefined || more.length > 0 || root.text.trim() !== '')
    throw new Error('not one element');
  return first;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(
    ([, name = '', value = '']) => [name, plain(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`twice in ${text}`);
  return Object.fromEntries(pairs);
}

function plain(text: string): string {
  if (text.includes(']]>')) throw new Error(']]> in text');
  return text.replace(REFERENCE, (whole: string, name: string | undefined) => {
    if (name === undefined) throw new Error(`a bare ampersand in ${text} (${whole})`);
    return NAMED[name] ?? '';
  });
}
