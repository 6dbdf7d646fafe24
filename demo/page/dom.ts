type Child = Node | string | undefined;

/** An element. What it says is text and never markup, whoever wrote it. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** The element that the page has by this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

const drawn = new WeakMap<Element, string>();

/** Fills an element anew where what it shows has changed: else a focus or a selection in it would be lost. */
export function draw<Data>(id: string, data: Data, make: (data: Data) => readonly (Node | string)[]): void {
  const element = byId(id);
  const said = JSON.stringify([data]);
  if (drawn.get(element) === said) return;
  drawn.set(element, said);
  element.replaceChildren(...make(data));
}

/** A link to somewhere on the web, or text where it leads anywhere else. */
export const link = (href: string, text: string): HTMLElement =>
  /^https?:\/\//.test(href)
    ? el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text)
    : el('span', {}, text);
