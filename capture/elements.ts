/**
 * An element of the page by its id.
 *
 * @throws {TypeError} when there is none of that kind.
 */
export function byId<E extends HTMLElement>(id: string, kind: { new (): E }): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`the page has no ${kind.name} #${id}`);
  return found;
}

/** A new element with text. */
export function make(tag: string, text = "", className = ""): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

/** Says something to those who do not see the page. */
export function say(text: string): void {
  byId("said", HTMLElement).textContent = text;
}

/** Says something that went wrong, to everybody. */
export function warn(text: string): void {
  byId("alarm", HTMLElement).textContent = text;
  const hint = byId("hint", HTMLElement);
  hint.textContent = text;
  hint.className = "hint bad";
}
