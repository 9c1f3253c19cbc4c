/** Slips of paper, five a page: what `veche credentials sheet` prints, with the address of the vote in the code. */
import { make } from "../../show/element";
import { qr } from "../../show/fingerprint";
import type { Frame } from "../frame";
import type { Entry } from "./secret";

const AT_ONCE = 20; // codes drawn before the page may answer again

/** What all slips of a vote say: where their codes lead, and until when a roll for many votes serves. */
export interface Printed {
  readonly title: string;
  readonly until: string;
  /** Of the booth; the code stands behind its #, which no server is ever sent. */
  readonly booth: string;
}

export async function slips(frame: Frame, printed: Printed, entries: readonly Entry[]): Promise<HTMLElement> {
  const list = make("ol", { class: "slips" });
  const drawn = frame.wait("slip.drawing", "slip.drawing_note");
  for (const [i, entry] of entries.entries()) {
    list.append(slip(frame, printed, entry));
    if (i % AT_ONCE === 0) {
      drawn(i, entries.length);
      await new Promise((next) => setTimeout(next));
    }
  }
  return list;
}

function slip({ say }: Frame, { title, until, booth }: Printed, entry: Entry): HTMLElement {
  const steps = [say("slip.open"), until ? say("slip.for_all", { until }) : say("slip.keep"), say("slip.again")].map((step) => make("li", {}, step));
  return make(
    "li",
    { class: "slip" },
    make("p", { class: "of" }, make("strong", {}, entry.number), " ", title, entry.name && ` · ${entry.name}`),
    make("ol", { class: "how" }, ...steps),
    make("span", { class: "fold" }, say("slip.fold")),
    make(
      "div",
      { class: "inside" },
      qr(`${booth}#${entry.credential}`, say("slip.code")),
      make("code", {}, entry.credential),
      make("p", { class: "note" }, say("slip.secret")),
    ),
  );
}
