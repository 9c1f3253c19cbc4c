/** The way through the booth: code, questions, review, seal, and then cast, checked or kept. What it knows lives in memory alone. */
import type { Election } from "../../protocol/types";
import { make } from "../../show/element";
import { fingerprint, short } from "../../show/fingerprint";
import type { Booth } from "../../worker/client";
import { save } from "../files";
import type { Frame } from "../frame";
import { Failure } from "../server";
import { audited, checkedAudit, paper } from "./audited";
import type { Ends } from "./ends";
import { Entry } from "./entry";
import { keptCode } from "./kept";
import { choiceOf, emptyFillings, faultOf, type Filling } from "./fillings";
import { keep } from "./keep";
import { handedIn } from "./receipt";
import { inputs, instruction, tally } from "./question";

export class Voting {
  readonly #fillings: Filling[];
  #ballot: { ballot: Uint8Array; tracker: string } | undefined;
  readonly #scanned: boolean;
  #code: string;
  #voted = false;

  constructor(
    readonly frame: Frame,
    readonly booth: Booth,
    readonly election: Election,
    readonly ends: Ends,
    code: string,
  ) {
    this.#fillings = emptyFillings(election);
    [this.#code, this.#scanned] = [code || keptCode(ends.roll?.uuid), code !== ""];
  }

  /** The code first; then the questions. */
  begin(): void {
    new Entry(this.frame, this.booth, this.election, this.ends, this.#code, this.#scanned, (code, voted) => {
      [this.#code, this.#voted] = [code, voted];
      this.#ask(0);
    }).show();
  }

  /** One question a page. */
  #ask(number: number, after?: () => void): void {
    const { frame, election } = this;
    const question = election.questions[number];
    const filling = this.#fillings[number];
    if (!question || !filling) return this.#review();
    const next = after ?? (() => this.#ask(number + 1));
    const back = after ?? (() => (number > 0 ? this.#ask(number - 1) : this.begin()));
    frame.show(() => {
      const { say } = frame;
      const total = election.questions.length;
      const many = make("p", { role: "status", "aria-live": "polite" }, tally(frame, question, filling));
      const changed = (): void => (frame.hush(), void (many.textContent = tally(frame, question, filling)));
      const go = frame.button(say("page.next"), () => this.#answered(number, next), "main", "next");
      const legend = make("legend", { id: "legend" }, question.question);
      return {
        title: say("ask.title", { number: number + 1, total }),
        parts: [
          this.#voted && number === 0 && !after && make("p", { class: "notice" }, say("vote.voted_before")),
          make(
            "fieldset",
            { "aria-describedby": "how" },
            legend,
            make("p", { class: "note", id: "how" }, instruction(frame, question, filling)),
            ...inputs(frame, question, filling, changed),
          ),
          many,
          go,
          frame.button(say("page.back"), back),
        ],
      };
    });
  }

  #answered(number: number, next: () => void): void {
    const [question, filling] = [this.election.questions[number]!, this.#fillings[number]!];
    const fault = faultOf(question, filling);
    if (!fault) return next();
    const { say } = this.frame;
    const [least, most] = question.kind === "H" ? [question.min, question.max] : [0, 0];
    if (fault === "too_few" && least === 1) this.frame.tell(say("ask.choose_one"));
    else if (fault === "too_few") this.frame.tell(say("ask.too_few", {}, least));
    else if (fault === "too_many") this.frame.tell(say("ask.too_many", {}, most));
    else this.frame.tell(say(`ask.${fault}`));
  }

  #review(): void {
    const { frame } = this;
    frame.show(() => {
      const { say } = frame;
      return {
        title: say("vote.review"),
        parts: [
          paper(frame, this.election, this.#fillings, (number) =>
            frame.button(
              say("vote.change"),
              () => this.#ask(number, () => this.#review()),
              "",
              `change-${number}`,
              `question-${number}`,
            ),
          ),
          make("p", {}, say("vote.review_note")),
          frame.button(say("vote.seal"), () => this.#seal(), "main"),
        ],
      };
    });
  }

  async #seal(): Promise<void> {
    const { frame, booth, election } = this;
    const progress = frame.wait("vote.sealing", "vote.sealing_note");
    const choices = election.questions.map((question, i) => choiceOf(question, this.#fillings[i]!));
    this.#ballot = undefined;
    try {
      this.#sealed(await booth.ask("seal", [choices], progress));
    } catch (error) {
      this.#review();
      throw error;
    }
  }

  /** The seal is shown before the voter decides: from now on the booth cannot change what lies behind it. */
  #sealed(seal: string): void {
    const { frame, ends } = this;
    frame.show(() => {
      const { say } = frame;
      const later = frame.button(say("vote.keep"), () => this.#keep(seal), ends.cast ? "" : "main", "keep");
      return {
        title: say("vote.sealed"),
        parts: [
          make("p", {}, say("vote.sealed_note")),
          fingerprint(say, seal),
          ends.cast ? frame.button(say("vote.cast"), () => this.#cast(), "main", "cast") : later,
          ...(this.#ballot
            ? []
            : [make("p", {}, say("vote.audit_note")), frame.button(say("vote.audit"), () => this.#audit(seal), "", "audit")]),
          ends.cast && make("details", {}, make("summary", {}, say("vote.later")), make("p", {}, say("vote.later_note")), later),
        ],
      };
    });
  }

  /** Benaloh's challenge: the ballot is opened, so it can no longer be cast, and what it holds is there for anyone to compute again. */
  async #audit(seal: string): Promise<void> {
    const { frame, booth, election, ends } = this;
    const file = await booth.ask("audit", []);
    const choices = await checkedAudit(booth, file);
    frame.show(() => {
      const { say } = frame;
      return {
        title: say("audit.title"),
        parts: [
          ...audited(frame, election, choices, seal),
          make("p", {}, say("audit.how")),
          ends.single !== undefined && make("p", {}, make("a", { href: ends.single, download: true }, say("audit.single"))),
          frame.button(say("audit.save"), () => save(`audit-${short(seal)}.json`, file), "", "save-audit"),
          make("p", {}, say("audit.afresh_note")),
          frame.button(say("audit.afresh"), () => this.#seal(), "main"),
          frame.button(say("audit.wrong"), () => this.#review()),
        ],
      };
    });
  }

  /** Signed once; from then on the same bytes are sent, however often it takes. */
  async #signed(): Promise<{ ballot: Uint8Array; tracker: string }> {
    this.#ballot ??= await this.booth.ask("sign", []);
    return this.#ballot;
  }

  async #cast(): Promise<void> {
    const { frame, booth, ends, election } = this;
    const { ballot, tracker } = await this.#signed();
    try {
      if ((await ends.cast!(ballot)) !== tracker) throw new Failure("other_tracker");
    } catch (error) {
      frame.again(); // what is signed can no longer be opened: the check is not offered any more
      throw error;
    }
    booth.end();
    this.#code = "";
    handedIn(frame, election.name, tracker, ends.publicPage, ends.roll?.page);
  }

  async #keep(seal: string): Promise<void> {
    const { ballot, tracker } = await this.#signed();
    keep(this.frame, { ballot, tracker, uuid: this.election.uuid }, this.ends.address, () => this.#sealed(seal));
  }
}
