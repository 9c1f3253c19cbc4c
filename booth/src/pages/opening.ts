/** How a page begins: what it needs is fetched, and where that fails the reader can try again. */
import type { Frame } from "./frame";

/** `title` is that of the step that offers another try, unless another step is shown already. */
export function begin(frame: Frame, title: string, open: () => Promise<void>): void {
  const before = frame.root.querySelector("h1");
  open().catch((error: unknown) => {
    const shown = frame.root.querySelector("h1");
    const retry = (): void => begin(frame, title, open);
    if (!shown || shown === before)
      frame.show(() => ({ title: frame.say(title), parts: [frame.button(frame.say("page.retry"), retry, "main")] }));
    frame.tell(frame.explain(error));
  });
}
