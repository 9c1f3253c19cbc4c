/** The whole booth in one file: it opens from a disk or a memory stick, without a network, and writes ballots as files. */
import words from "veche:words/page+single+vote+ask+audit+cast+keep+refusal+refused";
import { Refusal } from "../protocol/refusal";
import type { Election } from "../protocol/types";
import { make } from "../show/element";
import { fingerprint, hexOf } from "../show/fingerprint";
import { LANGUAGES } from "../show/speech";
import { Booth } from "../worker/client";
import { messagesOf, type Messages } from "./archive";
import { fileField } from "./files";
import { Frame } from "./frame";
import { Failure } from "./server";
import { audited, checkedAudit } from "./voting/audited";
import { receipt } from "./voting/receipt";
import { Voting } from "./voting/voting";

const frame = new Frame(document.getElementById("booth")!, async (language) => words[language]!);
const { say } = frame;
const NAMES: Record<string, string> = { be: "Беларуская", ru: "Русский", uk: "Українська", pl: "Polski", en: "English" };

function languages(): void {
  const buttons = LANGUAGES.map((language) => {
    const choose = (): void => void frame.speak(language).then(languages);
    return make(
      "button",
      { type: "button", lang: language, "aria-current": frame.language === language && "true", onclick: choose },
      NAMES[language]!,
    );
  });
  document.getElementById("languages")!.replaceChildren(...buttons);
}

const home = (): HTMLElement => frame.button(say("page.back"), menu);

function menu(): void {
  frame.show(() => ({
    title: say("single.title"),
    parts: [
      make("p", {}, say("single.what")),
      frame.button(say("single.vote"), vote, "main"),
      make(
        "ul",
        { class: "bare" },
        ...[
          frame.button(say("single.audit"), audit),
          frame.button(say("single.tracker"), findTracker),
          frame.button(say("single.hash"), findHash),
        ].map((button) => make("li", {}, button)),
      ),
      make("h2", {}, say("single.same")),
      make("p", {}, say("single.compare")),
      make("pre", {}, "sha256sum veche-booth.html"),
    ],
  }));
}

/** An election, from its own message or straight from an archive. */
function openElection(title: string, then: (election: Election, found: Messages, booth: Booth) => unknown): void {
  const booth = new Booth();
  frame.show(() => ({
    title: say(title),
    parts: [
      make("p", {}, say("single.need_election")),
      fileField(frame, "election", say("single.election"), ".bel,.json", async (content) => {
        const found = messagesOf(content);
        await then(await booth.ask("open", [found.election]), found, booth);
      }),
      home(),
    ],
  }));
}

function vote(): void {
  openElection("single.vote", (election, { credentials }, booth) => {
    // With an archive the roll is here too: a mistyped code is found without a server.
    const roll = credentials && new TextDecoder().decode(credentials);
    const check = (public_: string): Promise<{ voted: boolean }> =>
      roll?.includes(`"${public_}`) === false ? Promise.reject(new Failure("credential")) : Promise.resolve({ voted: false });
    new Voting(frame, booth, election, { check, address: "" }, "").begin();
  });
}

function audit(): void {
  openElection("single.audit", (election, _, booth) =>
    frame.show(() => ({
      title: say("single.audit"),
      parts: [
        make("p", {}, say("single.audit_what")),
        fileField(frame, "audit", say("single.audit_file"), ".json", async (content) => {
          const choices = await checkedAudit(booth, content);
          frame.show(() => ({
            title: say("audit.holds"),
            parts: [...audited(frame, election, choices, sealOf(content)), make("p", {}, say("audit.compare_seal")), home()],
          }));
        }),
        home(),
      ],
    })),
  );
}

/** The audit file holds its seal, and checkAudit has just computed it again. */
function sealOf(content: Uint8Array): string {
  const { seal } = JSON.parse(new TextDecoder().decode(content)) as { seal?: unknown };
  if (typeof seal !== "string") throw new Refusal("audit", "seal", "it has no seal");
  return seal;
}

const hashed = async (content: Uint8Array): Promise<string> => {
  const booth = new Booth();
  return booth.ask("hash", [content]).finally(() => booth.end());
};

function findTracker(): void {
  frame.show(() => ({
    title: say("single.tracker"),
    parts: [
      make("p", {}, say("single.tracker_what")),
      fileField(frame, "ballot", say("single.ballot"), ".json", async (content) => {
        if (!new TextDecoder().decode(content.subarray(0, 18)).startsWith('{"election_uuid":"')) throw new Failure("form");
        const tracker = await hashed(content);
        frame.show(() => ({ title: say("single.tracker"), parts: [...receipt(frame, say("keep.title"), tracker), home()] }));
      }),
      home(),
    ],
  }));
}

function findHash(): void {
  frame.show(() => ({
    title: say("single.hash"),
    parts: [
      make("p", {}, say("single.hash_what")),
      fileField(frame, "any", say("single.any"), "", async (content, name) => {
        const hash = await hashed(content);
        frame.show(() => ({
          title: name,
          parts: [
            make("p", {}, "SHA-256"),
            make("p", { class: "code", id: "sha256", translate: "no" }, hexOf(hash)),
            fingerprint(say, hash),
            home(),
          ],
        }));
      }),
      home(),
    ],
  }));
}

void frame.speak(navigator.language.slice(0, 2)).then(() => {
  languages();
  menu();
});
