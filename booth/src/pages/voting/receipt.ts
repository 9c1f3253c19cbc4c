/** What a voter takes home: the tracker, in every form in which it can be kept. It says nothing of the choice. */
import { make, type Child } from "../../show/element";
import { band, grouped, qr } from "../../show/fingerprint";
import { save } from "../files";
import type { Frame } from "../frame";

export function handedIn(frame: Frame, name: string, tracker: string, publicPage?: string, rollPage?: string): void {
  frame.show(() => {
    const { say } = frame;
    return {
      title: say("cast.done"),
      parts: [
        ...receipt(frame, name, tracker),
        make("p", {}, say("cast.again")),
        rollPage !== undefined && make("p", {}, make("a", { class: "button", href: rollPage }, say("cast.others"))),
        publicPage !== undefined && make("p", {}, make("a", { href: publicPage }, say("cast.look"))),
      ],
    };
  });
}

/** The tracker, large, with the button that keeps it. */
export function receipt(frame: Frame, name: string, tracker: string, kind = "main"): Child[] {
  const { say } = frame;
  const text = `${name}\n\n${say("cast.tracker")}\n${tracker}\n\n${say("cast.keep")}\n`;
  return [
    make(
      "div",
      { class: "secret" },
      make("h2", {}, say("cast.tracker")),
      make("p", { class: "code", id: "tracker", translate: "no", "aria-label": tracker }, grouped(tracker)),
      band(tracker, say("page.band")),
    ),
    make("p", {}, say("cast.keep")),
    frame.button(say("cast.save"), () => save("tracker.txt", text, "text/plain"), kind),
    make("details", {}, make("summary", {}, say("cast.code")), qr(tracker, say("cast.code"))),
  ];
}
