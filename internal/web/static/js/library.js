// Finding as one types: a form with data-live fetches the part of its page
// of that id and puts it in place. Without this the form sends itself.

const wait = 90; // ms without a key before asking

for (const form of document.querySelectorAll("form[data-live]")) {
  const part = document.getElementById(form.dataset.live);
  if (part) live(form, part);
}

function live(form, part) {
  const rest = document.querySelector(`[data-unless="${part.id}"]`);
  let timer, asking;

  const address = extra => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim() !== "") fields.append(name, value);
    for (const [name, value] of extra) fields.append(name, value);
    const query = fields.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address([["part", part.id]]), { signal: asking.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      part.innerHTML = await answer.text(); // our own page's part, escaped by the server
      if (rest) rest.hidden = form.querySelector("[type=search]").value.trim() !== "";
      history.replaceState(history.state, "", address([]));
    } catch (error) {
      if (error.name !== "AbortError") form.submit();
    }
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, wait); });
  form.addEventListener("submit", e => { e.preventDefault(); clearTimeout(timer); ask(); });
  form.addEventListener("keydown", e => {
    if (e.key !== "ArrowDown" || e.target.type !== "search") return;
    const first = part.querySelector("[data-stop]") ?? rest?.querySelector("[data-stop]");
    if (first) { e.preventDefault(); first.focus(); }
  });
}
