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
    count(said);
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
  if (!r.length && !r.reason) return [line("No reply yet.", "soft")];
  const all = [];
  if (r.length) all.push(line(r.length, "kind num"));
  if (r.reason) all.push(line(r.reason, "soft"));
  if (r.line) all.push(line(r.line));
  for (const n of r.notes ?? []) {
    all.push(line(n.text));
    if (n.fix) all.push(line(n.fix, "soft"));
  }
  if (r.added) all.push(line(r.added, "soft"));
  return all;
}

// count brings the first line and the six usual ones up to date.
function count({ lead, usual, states }) {
  put(document.getElementById("followups-lead"), lead);
  put(document.getElementById("usual-count"), usual);
  for (const el of document.querySelectorAll("[data-usual]")) {
    const state = states[el.dataset.usual];
    if (!el.dataset.usual || !state) continue;
    put(el, state);
    el.classList.toggle("met", state === "answered");
  }
}
const put = (el, text) => { if (el && text && el.textContent !== text) el.textContent = text; };

// clash shows what is kept beside what was written; the next save keeps the
// one in the field.
function clash(form, { stored }) {
  form.elements.base.value = stored.revision;
  const quote = document.createElement("blockquote");
  quote.textContent = stored.reply;
  read(form).replaceChildren(
    line("This reply was changed in another window while you wrote. Yours stands on the left and is not saved yet; this one is:", "warn"),
    quote, line("Take from it what you need. “Save and read” then saves yours.", "soft"));
  tell(form, "Not saved yet", true);
  form.again = false;
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const form of [...waiting.keys()]) keep(form, true);
});
