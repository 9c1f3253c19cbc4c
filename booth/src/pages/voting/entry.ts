/** The way in: what is voted on, its fingerprint, and the code that opens the paper. */
import type { Election } from "../../protocol/types";
import { make } from "../../show/element";
import { fingerprint } from "../../show/fingerprint";
import type { Booth } from "../../worker/client";
import type { Frame } from "../frame";
import { Failure } from "../server";
import { tidied } from "./credential";
import type { Ends } from "./ends";
import { Keeping } from "./kept";

/** What the server knows for sure: then there is nothing to fill in. */
const DECIDED = ["credential", "closed", "not_open"];

export class Entry {
  #code: string;
  readonly #keeping: Keeping;

  /** `scanned`: the code came with the address. `entered` is called with a code that is right, or that nobody could check, and with whether it has voted. */
  constructor(
    readonly frame: Frame,
    readonly booth: Booth,
    readonly election: Election,
    readonly ends: Ends,
    code: string,
    readonly scanned: boolean,
    readonly entered: (code: string, voted: boolean) => void,
  ) {
    this.#code = tidied(code);
    this.#keeping = new Keeping(ends.roll?.uuid);
  }

  show(): void {
    const { frame, election } = this;
    const { say } = frame;
    frame.show(() => {
      const field = this.#field();
      const go = make("button", { class: "main" }, say("vote.begin"));
      const send = (event: Event): void => (event.preventDefault(), void frame.run(go, () => this.#enter(field)));
      const note = make("p", { class: "note", id: "code-note" }, this.scanned ? say("vote.code_scanned") : say("vote.code_note"));
      const labelled = make("div", { class: "field" }, make("label", { for: "code" }, say("vote.code")), note, field);
      return {
        title: election.name,
        parts: [
          election.description && make("p", {}, election.description),
          make("form", { onsubmit: send }, labelled, ...this.#keeping.field(say), go),
          make("h2", {}, say("vote.same")),
          make("p", {}, say("vote.compare")),
          fingerprint(say, election.fingerprint),
        ],
      };
    });
  }

  #field(): HTMLInputElement {
    const quiet = { autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false" }; // keyboards learn what they correct
    const told = { required: true, maxlength: 400, "aria-describedby": "code-note" };
    const field = make("input", {
      id: "code",
      class: "code",
      value: this.#code,
      ...quiet,
      ...told,
      oninput: () => (this.#code = field.value),
    });
    return field;
  }

  async #enter(field: HTMLInputElement): Promise<void> {
    this.#code = tidied(field.value);
    try {
      const credential = await this.booth.ask("credential", [this.#code]);
      const found = await this.ends.check?.(credential);
      this.#keeping.done(this.#code);
      this.entered(this.#code, found?.voted ?? false);
    } catch (error) {
      if (error instanceof Failure && !DECIDED.includes(error.code)) return this.#unchecked(error);
      field.setAttribute("aria-invalid", "true");
      field.focus();
      throw error;
    }
  }

  /** Without a network the ballot can still be filled in, and kept. */
  #unchecked(error: Failure): void {
    const { frame } = this;
    const on = frame.button(frame.say("vote.without_check"), () => this.entered(this.#code, false), "", "without-check");
    frame.tell(frame.explain(error), "warning", make("p", {}, frame.say("vote.not_checked")), on);
  }
}
