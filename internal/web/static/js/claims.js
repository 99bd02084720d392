// Keeps a line of the ledger without leaving the page: a second after typing
// stops, at once when a choice is made, and on leaving.
import { say } from "./common.js";
import { post, why } from "./keeping.js";

const pause = 900;
const waiting = new Map(); // form: timer

for (const form of document.querySelectorAll("form[data-claim]")) {
  form.addEventListener("input", e => later(form, e.target.tagName === "SELECT" ? 0 : pause));
  form.addEventListener("submit", e => {
    if (e.submitter?.name === "replace") { clearTimeout(waiting.get(form)); waiting.delete(form); return; } // the story changes, and this page with it
    e.preventDefault();
    keep(form);
  });
  // Without a button, Enter would do nothing in a form of two fields.
  form.addEventListener("keydown", e => {
    if (e.key === "Enter" && e.target.tagName === "INPUT") { e.preventDefault(); keep(form); }
  });
}

function later(form, ms) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), ms));
}

async function keep(form, leaving = false) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  const turn = form.turn = (form.turn ?? 0) + 1;
  try {
    const { answer, said } = await post("/claims" + location.search, form, leaving);
    if (!answer.ok) throw new Error(said.error);
    if (turn !== form.turn) return; // a later change is on its way
    tell(form, "Saved", false);
    count(said);
    spoken(form, said.spoken);
    reads(form, said.reads);
  } catch (err) {
    tell(form, why(err), true);
  }
}

function tell(form, text, failed) {
  const state = form.querySelector(".state");
  state.textContent = text;
  state.classList.toggle("failed", failed);
  if (failed) say(text);
}

// count brings the numbers above the ledger up to date.
function count({ counts, tally, lead, mend }) {
  const first = document.getElementById("claims-lead");
  if (first && lead && first.textContent !== lead) first.textContent = lead;
  const link = document.getElementById("claims-mend");
  if (link) { link.href = mend; link.hidden = !mend; }
  for (const el of document.querySelectorAll("[data-count]")) {
    if (el.dataset.count in counts) el.textContent = counts[el.dataset.count];
  }
  const line = document.getElementById("claims-tally");
  if (line && line.textContent !== tally) line.textContent = tally;
}

// spoken shows at once whether the story still tells a confidential figure.
function spoken(form, says) {
  const warning = form.closest(".claim").querySelector("[data-spoken]");
  warning.hidden = !says;
  warning.firstElementChild.textContent = says;
  form.elements.replace.hidden = !says;
}

// reads shows how the sentences will read with the words to say instead.
function reads(form, sentences) {
  const fold = form.closest(".claim").querySelector("[data-reads]");
  fold.hidden = !sentences.length;
  fold.querySelector("ul").replaceChildren(...sentences.map(says => {
    const line = document.createElement("li");
    line.className = "prose";
    line.dir = "auto";
    line.textContent = says;
    return line;
  }));
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const form of [...waiting.keys()]) keep(form, true);
});
