/** What every page stands in: one step at a time, in one language, with one place where something that went wrong is said. */
import { Refusal } from "../protocol/refusal";
import { make, type Child } from "../show/element";
import { LANGUAGES, Speech, type Catalogue, type Places } from "../show/speech";
import { Failure } from "./server";

export interface View {
  readonly title: string;
  readonly parts: readonly Child[];
  /** Of the section, where print wants to know it. */
  readonly kind?: string;
}

/** Where the texts of a language come from: a file beside the page's script, or the page itself. */
export type Load = (language: string) => Promise<Catalogue>;

export class Frame {
  readonly root: HTMLElement;
  readonly #load: Load;
  #speech = new Speech("", {});
  #view: (() => View) | undefined;
  #said: HTMLElement | undefined;

  constructor(root: HTMLElement, load: Load) {
    [this.root, this.#load] = [root, load];
  }

  get language(): string {
    return this.#speech.language;
  }

  /** Speaks a language of ours, or English; what is shown is drawn again in it. */
  async speak(wanted: string): Promise<void> {
    const language = (LANGUAGES as readonly string[]).includes(wanted) ? wanted : "en";
    this.#speech = new Speech(language, await this.#load(language));
    document.documentElement.lang = language;
    if (this.#view) this.again();
  }

  readonly say = (key: string, places?: Places, count?: number): string => this.#speech.say(key, places, count);

  /** Shows a step. A view draws what is known when it is called, so that it can be drawn again in another language. */
  show(view: () => View): void {
    const first = this.#view === undefined;
    this.#view = view;
    const heading = this.#draw();
    if (first) return; // a page that opens leaves the focus where the browser puts it
    heading.focus();
    scrollTo(0, 0);
  }

  /** The step that is shown, drawn again; the focus returns to the control with the same id. */
  again(): void {
    const id = document.activeElement?.id;
    this.#draw();
    if (id) document.getElementById(id)?.focus();
  }

  #draw(): HTMLElement {
    const { title, parts, kind } = this.#view!();
    const heading = make("h1", { tabindex: -1 }, title);
    this.#said = make("div", { class: "said" });
    const section = make("section", { class: kind }, heading, ...parts);
    const main = section.querySelector(".main");
    if (main) main.before(this.#said);
    else section.append(this.#said);
    this.root.replaceChildren(section);
    this.root.removeAttribute("aria-busy");
    return heading;
  }

  /** Says above the main action what went wrong, or that something is done; a screen reader reads it at once. */
  tell(text: string, kind: "stop" | "warning" | "good" = "stop", ...parts: readonly Child[]): void {
    const notice = make("div", { class: `notice ${kind}`, role: kind === "good" ? "status" : "alert" }, make("p", {}, text), ...parts);
    this.#said?.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }

  hush(): void {
    this.#said?.replaceChildren();
  }

  /** The sentence for an error, with what to do. */
  explain(error: unknown): string {
    if (error instanceof Failure) return this.#known(`refusal.${error.code}`) ?? this.say("refusal.try_again");
    if (error instanceof Refusal)
      return this.#known(`refused.${error.check.split(".")[0]}`) ?? this.say("refused.other", { check: error.check });
    reportError(error); // a fault of ours: the browser's console has it, and the page says that it happened
    return this.say("refusal.page");
  }

  #known(key: string): string | undefined {
    return this.#speech.has(key) ? this.say(key) : undefined;
  }

  /** A button that works once at a time: while its task runs it does nothing, and a task that fails is explained. */
  button(text: string, press: () => unknown, kind = "", id?: string, about?: string): HTMLButtonElement {
    const button = make(
      "button",
      { type: "button", class: kind || undefined, id, "aria-describedby": about, onclick: () => void this.run(button, press) },
      text,
    );
    return button;
  }

  async run(button: HTMLButtonElement, task: () => unknown): Promise<void> {
    if (button.disabled) return;
    this.hush();
    button.disabled = true;
    try {
      await task();
    } catch (error) {
      this.tell(this.explain(error));
    } finally {
      button.disabled = false;
      if (button.isConnected && document.activeElement === document.body) button.focus();
    }
  }

  /** A step that only waits, and can be stopped where `stop` is given. The returned function moves the bar. */
  wait(title: string, note: string, stop?: () => void): (done: number, total: number) => void {
    let [now, most] = [0, 1];
    this.show(() => ({
      title: this.say(title),
      parts: [
        make("progress", { max: most, value: now, "aria-label": this.say(title) }),
        make("p", { role: "status", "aria-live": "polite" }, this.say(note)),
        stop && this.button(this.say("page.stop"), stop, "", "stop"),
      ],
    }));
    return (done, total) => {
      [now, most] = [done, total];
      const bar = this.root.querySelector("progress");
      if (bar) [bar.max, bar.value] = [total, done];
    };
  }
}
