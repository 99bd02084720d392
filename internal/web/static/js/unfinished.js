// What is typed into a form with data-unfinished lies in the browser's own
// storage until the server kept it, so that a link, a reload or a server that
// is gone takes nothing away. The value names the form's own drawer.
const drawer = "rehearse:unfinished:";
const plain = text => text.replace(/\s+/g, " ").trim();

function read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } }
function write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } }
function drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } }
const drawers = () => { try { return Object.keys(localStorage).filter(k => k.startsWith(drawer)); } catch { return []; } };
const keyOf = form => drawer + form.dataset.unfinished;
const fieldsOf = form => [...form.elements].filter(f => f.name && f.matches("textarea, input:not([type=hidden])"));

function keep(form, sent) {
  const fields = Object.fromEntries(fieldsOf(form).map(f => [f.name, f.value]).filter(([, v]) => v.trim() !== ""));
  if (Object.keys(fields).length === 0) drop(keyOf(form)); else write(keyOf(form), { fields, sent });
}

// kept reports whether this page shows that words which were on their way
// arrived: they stand in it, or it reports what came in.
function kept({ fields }) {
  const main = document.getElementById("main")?.cloneNode(true);
  if (!main) return false;
  if (main.querySelector('.arrival:is([data-came]:not([data-came="0"]), [data-twice]:not([data-twice="0"]))')) return true;
  for (const form of main.querySelectorAll("form[data-unfinished]")) form.remove();
  const shown = plain([main.textContent, ...[...main.querySelectorAll("input")].map(i => i.value)].join(" "));
  return Object.values(fields).every(v => shown.includes(plain(v).slice(0, 400)));
}

function restore(form) {
  const was = read(keyOf(form));
  if (!was?.fields) return;
  const filled = fieldsOf(form).filter(f => was.fields[f.name] && f.value === "");
  for (const f of filled) f.value = was.fields[f.name];
  if (filled.length === 0) return;
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.className = "soft";
  const clear = document.createElement("button");
  clear.type = "button"; clear.className = "quiet"; clear.textContent = "Clear it";
  clear.addEventListener("click", () => {
    for (const f of filled) f.value = "";
    keep(form, false);
    line.remove();
    filled[0].focus();
  });
  line.append("Your unfinished text is here again. ", clear);
  form.prepend(line);
}

for (const key of drawers()) {
  const was = read(key);
  if (was?.sent && kept(was)) drop(key);
}
for (const form of document.querySelectorAll("form[data-unfinished]")) restore(form);

document.addEventListener("input", e => {
  const form = e.target.closest?.("form[data-unfinished]");
  if (form) keep(form, false);
});
document.addEventListener("submit", e => { if (e.target.matches("form[data-unfinished]")) keep(e.target, true); });
