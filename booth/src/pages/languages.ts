/** What a page speaks: the texts lie beside its script, a file for each language, so that a voter on a bad line loads one. */
import type { Catalogue } from "../show/speech";
import { Frame, type Load } from "./frame";
import { get } from "./server";

/**
 * The frame of the page `name` in the language of its document. `data-worker` says where the booth's files lie.
 * Until the words are there the server's own text stands in the page; where they do not come, what it hides is shown.
 */
export async function framed(root: HTMLElement, name: string): Promise<Frame> {
  const folder = new URL(".", new URL(root.dataset.worker!, location.href));
  const load: Load = async (language) => {
    const words = await get(new URL(`${name}.${language}.json`, folder).href, { anonymous: true });
    return JSON.parse(new TextDecoder().decode(words)) as Catalogue;
  };
  const frame = new Frame(root, load);
  try {
    await frame.speak(document.documentElement.lang);
  } catch (error) {
    for (const hidden of root.querySelectorAll<HTMLElement>("[hidden]")) hidden.hidden = false;
    throw error;
  }
  listen(frame);
  return frame;
}

/** The choice of a language in the header: on a page with script it speaks at once, and what was filled in stays. */
function listen(frame: Frame): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.languages, .languages form")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!(button instanceof HTMLButtonElement)) return;
      event.preventDefault();
      void choose(frame, form, button).catch((error: unknown) => frame.tell(frame.explain(error)));
    });
  }
}

async function choose(frame: Frame, form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  await frame.speak(button.value);
  for (const other of form.querySelectorAll("button")) other.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  form.closest("details")?.removeAttribute("open");
  await fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual" }); // for the pages to come
}
