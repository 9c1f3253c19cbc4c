/** The registrar's page: makes the codes on this device, prints slips, seals codes to members. The server gets the public list alone. */
import { Refusal } from "../protocol/refusal";
import { make } from "../show/element";
import { fingerprint } from "../show/fingerprint";
import { Booth } from "../worker/client";
import { fileField } from "./files";
import { framed } from "./languages";
import { begin } from "./opening";
import { Desk, type Asked, type Place } from "./registering/desk";
import { freshEntries, readSecret, type Entry } from "./registering/secret";
import { getJson, post } from "./server";

interface State {
  readonly roll: number;
  readonly uuid: string;
  readonly made: boolean;
  readonly requests: readonly Asked[];
}

const root = document.getElementById("booth")!;
const given = root.dataset as Record<"state" | "roll" | "sealed" | "upload" | "again" | "booth" | "title" | "worker" | "csrf", string>;
const frame = await framed(root, "registrar");
const booth = new Booth(given.worker);
const { say } = frame;

async function open(): Promise<void> {
  const state = await getJson<State>(given.state);
  if (state.made) openFile(state);
  else offer(state);
}

function offer(state: State): void {
  frame.show(() => ({
    title: say("registrar.title"),
    parts: [
      make("p", {}, say("registrar.what")),
      frame.button(say("registrar.make", {}, state.roll), () => makeCodes(state), "main"),
      make("p", {}, make("a", { href: given.upload }, say("registrar.command"))),
    ],
  }));
}

/** The file is saved before the public list is sent: a vote never opens for codes that nobody has. */
async function makeCodes(state: State): Promise<void> {
  const progress = frame.wait("registrar.making", "registrar.making_note");
  const { credentials, message } = await booth.ask("newCredentials", [state.uuid, state.roll], progress);
  const desk = await deskOf(state, freshEntries(credentials), message);
  let saved = false;
  const send = async (): Promise<void> => {
    await post(given.roll, message, { csrf: given.csrf });
    desk.show();
  };
  frame.show(() => ({
    title: say("registrar.made", {}, state.roll),
    parts: [
      make("p", { class: "notice warning" }, say("registrar.secret")),
      frame.button(say("registrar.save"), () => (desk.save(), (saved = true), frame.again()), saved ? "" : "main", "save"),
      saved && make("p", {}, say("registrar.send_note")),
      saved && frame.button(say("registrar.send"), send, "main", "send"),
      make("h2", {}, say("registrar.list")),
      make("p", {}, say("registrar.list_note")),
      fingerprint(say, desk.fingerprint),
    ],
  }));
}

function openFile(state: State): void {
  frame.show(() => ({
    title: say("registrar.desk"),
    parts: [
      make("p", {}, say("registrar.waiting", {}, state.requests.length)),
      fileField(frame, "secret", say("registrar.open"), ".csv,text/csv", (content) => opened(state, readSecret(content))),
      make("p", {}, make("a", { href: given.again }, say("registrar.lost"))),
    ],
  }));
}

async function opened(state: State, entries: Entry[]): Promise<void> {
  if (entries.length !== state.roll) throw new Refusal("secret_file", "", "the file is for another number of members");
  const progress = frame.wait("registrar.reading", "registrar.reading_note");
  try {
    const message = await booth.ask("publicCredentials", [state.uuid, entries.map((entry) => entry.credential)], progress);
    (await deskOf(state, entries, message)).show();
  } catch (error) {
    openFile(state);
    throw error;
  }
}

async function deskOf(state: State, entries: Entry[], message: Uint8Array): Promise<Desk> {
  const place: Place = {
    uuid: state.uuid,
    title: given.title,
    booth: new URL(given.booth, location.href).href,
    sealed: given.sealed,
    csrf: given.csrf,
  };
  const asked = await Promise.all(
    state.requests.map(async (one) => ({ ...one, print: await booth.ask("hash", [new TextEncoder().encode(one.key)]) })),
  );
  return new Desk(frame, booth, place, entries, await booth.ask("hash", [message]), asked);
}

begin(frame, "registrar.title", open);
