// The sheet is the surface that a story is written on: plain text that can be
// painted without touching it. Where the browser can't paint, the textarea of
// the form stays, and the notes are a list.

const canPaint = () => {
  if (!("highlights" in CSS)) return false;
  const probe = document.createElement("div");
  try { probe.contentEditable = "plaintext-only"; } catch { return false; }
  return probe.contentEditable === "plaintext-only";
};

export class Sheet {
  #area; #shown = new Map(); #text = null;

  constructor(area) {
    this.#area = area;
    this.painted = canPaint();
    this.element = this.painted ? this.#surface() : area;
  }

  // #surface stands where the textarea stood, with the same text and measures.
  #surface() {
    const el = document.createElement("div");
    el.className = "sheet"; el.id = "sheet";
    el.contentEditable = "plaintext-only";
    el.setAttribute("role", "textbox");
    el.setAttribute("aria-multiline", "true");
    el.setAttribute("aria-label", "The story");
    el.spellcheck = true;
    el.dataset.placeholder = this.#area.placeholder;
    el.textContent = this.#area.value;
    this.#area.hidden = true;
    this.#area.before(el);
    el.addEventListener("input", () => {
      this.#text = null;
      const text = this.text;
      if (text === "") el.replaceChildren(); // so that the hint shows again
      else if (el.firstElementChild) this.#flatten();
      this.#area.value = text;
    });
    return el;
  }

  get text() {
    if (!this.painted) return this.#area.value;
    return this.#text ??= this.#nodes().map(n => n.text).join("");
  }
  set text(value) {
    if (value === this.text) return;
    const at = this.caret();
    this.#area.value = value;
    if (!this.painted) return;
    this.element.textContent = value;
    this.#text = null;
    if (at !== undefined && document.activeElement === this.element) this.#put(Math.min(at, value.length));
  }

  // #flatten makes one plain text of what was broken into elements, once the
  // browser is done with the change that it is in the middle of.
  #flatten() {
    requestAnimationFrame(() => {
      if (!this.element.firstElementChild) return;
      const text = this.text, at = this.caret();
      this.element.textContent = text;
      if (at !== undefined) this.#put(at);
    });
  }

  // #put puts the caret at a place.
  #put(at) {
    const r = this.#range([at, at]);
    if (r) getSelection().setBaseAndExtent(r.startContainer, r.startOffset, r.startContainer, r.startOffset);
  }

  // #nodes are the pieces of text in order. Some browsers break lines with
  // elements: a block begins a line, and a br that ends nothing is a line end.
  #nodes() {
    const out = [];
    const visit = parent => {
      for (const n of parent.childNodes) {
        if (n.nodeType === Node.TEXT_NODE) out.push({ node: n, text: n.data });
        else if (n.nodeName === "BR") { if (n !== parent.lastChild) out.push({ node: n, text: "\n" }); }
        else { if (out.length) out.push({ node: n, text: "\n" }); visit(n); }
      }
    };
    visit(this.element);
    return out;
  }

  #range([start, end]) {
    let at = 0, from;
    const r = document.createRange();
    for (const { node, text } of this.#nodes()) {
      const next = at + text.length;
      if (node.nodeType === Node.TEXT_NODE) {
        if (from === undefined && start <= next) { r.setStart(node, start - at); from = true; }
        if (from && end <= next) { r.setEnd(node, end - at); return r; }
      }
      at = next;
    }
    return undefined;
  }

  // paint colours places by the names of highlights, all at once.
  paint(by) {
    if (!this.painted) return;
    const nodes = this.#nodes();
    const find = cursor(nodes);
    for (const name of this.#shown.keys()) if (!by.has(name)) { CSS.highlights.delete(name); this.#shown.delete(name); }
    for (const [name, places] of by) {
      // What stands as it stood is not painted again.
      const key = places.join(" "), node = nodes.length === 1 ? nodes[0].node : null;
      const last = this.#shown.get(name);
      if (node && last?.node === node && last.key === key) continue;
      this.#shown.set(name, { key, node });
      const h = new Highlight();
      for (const place of places) { const r = find(place); if (r) h.add(r); }
      h.priority = name === "amount" ? 3 : name.startsWith("note") ? 2 : name === "unsure" ? 1 : 0;
      CSS.highlights.set(name, h);
    }
  }

  light(places) {
    if (!this.painted) return;
    if (places.length === 0) { CSS.highlights.delete("lit"); return; }
    const h = new Highlight();
    for (const p of places) { const r = this.#range(p); if (r) h.add(r); }
    h.priority = 9;
    CSS.highlights.set("lit", h);
  }

  // show brings a place into view and lights it.
  show(place) {
    if (!place) return;
    if (!this.painted) { this.#area.focus(); this.#area.setSelectionRange(...place); return; }
    this.light([place]);
    const box = this.#range(place)?.getBoundingClientRect();
    if (!box || box.top > 80 && box.bottom < innerHeight - 40) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: box.top - innerHeight / 3, behavior: calm ? "instant" : "smooth" });
  }

  // stand puts the caret at a place, for the keyboard to go on from there.
  stand(at) {
    if (at === undefined || !this.painted) return;
    this.element.focus({ preventScroll: true });
    this.#put(at);
  }

  // top is where the first line of a place stands in the window.
  top(place) {
    if (!this.painted || !place) return undefined;
    const r = this.#range(place);
    return r?.getClientRects()[0]?.top ?? r?.getBoundingClientRect().top;
  }

  caret() {
    if (!this.painted) return document.activeElement === this.#area ? this.#area.selectionStart : undefined;
    const s = getSelection();
    if (!s.rangeCount || !this.element.contains(s.focusNode)) return undefined;
    let at = 0;
    for (const { node, text } of this.#nodes()) {
      if (node === s.focusNode && node.nodeType === Node.TEXT_NODE) return at + s.focusOffset;
      at += text.length;
    }
    return s.focusNode === this.element && s.focusOffset === 0 ? 0 : at;
  }
}

// cursor finds places of growing start quickly: most come in order.
function cursor(nodes) {
  const starts = [];
  let at = 0;
  for (const n of nodes) { starts.push(at); at += n.text.length; }
  const spot = (offset, end) => {
    let lo = 0, hi = nodes.length - 1;
    while (lo < hi) {
      const mid = (lo + hi + 1) >> 1;
      if (end ? starts[mid] < offset : starts[mid] <= offset) lo = mid; else hi = mid - 1;
    }
    const n = nodes[lo];
    return n && n.node.nodeType === Node.TEXT_NODE ? [n.node, Math.min(offset - starts[lo], n.text.length)] : undefined;
  };
  return ([start, end]) => {
    const a = spot(start, false), b = spot(end, true);
    if (!a || !b) return undefined;
    return new StaticRange({ startContainer: a[0], startOffset: a[1], endContainer: b[0], endOffset: b[1] });
  };
}
