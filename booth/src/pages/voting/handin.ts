/** Hands in a ballot that was kept: from the code behind the #, or from its file. */
import { expand } from "../../show/compact";
import { make } from "../../show/element";
import { fingerprint } from "../../show/fingerprint";
import type { Booth } from "../../worker/client";
import { fileField } from "../files";
import type { Frame } from "../frame";
import { Failure } from "../server";
import { handedIn } from "./receipt";
import type { Ends } from "./ends";

export async function handIn(frame: Frame, booth: Booth, letters: string, ends: Ends, formPage: string): Promise<void> {
  if (letters) return show(frame, booth, expanded(letters), ends);
  frame.show(() => ({
    title: frame.say("keep.bring"),
    parts: [
      fileField(frame, "ballot", frame.say("keep.file"), ".json,application/json", (content) => show(frame, booth, content, ends)),
      make("p", {}, make("a", { href: formPage }, frame.say("keep.form"))),
    ],
  }));
}

function expanded(letters: string): Uint8Array {
  try {
    return expand(letters);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure("form");
    throw error;
  }
}

async function show(frame: Frame, booth: Booth, ballot: Uint8Array, ends: Ends): Promise<void> {
  const tracker = await booth.ask("hash", [ballot]);
  frame.show(() => ({
    title: frame.say("keep.bring"),
    parts: [
      make("p", {}, frame.say("keep.bring_note")),
      fingerprint(frame.say, tracker),
      frame.button(frame.say("keep.cast"), () => send(frame, ballot, tracker, ends), "main", "cast"),
    ],
  }));
}

async function send(frame: Frame, ballot: Uint8Array, tracker: string, ends: Ends): Promise<void> {
  if ((await ends.cast!(ballot)) !== tracker) throw new Failure("other_tracker");
  handedIn(frame, frame.say("keep.title"), tracker, ends.publicPage);
}
