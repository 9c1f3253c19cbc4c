/** The member's own page: asks for a code, keeps the key that opens it, and opens it when the registrar has sealed one. */
import { make } from "../show/element";
import { bytesOf, grouped, qr, spoken } from "../show/fingerprint";
import { base32, copied, unbase32 } from "../show/letters";
import { Booth } from "../worker/client";
import { fileField, save } from "./files";
import { framed } from "./languages";
import { begin } from "./opening";
import { dropKey, keepKey, keptKey } from "./receiving/store";
import { getJson, postJson } from "./server";

const root = document.getElementById("booth")!;
const given = root.dataset as Record<"vote" | "asked" | "request" | "sealed" | "booth" | "worker" | "csrf", string>;
const frame = await framed(root, "credential");
const booth = new Booth(given.worker);
const { say } = frame;

/** The key as a member writes it down: 52 letters in groups of four; and back. */
const onPaper = (secret: string): string => grouped(base32(bytesOf(secret)));
const fromPaper = (text: string): string => btoa(String.fromCharCode(...unbase32(copied(text))));

async function open(): Promise<void> {
  const { sealed } = await getJson<{ sealed: string | null }>(given.sealed);
  const secret = await keptKey(given.vote);
  if (sealed && secret) return unseal(sealed, secret);
  if (sealed) return askForKey(sealed);
  if (given.asked) return wait();
  offer();
}

function offer(): void {
  frame.show(() => ({
    title: say("member.title"),
    parts: [
      make("p", {}, say("member.what")),
      frame.button(say("member.ask"), ask, "main"),
      make("p", { class: "quiet" }, say("member.slip")),
    ],
  }));
}

/** The key is shown and kept before the request is sent: a code sealed to a lost key would be lost too. */
async function ask(): Promise<void> {
  const key = await booth.ask("newReceiverKey", []);
  const print = await booth.ask("hash", [new TextEncoder().encode(key.public)]);
  const send = async (): Promise<void> => {
    await postJson(given.request, { key: key.public }, given.csrf);
    await keepKey(given.vote, key.secret); // only now: where a code is sealed to an older key already, that one is still needed
    given.asked = key.public;
    wait(print);
  };
  frame.show(() => ({
    title: say("member.key"),
    parts: [
      make("p", {}, say("member.key_note")),
      make("div", { class: "secret" }, make("p", { class: "code", translate: "no", id: "key" }, onPaper(key.secret))),
      frame.button(say("member.save"), () => save("code-key.txt", `${onPaper(key.secret)}\n`, "text/plain")),
      frame.button(say("member.send"), send, "main", "send"),
    ],
  }));
}

async function wait(known?: string): Promise<void> {
  const print = known ?? (await booth.ask("hash", [new TextEncoder().encode(given.asked)]));
  frame.show(() => ({
    title: say("member.waiting"),
    parts: [
      make("p", {}, say("member.waiting_note")),
      make("p", { class: "spoken", id: "print" }, spoken(say, print)),
      frame.button(say("member.look"), open, "main"),
      frame.button(say("member.ask_again"), ask),
    ],
  }));
}

function askForKey(sealed: string): void {
  let typed = "";
  const use = (text: string): Promise<void> => unseal(sealed, fromPaper(text));
  frame.show(() => {
    const field = make("input", {
      id: "typed",
      class: "code",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      value: typed,
      oninput: () => (typed = field.value),
    });
    const go = make("button", { class: "main" }, say("member.open"));
    const send = (event: Event): void => (event.preventDefault(), void frame.run(go, () => use(typed)));
    return {
      title: say("member.sealed"),
      parts: [
        make("p", {}, say("member.sealed_note")),
        make(
          "form",
          { onsubmit: send },
          make("div", { class: "field" }, make("label", { for: "typed" }, say("member.typed")), field),
          go,
        ),
        fileField(frame, "file", say("member.file"), ".txt,text/plain", (content) => use(new TextDecoder().decode(content))),
      ],
    };
  });
}

async function unseal(sealed: string, secret: string): Promise<void> {
  const code = await booth.ask("openSealed", [secret, given.vote, sealed]).catch((error: unknown) => {
    askForKey(sealed);
    throw error;
  });
  const address = `${new URL(given.booth, location.href).href}#${code}`;
  const forget = async (): Promise<void> => {
    await dropKey(given.vote);
    frame.tell(say("member.forgotten"), "good");
  };
  frame.show(() => ({
    title: say("member.code"),
    parts: [
      make("div", { class: "secret" }, make("p", { class: "code", translate: "no", id: "credential" }, code)),
      make("p", {}, say("member.code_note")),
      make("a", { class: "button main", href: address, rel: "noreferrer" }, say("member.vote")),
      make("details", {}, make("summary", {}, say("member.other_device")), qr(address, say("member.other_device"))),
      make("p", {}, say("member.forget_note")),
      frame.button(say("member.forget"), forget),
    ],
  }));
}

begin(frame, "member.title", open);
