/** The trustee's page, for small votes: makes a key, and decrypts the trustee's part of the sum. The key stays in its file. */
import type { Verified } from "../protocol/archive/index";
import { Refusal } from "../protocol/refusal";
import { make } from "../show/element";
import { fingerprint, spoken } from "../show/fingerprint";
import { Booth } from "../worker/client";
import { fileField, save } from "./files";
import { framed } from "./languages";
import { Failure, get, post } from "./server";

const root = document.getElementById("booth")!;
const given = root.dataset as Record<
  "step" | "name" | "vote" | "many" | "key" | "archive" | "decryption" | "publicKey" | "print" | "upload" | "worker" | "csrf",
  string
>;
const frame = await framed(root, "trustee");
let booth = new Booth(given.worker);
const { say } = frame;

const text = (content: Uint8Array): string => new TextDecoder().decode(content).trim();
const elsewhere = (): HTMLElement => make("p", {}, make("a", { href: given.upload }, say("trustee.upload")));

function offer(): void {
  frame.show(() => ({
    title: say("trustee.title"),
    parts: [
      make("p", {}, say("trustee.what")),
      make("p", { class: "notice warning" }, say("trustee.small")),
      frame.button(say("trustee.make"), makeKey, "main"),
      elsewhere(),
    ],
  }));
}

async function makeKey(): Promise<void> {
  const { privateKey, publicKey } = await booth.ask("newTrusteeKey", [given.name]);
  const print = await booth.ask("hash", [publicKey]);
  let saved = false;
  const keep = (): void => {
    save(`trustee-${given.vote}.key`, privateKey);
    saved = true;
    frame.again();
  };
  frame.show(() => ({
    title: say("trustee.made"),
    parts: [
      make("p", { class: "notice warning" }, say(given.many ? "trustee.secret_many" : "trustee.secret")),
      frame.button(say("trustee.save"), keep, saved ? "" : "main", "save"),
      saved && make("p", {}, say("trustee.check_note")),
      saved && fileField(frame, "check", say("trustee.check"), ".key", (content) => send(content, privateKey, publicKey, print)),
    ],
  }));
}

/** A key that was never saved would lose the whole vote: the public key is sent once the file was opened again. */
async function send(content: Uint8Array, privateKey: string, publicKey: Uint8Array, print: string): Promise<void> {
  if (text(content) !== privateKey) throw new Refusal("private_key", "", "this is another file");
  await post(given.key, publicKey, { csrf: given.csrf });
  frame.show(() => ({
    title: say("trustee.sent"),
    parts: [make("p", {}, say("trustee.sent_note")), fingerprint(say, print)],
  }));
}

function wait(): void {
  frame.show(() => ({
    title: say("trustee.waiting"),
    parts: [make("p", {}, say(given.many ? "trustee.waiting_many" : "trustee.waiting_note")), given.print !== "" && fingerprint(say, given.print), elsewhere()],
  }));
}

function askForKey(): void {
  frame.show(() => ({
    title: say("trustee.decrypt"),
    parts: [
      make("p", {}, say("trustee.decrypt_what")),
      make("p", { class: "notice warning" }, say("trustee.once")),
      fileField(frame, "key", say("trustee.open"), ".key", decrypt),
      elsewhere(),
    ],
  }));
}

async function decrypt(content: Uint8Array): Promise<void> {
  const privateKey = text(content);
  const publicKey = await booth.ask("publicKeyOf", [privateKey]);
  if (given.publicKey && publicKey !== given.publicKey)
    throw new Refusal("private_key", "", "this key is not the one that stands in the vote");
  await verified(privateKey, false);
}

/** The whole archive is checked here before the key is used: a server could send one voter's ballot and call it the sum. */
async function verified(privateKey: string, evenOne: boolean): Promise<void> {
  const worker = booth;
  const progress = frame.wait("trustee.decrypting", "trustee.decrypting_note", stop);
  try {
    const archive = await get(given.archive);
    const done = await worker.ask("verifyAndDecrypt", [archive, privateKey, evenOne], progress);
    confirm(done.verified, done.decryption);
  } catch (error) {
    if (worker === booth) refuse(error, privateKey); // what was stopped has nothing to say
  }
}

/** Ends the worker in the middle of its work, and what it knows with it. */
function stop(): void {
  booth.end();
  booth = new Booth(given.worker);
  askForKey();
}

/** Refusals that say nothing bad of what the server sent. */
const HARMLESS = ["private_key", "untallied", "shuffle", "size", "worker"];

function refuse(error: unknown, privateKey: string): void {
  if (error instanceof Refusal && error.check === "few") return askAboutOne(privateKey);
  askForKey();
  const unsound = error instanceof Refusal && !HARMLESS.includes(error.check.split(".")[0]!);
  if (unsound) return frame.tell(say("trustee.unsound", { check: error.check }));
  const large = error instanceof Failure && error.code === "too_large";
  frame.tell(large ? say("refused.size") : frame.explain(error));
}

function askAboutOne(privateKey: string): void {
  frame.show(() => ({
    title: say("trustee.decrypt"),
    parts: [
      make("p", { class: "notice stop" }, say("refused.few")),
      frame.button(say("page.back"), askForKey, "main"),
      frame.button(say("trustee.even_one"), () => verified(privateKey, true), "", "even-one"),
    ],
  }));
}

const FEW = 5; // ballots that hide each other: below this a result may tell how people voted

/** Made, and not sent yet: a second try sends the same bytes. */
function confirm({ election, roll, counted, fewest, event }: Verified, decryption: Uint8Array): void {
  const send = async (): Promise<void> => {
    await post(given.decryption, decryption, { csrf: given.csrf });
    booth.end();
    frame.show(() => ({ title: say("trustee.done"), parts: [make("p", {}, say(given.many ? "trustee.done_many" : "trustee.done_note"))] }));
  };
  frame.show(() => ({
    title: election.name,
    parts: [
      make("p", { class: "notice good" }, say("trustee.verified", { roll }, counted)),
      counted > 0 && fewest < FEW && make("p", { class: "notice warning" }, say("trustee.few", {}, fewest)),
      make("p", {}, say("trustee.confirm")),
      fingerprint(say, event),
      make("p", {}, say("trustee.print", { print: spoken(say, election.fingerprint) })),
      frame.button(say("trustee.send"), send, "main", "send"),
      frame.button(say("trustee.keep"), () => save("decryption.json", decryption)),
    ],
  }));
}

const steps: Record<string, () => void> = { key: offer, wait, decrypt: askForKey };
(steps[given.step] ?? wait)();
