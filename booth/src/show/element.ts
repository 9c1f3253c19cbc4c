/** Elements of a page. Text comes in as text alone: nothing here reads HTML, and the page's policy would not let it. */

export type Child = Node | string | false | undefined;
type Value = string | number | boolean | undefined | ((event: Event) => void);
export type Attributes = Readonly<Record<string, Value>>;

const SVG = "http://www.w3.org/2000/svg";

/** `make("button", { class: "main", onclick: cast }, text)`. An attribute that is true stands without a value, one that is false not at all. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

export function draw(name: string, attributes: Attributes, ...children: readonly Child[]): SVGElement {
  return filled(document.createElementNS(SVG, name) as SVGElement, attributes, children);
}

function filled<One extends Element>(element: One, attributes: Attributes, children: readonly Child[]): One {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice("on".length), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== false && child !== undefined));
  return element;
}
