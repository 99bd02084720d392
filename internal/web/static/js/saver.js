// The saver keeps a story on disk a second after typing stops and when the
// page is left. It says "saved" only after the server said so. Until then the
// text also lies in the browser's own storage, so that nothing is lost when
// server and browser end together.

const pause = 1000;

export class Saver {
  #form; #sheet; #hooks; #timer = 0; #saving = null; #dirty = false; #key; #status; #retry = 0; #held = false;
  #settles = ""; // how the conflict was settled that the next save settles

  constructor(form, sheet, hooks) {
    this.#form = form; this.#sheet = sheet; this.#hooks = hooks;
    this.#key = "rehearse:draft:" + form.dataset.id;
    this.#status = document.getElementById("saved");
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.#leave(); });
    addEventListener("pagehide", () => this.#leave());
    addEventListener("beforeunload", e => { if (this.#dirty && this.#retry > 0) e.preventDefault(); });
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
    if (this.#settles) body.set("settles", this.#settles);
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

  async #send() {
    const fields = this.#fields;
    const sent = fields.toString();
    this.#dirty = false;
    let r;
    try {
      r = await fetch(this.#form.getAttribute("action"), { method: "POST", body: this.#body(), headers: { Accept: "application/json" } });
    } catch { return this.#failed("Not saved: Rehearse doesn’t answer. Your text is in this page; trying again."); }
    if (r.status === 409) { this.#conflict(await r.json()); return; }
    if (!r.ok) {
      const says = r.headers.get("Content-Type")?.includes("json") ? (await r.json()).error : "";
      return this.#failed("Not saved: " + (says || "something went wrong.") + " Your text is in this page; trying again.");
    }
    const saved = await r.json();
    this.#retry = 0; this.#settles = "";
    this.#base.value = saved.revision;
    this.#say("Saved at " + new Date(saved.saved).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    const now = this.#fields; now.set("base", fields.get("base"));
    if (now.toString() === sent) this.#dropDraft(); else this.touch();
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
    const sent = this.#fields.toString();
    const body = this.#body();
    body.set("figure", figure);
    let r;
    try {
      r = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch { this.#failed("Not saved: Rehearse doesn’t answer. Your text is in this page; trying again."); return false; }
    if (r.status === 409) { this.#conflict(await r.json()); return false; }
    const answer = await r.json();
    if (!r.ok) { this.#failed("Not saved: " + answer.error + " Your text is in this page; trying again."); return false; }
    // What was typed meanwhile meets the new text as a conflict would.
    if (this.#fields.toString() !== sent) { this.touch(); return false; }
    this.#retry = 0; this.#settles = ""; this.#dirty = false;
    this.#dropDraft();
    this.#take(answer);
    this.#say("Saved");
    this.#hooks.tell(answer.says);
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
    const body = this.#body();
    const keepalive = body.toString().length < 60000; // browsers carry 64 KB
    fetch(this.#form.getAttribute("action"), { method: "POST", body, keepalive, headers: { Accept: "application/json" } })
      .then(async r => {
        if (!r.ok) return;
        const saved = await r.json();
        this.#base.value = saved.revision; this.#dirty = false; this.#settles = ""; this.#dropDraft(); this.#say("Saved");
      }).catch(() => {});
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
    for (const name of ["title", "question", "kind", "project", "notes"]) this.#form.elements[name].value = stored[name];
    this.#form.elements.tags.value = stored.tags.join(", ");
    this.#form.elements.questions.value = stored.questions.join("\n");
    for (const box of this.#form.querySelectorAll("[name=principles]")) box.checked = stored.principles.includes(box.value);
    this.#hooks.changed(stored);
  }

  #conflict({ stored, merged, clean, differs }) {
    this.#held = true; this.#dirty = true;
    this.#say("Not saved yet: another window saved first");
    const dialog = document.getElementById("conflict");
    const get = id => document.getElementById("conflict-" + id);
    this.#show(get("yours"), differs, -1);
    this.#show(get("stored"), differs, 1);
    get("merged").value = merged;
    get("says").textContent = clean ? "The two didn’t touch the same place." : "Where both changed the same place, both versions stand one after the other.";
    dialog.addEventListener("cancel", e => e.preventDefault(), { once: false });
    dialog.onclick = e => {
      const keep = e.target.dataset?.keep;
      if (!keep) return;
      dialog.close(); this.#held = false;
      if (keep === "stored") { this.#dirty = false; this.#settles = ""; this.#dropDraft(); this.#take(stored); this.#say("Saved"); return; }
      this.#base.value = stored.revision;
      this.#settles = keep === "merged" ? "merged" : "kept";
      if (keep === "merged") this.#hooks.changed({ answer: get("merged").value });
      this.#dirty = true; this.save();
    };
    if (!dialog.open) dialog.showModal();
    for (const m of dialog.querySelectorAll("pre")) m.querySelector("mark")?.scrollIntoView({ block: "center" });
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

  #keepDraft() {
    try { localStorage.setItem(this.#key, JSON.stringify({ base: this.#base.value, answer: this.#sheet.text, title: this.#form.title.value, question: this.#form.question.value })); } catch { /* full or forbidden */ }
  }
  #dropDraft() { try { localStorage.removeItem(this.#key); } catch { /* forbidden */ } }
  // #offerDraft: the last visit ended before its text was saved.
  #offerDraft() {
    let draft;
    try { draft = JSON.parse(localStorage.getItem(this.#key)); } catch { return; }
    if (!draft || draft.answer === this.#sheet.text && draft.title === this.#form.title.value && draft.question === this.#form.question.value) return this.#dropDraft();
    this.#hooks.tell("Your last visit ended before its text was saved. ");
    const note = document.getElementById("notice");
    const add = (name, act) => { const b = document.createElement("button"); b.type = "button"; b.className = "quiet"; b.textContent = name; b.onclick = () => { note.textContent = ""; act(); }; note.append(b); };
    add("Bring it back", () => {
      this.#form.title.value = draft.title; this.#form.question.value = draft.question;
      this.#base.value = draft.base;
      this.#hooks.changed({ answer: draft.answer }); this.touch();
    });
    add("Leave it", () => this.#dropDraft());
  }
}
