// The story page: the text is read as it is typed, and the reading is painted
// into it; what was typed is saved a second after the typing stops.

import { Sheet } from "./sheet.js";
import { Saver } from "./saver.js";
import { say } from "./common.js";

const form = document.getElementById("story");
const answer = document.getElementById("answer");
const margin = document.getElementById("margin");
const url = form.getAttribute("action");

let marks = JSON.parse(document.getElementById("marks").textContent);
let level = new URLSearchParams(location.search).get("rubric") ?? "";
const sheet = new Sheet(answer);
document.body.classList.add("live");
// Where there is no room for letters beside the text, or colours don't reach
// the person, each role has a line of its own.
const lined = matchMedia("(prefers-contrast: more), (forced-colors: active), (max-width: 40rem)");
const lines = () => document.documentElement.classList.toggle("lines", lined.matches);
lined.addEventListener("change", lines);
lines();

// ---- reading as one types: one question to the server at a time, always
// about the newest text.

let asking = false, asked = null, typedAt = 0;
async function read() {
  if (asking) { asked = true; return; }
  asking = true; asked = false;
  const text = sheet.text;
  try {
    const body = new URLSearchParams({ answer: text, question: form.question.value, kind: form.kind.value, rubric: level });
    const r = await fetch(url + "/review", { method: "POST", body, headers: { Accept: "application/json" } });
    if (r.ok) {
      const reading = await r.json();
      if (sheet.text === text) draw(reading);
    }
  } catch { /* the saver says that nobody answers */ }
  asking = false;
  if (asked) read();
}

// draw puts a reading on the page. Regions that say the same stay as they
// are, so that nothing flickers and no focus is lost.
const shown = new Map();
function draw(reading) {
  marks = reading.marks;
  paint();
  if (typedAt) {
    // From the key to the end of the frame that shows what it meant.
    const start = typedAt;
    typedAt = 0;
    requestAnimationFrame(() => setTimeout(() => performance.measure("rehearse:keystroke-to-paint", { start, end: performance.now() })));
  }
  latest = reading;
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(() => setTimeout(words));
}

// words puts the words of the newest reading on the page, a frame after its
// evidence was painted: the eye is on the text.
let latest, drawing = 0;
function words() {
  const reading = latest;
  for (const [id, html] of Object.entries(reading.regions)) {
    if (shown.get(id) === html) continue;
    shown.set(id, html);
    const region = document.getElementById(id);
    const open = openNotes(region);
    region.innerHTML = html;
    for (const key of open) region.querySelector(`[data-key="${CSS.escape(key)}"] details`)?.setAttribute("open", "");
  }
  place();
}
function openNotes(region) {
  return [...region.querySelectorAll("[data-rule]:has(details[open])")].map(n => n.dataset.key);
}

function paint() {
  if (marks.length !== sheet.text.length) return;
  const by = new Map();
  const add = (name, at) => { (by.get(name) ?? by.set(name, []).get(name)).push(at); };
  for (const s of marks.sentences) { add(s.role, s.at); if (s.unsure) add("unsure", s.at); }
  for (const a of marks.amounts) add("amount", a);
  for (const n of marks.notes) if (n.severity !== "note") for (const at of n.at) add("note-" + n.severity, at);
  sheet.paint(by);
}

// ---- notes beside their sentences, each as near as the one above allows.

const wide = matchMedia("(min-width: 64.01rem)");
function place() {
  const list = margin.querySelector(".notes");
  const beside = Boolean(list) && wide.matches && sheet.painted;
  margin.classList.toggle("beside", beside);
  margin.classList.toggle("listed", !beside);
  rails();
  if (!list) { margin.style.minHeight = ""; return; }
  const notes = [...list.children];
  if (!margin.classList.contains("beside")) {
    for (const n of notes) n.style.top = "";
    list.style.height = "";
    return;
  }
  const top = list.getBoundingClientRect().top;
  const items = notes.map((el, i) => ({ el, want: (sheet.top(marks.notes[i]?.at[0]) ?? top) - top, height: el.offsetHeight, i }));
  items.sort((a, b) => a.want - b.want || a.i - b.i);
  let next = 0;
  for (const x of items) {
    const at = Math.max(next, x.want);
    x.el.style.top = at + "px";
    next = at + x.height + 4;
  }
  list.style.height = next + "px";
}
// rails are the letters beside the first line of each run of one role, so
// that roles can be told apart without colour. Runs that begin on one line
// share its place, in their order.
const letters = { situation: "S", task: "T", action: "A", result: "R", learning: "L" };
const rail = document.createElement("div");
rail.className = "rails"; rail.setAttribute("aria-hidden", "true");
answer.parentElement.append(rail);
function rails() {
  // All places are read before anything is written: each reading after a
  // writing would lay the page out anew.
  const begun = [];
  if (sheet.painted && marks.length === sheet.text.length) {
    const top = rail.getBoundingClientRect().top;
    let last = "";
    for (const s of marks.sentences) {
      if (s.role === last) continue;
      last = s.role;
      const y = sheet.top(s.at) - top + 9, above = begun.at(-1);
      if (!letters[s.role] || isNaN(y)) continue;
      // Letters of another font stand a little higher on the same line.
      if (above && Math.abs(y - above.y) < 9) above.said += letters[s.role];
      else begun.push({ said: letters[s.role], y });
    }
  }
  rail.replaceChildren(...begun.map(({ said, y }) => {
    const el = document.createElement("span");
    el.className = "rail"; el.textContent = said; el.style.top = y + "px";
    return el;
  }));
}
new ResizeObserver(() => requestAnimationFrame(place)).observe(sheet.element);
wide.addEventListener("change", place);
margin.addEventListener("toggle", place, true);

// ---- evidence: pointing at a note, a ground or a chip lights its words.

const spots = el => (el.dataset.spots || "").split(" ").filter(Boolean).map(x => x.split("-").map(Number));
const lighter = el => el.closest?.("[data-spots]");
addEventListener("pointerover", e => { const el = lighter(e.target); if (el) sheet.light(spots(el)); });
addEventListener("pointerout", e => { if (lighter(e.target)) sheet.light(focused()); });
addEventListener("focusin", e => { const el = lighter(e.target); sheet.light(el ? spots(el) : []); });
addEventListener("click", e => {
  const el = lighter(e.target);
  if (!el) return;
  if (el.matches(".note")) { if (e.target.closest(".note-words")) { e.preventDefault(); sheet.show(spots(el)[0]); } return; }
  sheet.show(spots(el)[0]);
  if (el.matches("a")) e.preventDefault();
  if (el.matches("button, a")) sheet.stand(spots(el)[0]?.[0]);
});
function focused() { const el = lighter(document.activeElement ?? document.body); return el ? spots(el) : []; }
margin.addEventListener("keydown", e => {
  const note = e.target.closest(".note");
  if (!note) return;
  if (e.key === "ArrowDown" || e.key === "ArrowUp") {
    const all = [...margin.querySelectorAll(".note")].sort((a, b) => a.offsetTop - b.offsetTop);
    all[all.indexOf(note) + (e.key === "ArrowDown" ? 1 : -1)]?.querySelector("summary, button, a").focus();
  } else if (e.key === "Escape") sheet.element.focus();
  else return;
  e.preventDefault();
});
// The note of the sentence that the caret stands in is marked.
document.addEventListener("selectionchange", () => {
  const at = sheet.caret();
  for (const n of margin.querySelectorAll(".note")) {
    n.classList.toggle("on", at !== undefined && spots(n).some(([a, b]) => at >= a && at <= b));
  }
});

// ---- another level, without leaving the page.

document.getElementById("levels").addEventListener("click", e => {
  const a = e.target.closest("a[data-rubric]");
  if (!a || e.ctrlKey || e.metaKey) return;
  e.preventDefault();
  level = a.dataset.rubric;
  history.replaceState(null, "", a.href);
  read();
});

// ---- saving.

const saver = new Saver(form, sheet, {
  changed(stored) { sheet.text = stored.answer; read(); },
  tell: say,
});
function typed() {
  typedAt ||= performance.now();
  read();
  saver.touch();
}
sheet.element.addEventListener("input", typed);
form.addEventListener("input", e => { if (e.target !== sheet.element && e.target !== answer) { saver.touch(); if (e.target.matches("#question, #kind")) read(); } });
form.addEventListener("change", e => { if (e.target.matches("select, [type=checkbox]")) { saver.touch(); read(); } });
form.addEventListener("submit", e => {
  e.preventDefault();
  if (e.submitter?.name === "figure") instead(e.submitter); else saver.save();
});
// instead puts other words in the place of a confidential figure; the caret
// goes where they stand.
async function instead(button) {
  const at = spots(button.closest(".note"))[0]?.[0];
  if (await saver.instead(button.formAction, button.value)) sheet.stand(at);
}
// What is said of figures in another window changes the notes.
document.addEventListener("rehearse:change", e => { if (e.detail.kind === "beside" && e.detail.id === form.dataset.id) read(); });
addEventListener("keydown", e => { if ((e.ctrlKey || e.metaKey) && e.key === "s") { e.preventDefault(); saver.save(); } });
// Enter in the title goes on to the text.
form.title.addEventListener("keydown", e => { if (e.key === "Enter") { e.preventDefault(); form.question.focus(); } });
form.question.addEventListener("keydown", e => { if (e.key === "Enter") { e.preventDefault(); sheet.element.focus(); } });

paint();
place();
document.fonts?.ready.then(place);
