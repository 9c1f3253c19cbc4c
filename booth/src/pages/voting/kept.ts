/**
 * A code that its owner wants at hand for the next votes on the same roll.
 *
 * It is kept in the session storage of this one tab: no request carries it, no other tab sees it, and closing the tab, or "Leave now",
 * deletes it. A browser that restores its tabs after a crash may have it on its disk meanwhile; so it is kept only where the voter ticks
 * the box, and the box says so. Never in the local storage, which outlives the evening.
 */
import { make } from "../../show/element";
import type { Frame } from "../frame";

const place = (roll: string): string => `veche-code-${roll}`;

/** "" where none is kept, or the browser keeps nothing. */
export function keptCode(roll: string | undefined): string {
  try {
    return (roll && sessionStorage.getItem(place(roll))) || "";
  } catch {
    return "";
  }
}

export function keepCode(roll: string, code: string): void {
  try {
    sessionStorage.setItem(place(roll), code);
  } catch {
    // this browser keeps nothing: the code is typed again next time
  }
}

export function forgetCode(roll: string): void {
  try {
    sessionStorage.removeItem(place(roll));
  } catch {
    // nor did it keep anything
  }
}

/** The box that asks, for a vote or a petition on a roll for many votes; nothing elsewhere. */
export class Keeping {
  #wanted: boolean;

  constructor(readonly roll: string | undefined) {
    this.#wanted = keptCode(roll) !== "";
  }

  field(say: Frame["say"]): HTMLElement[] {
    if (!this.roll) return [];
    const box = make("input", {
      type: "checkbox",
      id: "keep-code",
      checked: this.#wanted,
      "aria-describedby": "keep-note",
      onchange: () => (this.#wanted = box.checked),
    });
    const label = make("label", { class: "choice", for: "keep-code" }, box, make("span", {}, say("page.keep_code")));
    return [make("div", { class: "field" }, label, make("p", { class: "note", id: "keep-note" }, say("page.keep_note")))];
  }

  /** The code was right: keep it if that is wished, and otherwise see that none is kept. */
  done(code: string): void {
    if (!this.roll) return;
    if (this.#wanted) keepCode(this.roll, code);
    else forgetCode(this.roll);
  }
}
