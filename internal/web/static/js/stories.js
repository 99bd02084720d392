// The list of stories answers as one types: the same page is asked for, and
// its list takes the place of the old one.
const form = document.getElementById("filter");
const count = document.getElementById("count");
let asked;   // the request that is under way
let resting; // the timer that waits for the typing to rest

function address() {
  const asks = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim() !== ""));
  return asks.size > 0 ? `${form.action}?${asks}` : form.action;
}

async function show(url) {
  asked?.abort();
  const mine = asked = new AbortController();
  const list = document.getElementById("list");
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: mine.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("list");
    if (!next) { location.assign(url); return; }
    const stop = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceWith(next);
    if (stop) next.querySelector(`a[href="${CSS.escape(stop)}"]`)?.focus();
    if (count.textContent !== next.dataset.count) count.textContent = next.dataset.count;
    document.documentElement.dataset.change = page.documentElement.dataset.change;
  } catch (e) {
    if (e.name === "AbortError") return;
    location.assign(url); // the browser says what is wrong
  }
}

function ask(remember) {
  clearTimeout(resting);
  const url = address();
  if (url !== location.href) history[remember ? "pushState" : "replaceState"](null, "", url);
  show(url);
}

if (form) {
  form.addEventListener("input", e => {
    if (e.target.type !== "search") return;
    clearTimeout(resting);
    resting = setTimeout(ask, 120, false);
  });
  form.addEventListener("change", e => { if (e.target.type !== "search") ask(true); });
  form.addEventListener("submit", e => { e.preventDefault(); ask(false); });
  // Enter in the search field goes on to what was found.
  form.addEventListener("keydown", e => {
    if (e.key === "ArrowDown" && e.target.type === "search") {
      e.preventDefault();
      document.querySelector("#list tbody a")?.focus();
    }
  });
  addEventListener("popstate", () => {
    const asks = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = asks.get(field.name) ?? "";
    show(location.href);
  });
  document.addEventListener("rehearse:change", e => { e.preventDefault(); show(location.href); });
}
