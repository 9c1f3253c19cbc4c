/** A ballot that is handed in later, by whoever carries it: as a file and, where it fits, as a code to scan. */
import { compact } from "../../show/compact";
import { make, type Child } from "../../show/element";
import { qr, short } from "../../show/fingerprint";
import { save } from "../files";
import type { Frame } from "../frame";
import { receipt } from "./receipt";

const MOST = 2400; // letters behind the #: a larger code is too fine for a phone's camera

export function keep(frame: Frame, ballot: Uint8Array, tracker: string, address: string, alone: boolean): void {
  frame.show(() => {
    const { say } = frame;
    return {
      title: say("keep.title"),
      parts: [
        make("p", {}, say("keep.what")),
        frame.button(say("keep.save"), () => save(`ballot-${short(tracker)}.json`, ballot), "main"),
        make("p", {}, alone ? say("keep.hand_in_file") : say("keep.hand_in")),
        ...code(frame, ballot, address),
        make("hr"),
        ...receipt(frame, say("keep.title"), tracker, ""),
      ],
    };
  });
}

function code(frame: Frame, ballot: Uint8Array, address: string): Child[] {
  const { say } = frame;
  const letters = address ? compact(ballot) : "";
  if (!letters) return [];
  if (letters.length > MOST) return [make("p", { class: "quiet" }, say("keep.too_large"))];
  const segments = [{ mode: "byte", text: `${address}#` }, { mode: "alphanumeric", text: letters }] as const;
  return [make("h2", {}, say("keep.code")), make("p", {}, say("keep.code_note")), make("div", { class: "large" }, qr(segments, say("keep.code"), "L"))];
}
