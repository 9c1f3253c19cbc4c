/** The registrar's desk: codes that are free, slips to print, members who asked for theirs through their own page. */
import { make } from "../../show/element";
import { fingerprint, spoken } from "../../show/fingerprint";
import type { Booth } from "../../worker/client";
import { save } from "../files";
import type { Frame } from "../frame";
import { postJson } from "../server";
import { secretText, type Entry, type Given } from "./secret";
import { slips } from "./slips";

export interface Asked {
  readonly id: string;
  readonly key: string;
}

export interface Place {
  readonly uuid: string;
  readonly title: string;
  /** The last day of a roll for many votes, in words; "" for a single vote. */
  readonly until: string;
  readonly booth: string;
  readonly sealed: string;
  readonly csrf: string;
}

export class Desk {
  readonly #ticked = new Set<string>();
  #count: number;

  constructor(
    readonly frame: Frame,
    readonly booth: Booth,
    readonly place: Place,
    readonly entries: readonly Entry[],
    readonly fingerprint: string,
    private asked: readonly (Asked & { readonly print: string })[],
  ) {
    this.#count = this.#with(undefined).length;
  }

  #with(given: Given | undefined): Entry[] {
    return this.entries.filter((entry) => entry.given === given);
  }

  show(): void {
    const { frame } = this;
    frame.show(() => {
      const { say } = frame;
      const [free, paper, sent] = [this.#with(undefined).length, this.#with("paper").length, this.#with("sent").length];
      return {
        title: say("registrar.desk"),
        parts: [
          make("p", { role: "status" }, say("registrar.free", { paper, sent }, free)),
          make("h2", {}, say("registrar.paper")),
          ...this.#paper(free),
          paper > 0 && frame.button(say("registrar.print_again"), () => this.#print(this.#with("paper"))),
          make("h2", {}, say("registrar.asked")),
          ...this.#requests(),
          make("h2", {}, say("registrar.list")),
          make("p", {}, say("registrar.list_note")),
          fingerprint(say, this.fingerprint),
          make("p", { class: "notice warning" }, say("registrar.destroy")),
        ],
      };
    });
  }

  #paper(free: number): HTMLElement[] {
    const { say } = this.frame;
    if (free === 0) return [make("p", {}, say("registrar.none_free"))];
    const field = make("input", {
      id: "count",
      type: "number",
      inputmode: "numeric",
      min: 1,
      max: free,
      value: Math.min(this.#count, free),
      oninput: () => (this.#count = Number(field.value)),
    });
    return [
      make("div", { class: "field" }, make("label", { for: "count" }, say("registrar.how_many")), field),
      this.frame.button(
        say("registrar.print"),
        () => {
          const chosen = this.#with(undefined).slice(0, Math.max(1, Math.min(free, Math.floor(this.#count) || free)));
          this.#give(chosen, "paper", () => this.#print(chosen));
        },
        "main",
      ),
    ];
  }

  /** A server that lies could ask in a member's place: so each request is compared by voice before a code is sealed to it. */
  #requests(): HTMLElement[] {
    const { say } = this.frame;
    if (this.asked.length === 0) return [make("p", {}, say("registrar.nobody"))];
    const rows = this.asked.map(({ id, print }, i) => {
      const box = make("input", {
        type: "checkbox",
        id: `asked-${i}`,
        checked: this.#ticked.has(id),
        onchange: () => void (box.checked ? this.#ticked.add(id) : this.#ticked.delete(id)),
      });
      return make("label", { class: "choice", for: `asked-${i}` }, box, make("span", {}, spoken(say, print)));
    });
    return [
      make("p", {}, say("registrar.asked_note", {}, this.asked.length)),
      make("fieldset", {}, make("legend", {}, say("registrar.compared")), ...rows),
      this.frame.button(say("registrar.hand_over"), () => this.#handOver(), "", "hand-over"),
    ];
  }

  #handOver(): void {
    const { frame } = this;
    const chosen = this.asked.filter(({ id }) => this.#ticked.has(id));
    const free = this.#with(undefined);
    if (chosen.length === 0) return frame.tell(frame.say("registrar.tick_first"));
    if (chosen.length > free.length) return frame.tell(frame.say("registrar.none_free"));
    const pairs = chosen.map((asked, i) => [asked, free[i]!] as const);
    this.#give(
      pairs.map(([, entry]) => entry),
      "sent",
      () => this.#send(pairs, new Map()),
    );
  }

  /** A code is marked, and the file with the mark is saved, before it leaves: whatever breaks, it is never given twice. */
  #give(chosen: readonly Entry[], given: Given, then: () => unknown): void {
    const { frame } = this;
    for (const entry of chosen) entry.given = given;
    let saved = false;
    frame.show(() => ({
      title: frame.say("registrar.save_again"),
      parts: [
        make("p", {}, frame.say("registrar.save_again_note")),
        frame.button(frame.say("registrar.save"), () => (this.save(), (saved = true), frame.again()), saved ? "" : "main", "save"),
        saved && frame.button(frame.say("registrar.saved"), then, "main", "go-on"),
      ],
    }));
  }

  save(): void {
    save("credentials.secret.csv", secretText(this.entries), "text/csv");
  }

  async #print(chosen: readonly Entry[]): Promise<void> {
    const { frame, place } = this;
    const sheet = await slips(frame, place, chosen);
    frame.show(() => ({
      title: frame.say("slip.title"),
      kind: "only-slips",
      parts: [
        make("p", {}, frame.say("slip.how_to_print")),
        frame.button(frame.say("slip.print"), () => print(), "main"),
        frame.button(frame.say("page.back"), () => this.show()),
        sheet,
      ],
    }));
  }

  /** `sealed` keeps what was sealed already: a second try sends the same text. */
  async #send(pairs: readonly (readonly [Asked, Entry])[], sealed: Map<string, string>): Promise<void> {
    const { frame, booth, place } = this;
    const progress = frame.wait("registrar.sending", "registrar.sending_note");
    const waiting = pairs.filter(([{ id }]) => this.asked.some((asked) => asked.id === id));
    try {
      for (const [i, [{ id, key }, { credential }]] of waiting.entries()) {
        const text = sealed.get(id) ?? (await booth.ask("sealTo", [key, place.uuid, credential]));
        sealed.set(id, text);
        await postJson(place.sealed, { id, sealed: text }, place.csrf);
        this.asked = this.asked.filter((asked) => asked.id !== id);
        progress(i + 1, waiting.length);
      }
    } catch (error) {
      const retry = frame.button(frame.say("page.retry"), () => this.#send(pairs, sealed), "main");
      frame.show(() => ({ title: frame.say("registrar.stopped"), parts: [make("p", {}, frame.say("registrar.stopped_note")), retry] }));
      throw error;
    }
    this.#ticked.clear();
    this.show();
    frame.tell(frame.say("registrar.handed_over", {}, pairs.length), "good");
  }
}
