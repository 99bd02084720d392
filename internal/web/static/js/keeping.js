// What pages share that keep one form at a time: word of a change that is
// this page's own is no news to it, though the stream may tell of it before
// the answer does.
import { say } from "./common.js";

let under = 0; // forms on their way
let heard = 0; // the newest change told meanwhile

document.addEventListener("rehearse:change", e => {
  if (under === 0) return;
  e.preventDefault();
  heard = Math.max(heard, e.detail.change);
});

const patience = 15000; // a server that says nothing for so long is taken for one that is gone

// post sends a form and gives the answer with what it said.
export async function post(url, form, leaving) {
  under++;
  try {
    const answer = await fetch(url, {
      method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)), keepalive: leaving,
      signal: leaving ? null : AbortSignal.timeout(patience),
    });
    const said = await answer.json();
    if (said.change) root.dataset.change = Math.max(said.change, Number(root.dataset.change));
    return { answer, said };
  } finally {
    under--;
    if (under === 0 && heard > Number(root.dataset.change)) say("Something changed in another window. Reload the page to see it.");
    if (under === 0) heard = 0;
  }
}
const root = document.documentElement;

// why says in words why something was not saved.
export function why(err) {
  return err instanceof TypeError || err instanceof SyntaxError || err instanceof DOMException
    ? "Not saved: Rehearse does not answer. What you wrote is still here."
    : "Not saved: " + err.message + " What you wrote is still here.";
}
