// What every page has: keys, notices that fade from the reader's mind, and
// word of changes made in another tab.
import "./unfinished.js";

const rooms = new Map([...document.querySelectorAll("nav [data-key]")].map(a => [a.dataset.key, a.href]));
const typing = el => el.closest("input, textarea, select, [contenteditable]") !== null;
let waiting = false; // a g was pressed

document.addEventListener("keydown", e => {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
  if (waiting) {
    waiting = false;
    const to = rooms.get(e.key);
    if (to) { e.preventDefault(); location.assign(to); }
    return;
  }
  switch (e.key) {
    case "g": waiting = true; setTimeout(() => { waiting = false; }, 1500); break;
    case "?": e.preventDefault(); document.getElementById("keys")?.showModal(); break;
    case "n": e.preventDefault(); location.assign("/stories/new"); break;
    case "/": { const f = document.querySelector("main [type=search]"); if (f) { e.preventDefault(); f.focus(); f.select(); } break; }
    case "j": case "k": move(e.key === "j" ? 1 : -1, e); break;
  }
});

// move goes to the next or previous thing of the page's list: what carries
// data-stop, in order.
function move(by, e) {
  const stops = [...document.querySelectorAll("[data-stop]")].filter(el => el.offsetParent !== null);
  if (stops.length === 0) return;
  e.preventDefault();
  const now = stops.findIndex(el => el === document.activeElement || el.contains(document.activeElement));
  const next = stops[now < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, now + by))];
  next.focus();
}

// say puts a line where screen readers and eyes find it.
export function say(text) {
  const n = document.getElementById("notice");
  if (n) n.textContent = text;
}

// Changes made in another tab. A page that can update itself listens for the
// "rehearse:change" event and calls preventDefault; others offer to reload.
// Browsers allow a few connections to a host only, so a tab that nobody sees
// lets go of its stream; when it is seen again, the first word of the new one
// tells whether it missed something.
let source;
function listen() {
  if (document.visibilityState === "hidden") return hush();
  if (source) return;
  source = new EventSource("/events");
  source.addEventListener("change", e => {
    const change = JSON.parse(e.data);
    if (change.change <= Number(document.documentElement.dataset.change)) return;
    const event = new CustomEvent("rehearse:change", { detail: change, cancelable: true });
    if (document.dispatchEvent(event)) offerReload();
  });
}
function hush() { source?.close(); source = undefined; }
function offerReload() {
  const n = document.getElementById("notice");
  if (!n || n.querySelector("button")) return;
  n.textContent = "Something changed in another window. ";
  const b = document.createElement("button");
  b.className = "quiet"; b.type = "button"; b.textContent = "Show it";
  b.addEventListener("click", () => location.reload());
  n.append(b);
}
document.addEventListener("visibilitychange", listen);
// After the page has settled: nothing on it waits for the stream.
addEventListener("load", () => setTimeout(listen, 200), { once: true });
addEventListener("pagehide", hush);
addEventListener("pageshow", e => { if (e.persisted) listen(); });
