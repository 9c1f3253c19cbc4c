/** Files that people keep and open. Nothing is kept by the page itself. */
import { make } from "../show/element";
import type { Frame } from "./frame";
import { Failure } from "./server";

const MOST = 512 << 20; // an archive of a million ballots is larger, and no phone opens that

/** Lets the browser save a file. `name` is the same in every language: people send each other these names. */
export function save(name: string, content: Uint8Array | string, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A field that opens one file, chosen or dropped on it. What `opened` throws is explained beneath the step. */
export function fileField(
  frame: Frame,
  id: string,
  label: string,
  accept: string,
  opened: (content: Uint8Array, name: string) => unknown,
): HTMLElement {
  const input = make("input", { type: "file", id, accept, onchange: () => void take() });
  async function take(): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    frame.hush();
    try {
      if (file.size > MOST) throw new Failure("too_large");
      await opened(new Uint8Array(await file.arrayBuffer()), file.name);
    } catch (error) {
      input.value = ""; // so that the same file can be chosen again
      frame.tell(frame.explain(error));
    }
  }
  return make("div", { class: "field" }, make("label", { for: id }, label), input);
}
