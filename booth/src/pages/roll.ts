/**
 * The page of a roll for many votes: a slip leads here. The code behind the # goes on to the booth behind a # again, or is kept in this tab
 * where its owner wishes it: see voting/kept.ts. The texts are the server's; without a code, and without script, the page is a list of links.
 */
import { takenFromAddress, tidied } from "./voting/credential";
import { forgetCode, keepCode, keptCode } from "./voting/kept";

const shown = document.getElementById("code-kept")!;
const keep = document.getElementById("keep")!;
const roll = shown.dataset.roll!;
const links = Array.from(document.querySelectorAll<HTMLAnchorElement>("a[data-code]"), (link) => ({ link, address: link.href }));

let code = tidied(takenFromAddress());
if (code && code !== keptCode(roll)) forgetCode(roll); // another slip than before
addEventListener("hashchange", () => location.reload());

function show(): void {
  const kept = keptCode(roll);
  const hand = kept ? "" : code; // what is kept needs no address
  shown.hidden = !(kept || code);
  keep.hidden = kept !== "";
  for (const { link, address } of links) link.href = hand ? `${address}#${encodeURIComponent(hand)}` : address;
}

keep.addEventListener("click", () => (keepCode(roll, code), show()));
document.getElementById("forget")!.addEventListener("click", () => {
  code = "";
  forgetCode(roll);
  show();
});
show();
