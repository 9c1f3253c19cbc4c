/** Signing a petition: the code is used on this device alone; what is sent is the signature, without a cookie. */
import type { Petition } from "../protocol/petition";
import { make } from "../show/element";
import { fingerprint, grouped } from "../show/fingerprint";
import { Booth } from "../worker/client";
import { framed } from "./languages";
import { begin } from "./opening";
import { get, post } from "./server";
import { takenFromAddress, tidied } from "./voting/credential";
import { Keeping, keptCode } from "./voting/kept";

const root = document.getElementById("booth")!;
const given = root.dataset as Record<"statement" | "sign" | "publicPage" | "rolled" | "day" | "language" | "worker", string>;
const behind = takenFromAddress();
addEventListener("hashchange", () => location.reload());
const frame = await framed(root, "sign");
const booth = new Booth(given.worker);
const { say } = frame;
let code = tidied(behind || keptCode(given.rolled));

async function open(): Promise<void> {
  const petition = await booth.ask("openPetition", [await get(given.statement, { anonymous: true })]);
  ask(petition);
}

function ask(petition: Petition): void {
  const keeping = new Keeping(given.rolled);
  frame.show(() => {
    const field = make("input", {
      id: "code",
      class: "code",
      value: code,
      required: true,
      maxlength: 400,
      autocomplete: "off",
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
      "aria-describedby": "code-note",
      oninput: () => (code = field.value),
    });
    const go = make("button", { class: "main" }, say("sign.sign"));
    const enter = async (): Promise<void> => {
      code = tidied(field.value);
      await sign(petition, () => keeping.done(code));
    };
    const send = (event: Event): void => (event.preventDefault(), void frame.run(go, enter));
    const note = make("p", { class: "note", id: "code-note" }, say("sign.code_note"));
    return {
      title: say("sign.title", { body: petition.body }),
      parts: [
        make("blockquote", { lang: given.language }, ...petition.text.split("\n").map((line) => make("p", {}, line))),
        make("p", {}, say("sign.needed", { day: given.day }, petition.needed)),
        make("p", {}, say("sign.unnamed")),
        make(
          "form",
          { onsubmit: send },
          make("div", { class: "field" }, make("label", { for: "code" }, say("sign.code")), note, field),
          ...keeping.field(say),
          go,
        ),
        make("h2", {}, say("sign.same")),
        make("p", {}, say("sign.compare")),
        fingerprint(say, petition.fingerprint),
      ],
    };
  });
}

/** Sends one turn; answers which turn of this code the server has now: the same, or a later one that this code made elsewhere. */
async function sent(turn: number): Promise<{ turn: number; credential: string }> {
  const { signature, credential } = await booth.ask("signPetition", [code, turn]);
  const answer = await post(given.sign, signature, { anonymous: true });
  const there = JSON.parse(new TextDecoder().decode(answer)) as { turn: number };
  return { turn: there.turn, credential };
}

/** A first turn that comes again changes nothing; after a withdrawal the next one signs anew. */
async function sign(petition: Petition, right: () => void): Promise<void> {
  let now = await sent(1);
  if (now.turn % 2 === 0) now = await sent(now.turn + 1);
  right();
  signed(petition, now);
}

function signed(petition: Petition, now: { turn: number; credential: string }): void {
  frame.show(() => ({
    title: say("sign.done"),
    parts: [
      make("p", {}, say("sign.done_note")),
      make("h2", {}, say("sign.mark")),
      make("p", { class: "code", id: "mark", translate: "no", "aria-label": now.credential }, grouped(now.credential)),
      make("p", {}, say("sign.mark_note")),
      make("p", {}, make("a", { class: "button main", href: given.publicPage }, say("sign.look"))),
      make("h2", {}, say("sign.changed")),
      frame.button(say("sign.take_back"), () => takeBack(petition, now.turn), "", "take-back"),
    ],
  }));
}

async function takeBack(petition: Petition, turn: number): Promise<void> {
  await sent(turn + 1);
  frame.show(() => ({
    title: say("sign.taken_back"),
    parts: [
      make("p", {}, say("sign.taken_back_note")),
      frame.button(say("sign.anew"), () => sign(petition, () => undefined), "main", "anew"),
      make("p", {}, make("a", { href: given.publicPage }, say("sign.look"))),
    ],
  }));
}

begin(frame, "sign.cannot", open);
