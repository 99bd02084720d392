// The saver keeps a story on disk a second after typing stops and when the
// page is left. It says "saved" only after the server said so. Until then the
// text also lies in the browser's own storage, so that nothing is lost when
// server and browser end together.

const pause = 1000;
const patience = 15000; // a server that says nothing for so long is taken for one that is gone
const gone = "Not saved: Rehearse doesn’t answer. Your text is in this page; trying again.";
const lines = ["title", "question", "questions", "kind", "project", "tags", "notes"];

export class Saver {
  #form; #sheet; #hooks; #timer = 0; #saving = null; #dirty = false; #key; #status; #retry = 0; #held = false;
  #settles = null; // how the conflict was settled that the next save settles, and what it left out
  #refused = false; // the server said that it can't be kept so

  constructor(form, sheet, hooks) {
    this.#form = form; this.#sheet = sheet; this.#hooks = hooks;
    this.#key = "rehearse:draft:" + form.dataset.id;
    this.#status = document.getElementById("saved");
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.#leave(); });
    addEventListener("pagehide", () => this.#leave());
    addEventListener("beforeunload", e => { if (this.#dirty && (this.#retry > 0 || this.#refused)) e.preventDefault(); });
    document.addEventListener("rehearse:change", e => this.#elsewhere(e));
    this.#offerDraft();
  }

  get #fields() {
    const data = new URLSearchParams(new FormData(this.#form));
    data.set("answer", this.#sheet.text);
    return data;
  }
  // #body is what a save sends.
  #body() {
    const body = this.#fields;
    for (const [name, value] of Object.entries(this.#settles ?? {})) body.set(name, value);
    return body;
  }
  get #base() { return this.#form.elements.base; }

  touch() {
    this.#dirty = true;
    this.#say("Writing…");
    this.#keepDraft();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.#timer);
    if (this.#held) return;
    if (this.#saving) { await this.#saving; }
    if (!this.#dirty && this.#retry === 0) return this.#say("Saved");
    this.#saving = this.#send();
    try { await this.#saving; } finally { this.#saving = null; }
  }

  // #post sends what there is and gives the answer, which is null where none
  // comes.
  async #post(url, body) {
    try {
      const r = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(patience) });
      const json = r.headers.get("Content-Type")?.includes("json");
      return { status: r.status, ok: r.ok && json, said: json ? await r.json() : {} };
    } catch { return null; }
  }
  // #taken deals with an answer that is none to a save, and reports whether
  // it was one. What is refused would be refused again: it waits for the
  // person, and only what may go better the next time is sent again.
  #taken(answer) {
    if (answer === null) this.#failed(gone);
    else if (answer.status === 409) this.#conflict(answer.said);
    else if (!answer.ok && answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429) {
      this.#dirty = true; this.#refused = true; this.#retry = 0;
      this.#keepDraft();
      this.#say("Not saved: " + (answer.said.error || "this can’t be kept so.") + " Your text is in this page.");
    } else if (!answer.ok) this.#failed("Not saved: " + (answer.said.error || "something went wrong.") + " Your text is in this page; trying again.");
    else return true;
    return false;
  }

  async #send() {
    const sent = this.#typed;
    this.#dirty = false; this.#refused = false;
    const answer = await this.#post(this.#form.getAttribute("action"), this.#body());
    if (this.#taken(answer)) this.#kept(answer.said, sent);
  }

  // #kept: the server said that it has what was sent.
  #kept(saved, sent) {
    const aside = this.#settles?.settles === "stored";
    this.#retry = 0; this.#settles = null; this.#refused = false;
    this.#base.value = saved.revision;
    this.#say("Saved at " + new Date(saved.saved).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    if (this.#typed !== sent) { this.touch(); return; }
    this.#dirty = false;
    this.#dropDraft();
    if (saved.story) this.#take(saved.story);
    if (aside) this.#hooks.tell("What you had written in this window stands in the story’s history.");
  }

  // instead keeps the story with other words in the place of a confidential
  // figure, and shows it as it stands then. It is false where it could not.
  async instead(url, figure) {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    if (this.#held) return false;
    let done = false;
    this.#saving = (async () => { done = await this.#replace(url, figure); })();
    try { await this.#saving; } finally { this.#saving = null; }
    return done;
  }
  async #replace(url, figure) {
    const sent = this.#typed;
    const body = this.#body();
    body.set("figure", figure);
    const answer = await this.#post(url, body);
    if (!this.#taken(answer)) return false;
    // What was typed meanwhile meets the new text as a conflict would.
    if (this.#typed !== sent) { this.touch(); return false; }
    this.#retry = 0; this.#settles = null; this.#dirty = false; this.#refused = false;
    this.#dropDraft();
    this.#take(answer.said);
    this.#say("Saved");
    this.#hooks.tell(answer.said.says);
    return true;
  }

  #failed(says) {
    this.#dirty = true;
    this.#retry = Math.min(30, Math.max(2, this.#retry * 2));
    this.#say(says);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), this.#retry * 1000);
  }

  // #leave saves while the page goes away; the browser carries it to the end.
  #leave() {
    if (!this.#dirty || this.#held) return;
    const body = this.#body(), sent = this.#typed;
    const keepalive = body.toString().length < 60000; // browsers carry 64 KB
    fetch(this.#form.getAttribute("action"), { method: "POST", body, keepalive, headers: { Accept: "application/json" } })
      .then(async r => { if (r.ok) this.#kept(await r.json(), sent); }).catch(() => {});
  }

  // #elsewhere: another window changed something.
  async #elsewhere(e) {
    e.preventDefault();
    const { id, revision, kind } = e.detail;
    if (this.#saving) return;
    // A change that names its story is ours or not; what a stream missed
    // names nothing, so the story is looked at.
    if (id ? kind !== "story" || id !== this.#form.dataset.id || revision <= Number(this.#base.value) : kind !== "hello" && kind !== "elsewhere") return;
    if (this.#dirty) return id ? this.save() : undefined; // meets the conflict with both texts at hand
    const r = await fetch(this.#form.getAttribute("action"), { headers: { Accept: "application/json" } });
    if (!r.ok) { if (r.status === 404) this.#hooks.tell("This story was deleted in another window."); return; }
    const stored = await r.json();
    if (this.#dirty || stored.revision <= Number(this.#base.value)) return;
    this.#take(stored);
    this.#say("Saved in another window");
  }

  #take(stored) {
    this.#base.value = stored.revision;
    this.#put(stored);
  }
  // #put puts a story into the form.
  #put(story) {
    for (const name of ["title", "question", "kind", "project", "notes"]) this.#form.elements[name].value = story[name];
    this.#form.elements.tags.value = story.tags.join(", ");
    this.#form.elements.questions.value = story.questions.join("\n");
    for (const box of this.#form.querySelectorAll("[name=principles][type=checkbox]")) box.checked = story.principles.includes(box.value);
    this.#hooks.changed(story);
  }

  // #conflict shows both versions. Of each field the side that changed it is
  // proposed; where both did, there is a row to choose from.
  #conflict(said) {
    this.#held = true; this.#dirty = true;
    this.#keepDraft();
    this.#say("Not saved yet: another window saved first");
    const { merged, clean, differs, rows, taken } = said;
    const dialog = document.getElementById("conflict");
    const get = id => document.getElementById("conflict-" + id);
    get("texts").hidden = differs.every(([op]) => op === 0);
    this.#show(get("yours"), differs, -1);
    this.#show(get("stored"), differs, 1);
    get("merged").value = merged;
    get("says").textContent = clean ? "The two didn’t touch the same place." : "Where both changed the same place, both versions stand one after the other.";
    get("rows").replaceChildren(...rows.map(row));
    get("taken").textContent = taken;
    dialog.addEventListener("cancel", e => e.preventDefault(), { once: false });
    dialog.onclick = e => {
      const keep = e.target.dataset?.keep;
      if (!keep) return;
      dialog.close(); this.#held = false;
      this.#settle(keep, said, get("merged").value);
    };
    if (!dialog.open) dialog.showModal();
    for (const m of dialog.querySelectorAll("pre")) m.querySelector("mark")?.scrollIntoView({ block: "center" });
  }

  // #settle sends what was chosen, and beside it what that leaves out: the
  // history keeps it.
  #settle(keep, { stored, together, merged, rows }, answer) {
    this.#base.value = stored.revision;
    const before = this.#settles ?? {};
    this.#settles = { settles: keep === "merged" || keep === "stored" ? keep : "kept" };
    if (keep !== "stored") {
      const chosen = { ...together, answer: keep === "merged" ? answer : this.#sheet.text };
      for (const { field, yours: mine } of rows) {
        if (document.querySelector(`#conflict-rows input[name="clash-${field}"]:checked`)?.value !== "stored") continue;
        chosen[field] = stored[field];
        this.#settles["mine-" + field] = mine;
      }
      if (keep === "merged") Object.assign(this.#settles, { "mine-answer": this.#sheet.text, proposal: merged });
      this.#put(chosen);
    }
    this.#settles = { ...this.#settles, ...Object.fromEntries(Object.entries(before).filter(([name]) => name.startsWith("mine-"))) };
    this.#dirty = true; this.save();
  }

  // #show shows one of two texts with the words marked that it has alone.
  #show(el, differs, side) {
    el.replaceChildren();
    for (const [op, text] of differs) {
      if (op === 0) el.append(text);
      else if (op === side) { const m = document.createElement("mark"); m.textContent = text; el.append(m); }
    }
  }

  #say(text) { if (this.#status.textContent !== text) this.#status.textContent = text; }

  // #typed is all that the form holds, whatever it is based on.
  get #typed() { const data = this.#fields; data.delete("base"); return JSON.stringify([...data]); }
  #keepDraft() {
    try { localStorage.setItem(this.#key, JSON.stringify({ base: this.#base.value, typed: this.#typed })); } catch { /* full or forbidden */ }
  }
  #dropDraft() { try { localStorage.removeItem(this.#key); } catch { /* forbidden */ } }
  // #offerDraft: the last visit ended before its text was saved.
  #offerDraft() {
    let draft;
    try { draft = JSON.parse(localStorage.getItem(this.#key)); } catch { return; }
    if (!draft?.typed || draft.typed === this.#typed) return this.#dropDraft();
    this.#hooks.tell("Your last visit ended before its text was saved. ");
    const note = document.getElementById("notice");
    const add = (name, act) => { const b = document.createElement("button"); b.type = "button"; b.className = "quiet"; b.textContent = name; b.onclick = () => { note.textContent = ""; act(); }; note.append(b); };
    add("Bring it back", () => {
      const typed = new URLSearchParams(JSON.parse(draft.typed));
      for (const name of lines) this.#form.elements[name].value = typed.get(name) ?? "";
      for (const box of this.#form.querySelectorAll("[name=principles][type=checkbox]")) box.checked = typed.getAll("principles").includes(box.value);
      this.#base.value = draft.base;
      this.#hooks.changed({ answer: typed.get("answer") ?? "" }); this.touch();
    });
    add("Leave it", () => this.#dropDraft());
  }
}

// row is a field that both windows changed, with the choice between the two.
function row({ field, label, yoursSays, storedSays }) {
  const set = document.createElement("fieldset");
  set.className = "clash";
  const legend = document.createElement("legend");
  legend.textContent = label;
  const choice = (value, name, text) => {
    const l = document.createElement("label"), input = document.createElement("input"), strong = document.createElement("strong"), span = document.createElement("span");
    input.type = "radio"; input.name = "clash-" + field; input.value = value; input.checked = value === "yours";
    strong.textContent = name; span.textContent = text; span.dir = "auto";
    l.append(input, " ", strong, " ", span);
    return l;
  };
  set.append(legend, choice("yours", "Yours", yoursSays), choice("stored", "Saved", storedSays));
  return set;
}
