import { malformed } from './error.ts';

/** An element of a document: its text, and its children by name. Attributes are not kept. */
export interface Element {
  readonly text: string;
  readonly children: Readonly<Record<string, readonly Element[]>>;
}

/** Reads a document as clients of S3 write them: no CDATA, no entities but the usual five and numbers. */
export function parseXml(body: Buffer): Element {
  const tokens = body
    .toString('utf8')
    .matchAll(/<\?[^>]*\?>|<!--.*?-->|<(\/?)([\w:.-]+)[^>]*?(\/?)>|[^<]+/gs);
  const root: Open = { name: '', text: '', children: {} };
  const stack: Open[] = [root];
  for (const [token, closes, name, empty] of tokens) {
    const top = stack.at(-1) ?? root;
    if (name === undefined) {
      if (!token.startsWith('<')) top.text += unescape(token);
    } else if (closes === '/') {
      if (top.name !== name) throw malformed('The XML you provided was not well-formed.');
      stack.pop();
    } else {
      const element: Open = { name, text: '', children: {} };
      (top.children[name] ??= []).push(element);
      if (empty !== '/') stack.push(element);
    }
  }
  const top = Object.values(root.children)[0]?.[0];
  if (stack.length !== 1 || top === undefined) throw malformed('The XML you provided was not well-formed.');
  return top;
}

interface Open extends Element {
  readonly name: string;
  text: string;
  readonly children: Record<string, Open[]>;
}

/** Children of that name. */
export const all = (element: Element, name: string): readonly Element[] => element.children[name] ?? [];

/** The one child of that name. */
export const one = (element: Element, name: string): Element | undefined => all(element, name)[0];

/** The text of a child. */
export const textOf = (element: Element, name: string): string | undefined => one(element, name)?.text.trim();

/** A whole number that a child holds. @throws S3Error where it is something else. */
export function numberOf(element: Element, name: string): number | undefined {
  const text = textOf(element, name);
  if (text === undefined) return undefined;
  if (!/^-?\d+$/.test(text)) throw malformed(`${name} must be a whole number.`);
  return Number(text);
}

/** Content of an element: text, elements by name, or several of a name. What is undefined is left out. */
export type Content =
  string | number | boolean | undefined | { readonly [name: string]: Content | readonly Content[] };

/** Writes a document. */
export const toXml = (name: string, content: Content): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content)}`;

function element(name: string, content: Content): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return `<${name}>${escape(String(content))}</${name}>`;
  const inner = Object.entries(content).flatMap(([key, value]) =>
    (Array.isArray(value) ? (value as readonly Content[]) : [value as Content]).map((one) =>
      element(key, one),
    ),
  );
  return `<${name}>${inner.join('')}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.replaceAll(/&(#x?)?(\w+);/g, (entity, number: string | undefined, name: string) =>
    number === undefined
      ? (entities[name] ?? entity)
      : String.fromCodePoint(Number.parseInt(name, number === '#x' ? 16 : 10)),
  );

const escape = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, (sign) => (sign === '\r' ? '&#13;' : `&${entityOf[sign] ?? ''};`));

const entityOf: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
