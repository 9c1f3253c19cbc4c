/** A ballot that is handed in later, by whoever carries it: as a file and, where it fits, as a code to scan. */
import { compact } from "../../show/compact";
import { make, type Child } from "../../show/element";
import { qr, short } from "../../show/fingerprint";
import { save } from "../files";
import type { Frame } from "../frame";
import { receipt } from "./receipt";

const MOST = 3600; // letters behind the #: a larger code is too fine for the camera of a phone

export interface Kept {
  readonly ballot: Uint8Array;
  readonly tracker: string;
  readonly uuid: string;
}

/** `address`: where the code leads, all before the #; empty in the single file, which knows no server until somebody names one. */
export function keep(frame: Frame, kept: Kept, address: string, back: () => void): void {
  let server = "";
  frame.show(() => {
    const { say } = frame;
    const shown = make("div", { class: "stack" }, ...code(frame, kept.ballot, address || castPage(server, kept.uuid)));
    const named = (text: string): void => {
      server = text;
      shown.replaceChildren(...(code(frame, kept.ballot, castPage(server, kept.uuid)) as Node[]));
    };
    return {
      title: say("keep.title"),
      parts: [
        make("p", {}, say("keep.what")),
        frame.button(say("keep.save"), () => save(`ballot-${short(kept.tracker)}.json`, kept.ballot), "main"),
        make("p", {}, address ? say("keep.hand_in") : say("keep.hand_in_file")),
        address === "" && addressField(frame, server, named),
        shown,
        make("hr"),
        ...receipt(frame, say("keep.title"), kept.tracker, ""),
        frame.button(say("page.back"), back),
      ],
    };
  });
}

function addressField(frame: Frame, server: string, named: (text: string) => void): HTMLElement {
  const field = make("input", {
    id: "server",
    type: "url",
    inputmode: "url",
    autocomplete: "off",
    value: server,
    placeholder: "https://",
    oninput: () => named(field.value),
  });
  return make("div", { class: "field" }, make("label", { for: "server" }, frame.say("keep.address")), field);
}

/** The page that takes a ballot on this server; "" while what was typed is no address. */
function castPage(server: string, uuid: string): string {
  try {
    const { protocol, origin } = new URL(server);
    return protocol === "https:" || protocol === "http:" ? `${origin}/votes/${uuid}/cast/` : "";
  } catch {
    return ""; // not typed to its end
  }
}

function code(frame: Frame, ballot: Uint8Array, address: string): Child[] {
  const { say } = frame;
  const letters = address ? compact(ballot) : "";
  if (!letters) return [];
  if (letters.length > MOST) return [make("p", { class: "quiet" }, say("keep.too_large"))];
  const segments = [
    { mode: "byte", text: `${address}#` },
    { mode: "alphanumeric", text: letters },
  ] as const;
  return [
    make("h2", {}, say("keep.code")),
    make("p", {}, say("keep.code_note")),
    make("div", { class: "large" }, qr(segments, say("keep.code"), "L")),
  ];
}
