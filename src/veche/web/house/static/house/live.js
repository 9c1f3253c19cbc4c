// Keeps fragments of a page fresh: the server sends each anew, whole, when it has changed. Nothing else is done here, and nothing is needed:
// without this script, or when the connection is lost, the link "reload" does the same.
const policy = window.trustedTypes?.createPolicy("veche-live", { createHTML: (html) => html });
const SOON = 5_000, LATE = 120_000; // milliseconds between two attempts, at first and at most

for (const place of document.querySelectorAll("[data-live]")) follow(place, SOON);

function follow(place, pause) {
  const source = new EventSource(place.dataset.live);
  source.onopen = () => { show(place, "on"); pause = SOON; };
  source.onmessage = (event) => replace(place, event.data);
  source.addEventListener("end", () => { source.close(); show(place, "ended"); });
  source.onerror = () => {
    show(place, "lost");
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    setTimeout(() => follow(place, Math.min(2 * pause, LATE)), pause * (1 + Math.random()));
  };
}

/** Say how it stands: "on", "lost" or "ended". Each sentence is on the page already. */
function show(place, state) {
  for (const one of place.querySelectorAll("[data-live-when]")) one.hidden = one.dataset.liveWhen !== state;
}

function replace(place, html) {
  const part = place.querySelector("[data-live-part]");
  const kept = keep(part);
  part.innerHTML = policy ? policy.createHTML(html) : html;
  kept();
  announce(place, part);
}

/** Remember where the reader is, by identifiers; what is returned brings them back there. */
function keep(part) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const elements = [...part.querySelectorAll("[id]")];
  const scrolled = elements.filter((one) => one.scrollTop || one.scrollLeft).map((one) => [one.id, one.scrollTop, one.scrollLeft]);
  const opened = elements.filter((one) => one.tagName === "DETAILS").map((one) => [one.id, one.open]);
  const { scrollX, scrollY } = window;
  return () => {
    const found = (id) => (id ? [...part.querySelectorAll("[id]")].find((one) => one.id === id) : undefined);
    for (const [id, open] of opened) found(id)?.toggleAttribute("open", open);
    for (const [id, top, left] of scrolled) found(id)?.scrollTo(left, top);
    found(focused)?.focus({ preventScroll: true });
    scrollTo(scrollX, scrollY);
  };
}

/** A screen reader says one line, and only when it has changed. */
function announce(place, part) {
  const said = place.querySelector("[data-live-said]");
  const line = part.querySelector("[data-live-line]")?.textContent.trim().replace(/\s+/g, " ") ?? said.dataset.liveSaid;
  if (line !== said.textContent) said.textContent = line;
}
