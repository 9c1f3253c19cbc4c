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
  /** Of a roll for many votes: those whose list is still missing. */
  readonly rounds?: readonly { readonly number: number; readonly uuid: string }[];
}

const root = document.getElementById("booth")!;
const given = root.dataset as Record<"state" | "roll" | "rounds" | "sealed" | "upload" | "again" | "booth" | "title" | "until" | "worker" | "csrf", string>;
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
    await sendRounds(credentials, desk);
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

/**
 * The public lists of all votes to come, from the same codes, one after the other; then the desk. What is there already is not sent
 * again, so that a page that was closed in between goes on where it stopped.
 */
async function sendRounds(codes: string[], desk: Desk): Promise<void> {
  const { rounds = [] } = await getJson<State>(given.state);
  if (rounds.length === 0) return desk.show();
  const progress = frame.wait("registrar.rounds", "registrar.rounds_note");
  try {
    for (const [i, { number, uuid }] of rounds.entries()) {
      const message = await booth.ask("publicCredentials", [uuid, codes], (done) => progress(i * codes.length + done, rounds.length * codes.length));
      await post(`${given.rounds}${number}/`, message, { csrf: given.csrf });
    }
  } catch (error) {
    const retry = frame.button(say("page.retry"), () => sendRounds(codes, desk), "main");
    frame.show(() => ({ title: say("registrar.rounds_stopped"), parts: [make("p", {}, say("registrar.rounds_stopped_note")), retry] }));
    throw error;
  }
  desk.show();
}

function openFile(state: State): void {
  frame.show(() => ({
    title: say("registrar.desk"),
    parts: [
      state.rounds?.length
        ? make("p", { class: "notice warning" }, say("registrar.rest", {}, state.rounds.length))
        : make("p", {}, say("registrar.waiting", {}, state.requests.length)),
      fileField(frame, "secret", say("registrar.open"), ".csv,text/csv", (content) => opened(state, readSecret(content))),
      make("p", {}, make("a", { href: given.again }, say("registrar.lost"))),
    ],
  }));
}

async function opened(state: State, entries: Entry[]): Promise<void> {
  if (entries.length !== state.roll) throw new Refusal("secret_file", "", "the file is for another number of members");
  const progress = frame.wait("registrar.reading", "registrar.reading_note");
  try {
    const codes = entries.map((entry) => entry.credential);
    const message = await booth.ask("publicCredentials", [state.uuid, codes], progress);
    const desk = await deskOf(state, entries, message);
    if (!state.rounds?.length) return desk.show();
    await post(given.roll, message, { csrf: given.csrf }); // another file than the first list came from is refused here
    await sendRounds(codes, desk);
  } catch (error) {
    if (frame.root.querySelector("progress")) openFile(state); // not where a step with a retry is shown already
    throw error;
  }
}

async function deskOf(state: State, entries: Entry[], message: Uint8Array): Promise<Desk> {
  const place: Place = {
    uuid: state.uuid,
    title: given.title,
    until: given.until,
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
