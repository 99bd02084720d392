// Keeps a reply and shows how it reads without leaving the page: a second
// after typing stops, and on leaving.
import { say } from "./common.js";
import { post, why } from "./keeping.js";

const pause = 1000;
const waiting = new Map(); // form: timer

for (const form of document.querySelectorAll("form[data-reply]")) {
  form.addEventListener("input", () => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), pause));
    tell(form, "");
  });
  form.addEventListener("submit", e => {
    if (e.submitter?.classList.contains("drop")) {
      const written = form.elements.reply.value.trim() !== "";
      if (written && !confirm("Delete this question and the reply that you wrote?")) e.preventDefault();
      return;
    }
    e.preventDefault();
    keep(form);
  });
}

async function keep(form, leaving = false) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (form.busy) { form.again = true; return; } // revisions go one after another
  form.busy = true;
  try {
    const { answer, said } = await post(form.action, form, leaving);
    if (answer.status === 409) { clash(form, said); return; }
    if (!answer.ok) throw new Error(said.error);
    form.elements.base.value = said.revision;
    tell(form, "Saved");
    read(form).replaceChildren(...reading(said.read));
  } catch (err) {
    tell(form, why(err), true);
  } finally {
    form.busy = false;
    if (form.again) { form.again = false; keep(form); }
  }
}

const read = form => form.closest(".reply").querySelector("[data-read]");

function tell(form, text, failed = false) {
  const state = form.querySelector(".state");
  state.textContent = text;
  state.classList.toggle("warn", failed);
  if (failed) say(text);
}

function line(text, cls) {
  const p = document.createElement("p");
  if (cls) p.className = cls;
  p.textContent = text;
  return p;
}

// reading draws what the server's page draws.
function reading(r) {
  if (!r.vote) return [line("No reply yet.", "soft")];
  const head = document.createElement("p");
  const vote = document.createElement("span");
  vote.className = "vote-mark";
  vote.textContent = r.vote;
  const length = document.createElement("span");
  length.className = "kind";
  length.textContent = r.length;
  head.append(vote, " ", length);
  const all = [head];
  if (r.reason) all.push(line(r.reason, "soft"));
  if (r.costly) all.push(line(r.costly));
  if (r.fix) all.push(line(r.fix, "soft"));
  if (r.says) all.push(line(r.says, "warn"));
  return all;
}

// clash shows what is kept beside what was written; the next save keeps the
// one in the field.
function clash(form, { stored }) {
  form.elements.base.value = stored.revision;
  const quote = document.createElement("blockquote");
  quote.textContent = stored.reply;
  read(form).replaceChildren(
    line("This reply was changed in another window while you wrote. Yours stands on the left and is not kept yet; this one is kept:", "warn"),
    quote, line("Take from it what you need. “Keep and read” then keeps yours.", "soft"));
  tell(form, "Not saved yet", true);
  form.again = false;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const form of [...waiting.keys()]) keep(form, true);
});
