// Files dropped anywhere on the page come in one after the other, so that the
// page can tell how far it is; then the report takes the page's place.
let veil;
let depth = 0; // how many nested elements the files are over
let busy = false;

// The report speaks of files, and what came in is still being read behind it:
// that is no news here.
let reported = false;
document.addEventListener("rehearse:change", e => { if (busy || reported) e.preventDefault(); });

const carriesFiles = e => e.dataTransfer?.types.includes("Files");
const form = () => document.getElementById("drop");

function lift() {
  depth = 0;
  veil?.remove();
  veil = undefined;
}

document.addEventListener("dragenter", e => {
  if (!carriesFiles(e) || !form()) return;
  e.preventDefault();
  depth++;
  if (veil) return;
  veil = document.createElement("div");
  veil.className = "drop-veil";
  veil.textContent = "Let go, and every story in these files comes in.";
  document.body.append(veil);
});
document.addEventListener("dragover", e => { if (carriesFiles(e) && form()) { e.preventDefault(); e.dataTransfer.dropEffect = "copy"; } });
document.addEventListener("dragleave", e => { if (carriesFiles(e) && --depth <= 0) lift(); });
document.addEventListener("drop", e => {
  if (!carriesFiles(e) || !form()) return;
  e.preventDefault();
  lift();
  bring([...e.dataTransfer.files]);
});
document.addEventListener("submit", e => {
  if (e.target.id !== "drop") return;
  e.preventDefault();
  bring([...document.getElementById("files").files]);
});

// send sends one file and tells how much of it has left.
function send(file, before, progress) {
  return new Promise((done, fail) => {
    const body = new FormData();
    body.append("files", file, file.name);
    for (const [name, value] of Object.entries(before)) body.append(name, value);
    const request = new XMLHttpRequest();
    request.open("POST", form().action);
    request.upload.addEventListener("progress", e => progress(e.lengthComputable ? e.loaded / e.total : 0));
    request.addEventListener("load", () => done(new DOMParser().parseFromString(request.responseText, "text/html")));
    request.addEventListener("error", () => fail(new Error("The server did not answer.")));
    request.send(body);
  });
}

async function bring(files) {
  if (busy || files.length === 0) return;
  busy = true;
  const says = document.getElementById("drop-says");
  const bar = document.getElementById("drop-progress");
  const button = form().querySelector("button");
  button.disabled = true;
  bar.hidden = false;
  says.scrollIntoView({ block: "nearest" });
  let report;
  const parts = []; // what was said of each file
  try {
    for (const [i, file] of files.entries()) {
      says.textContent = files.length === 1 ? `Reading ${file.name}.` : `Reading ${file.name}, ${i + 1} of ${files.length}.`;
      report = await send(file, sums(parts), part => { bar.value = (i + part * .9) / files.length; });
      const told = report.querySelectorAll(".arrival");
      // A file that is refused whole gets a page of its own that says why.
      parts.push(...(told.length > 0 ? told : [refused(file, report)]));
      bar.value = (i + 1) / files.length;
    }
    show(report, parts);
  } catch {
    const came = parts.length > 0 ? ` ${parts.length} of the ${files.length} files were read before and are safe.` : "";
    says.textContent = `The server did not answer, so this stopped.${came} Start it again, then bring the rest; what is here already does not come in twice.`;
    bar.hidden = true;
    button.disabled = false;
  }
  busy = false;
}

// sums tells the next answer what came before, for its first line.
function sums(parts) {
  const of = name => String(parts.reduce((n, p) => n + Number(p.dataset[name] ?? 0), 0));
  return { came: of("came"), twice: of("twice"), failed: of("failed"), over: of("over") };
}

function refused(file, page) {
  const section = document.createElement("section");
  section.className = "arrival";
  section.dataset.failed = "1";
  const title = document.createElement("h2");
  title.textContent = file.name;
  const why = document.createElement("p");
  why.textContent = page.querySelector("[role=alert]")?.textContent ?? "This file could not be taken in.";
  section.append(title, why);
  return section;
}

function show(report, parts) {
  const main = document.getElementById("main");
  let list = report.getElementById("arrivals");
  if (!list) {
    // The last file was refused whole, so there is no report to show in.
    list = document.createElement("div");
    list.id = "arrivals";
    const title = document.createElement("h1");
    title.textContent = "What came in";
    main.replaceChildren(title, list);
    const on = document.createElement("p");
    const link = document.createElement("a");
    link.href = "/stories";
    link.textContent = "To the stories";
    on.append(link);
    main.append(on);
  } else {
    main.replaceChildren(...report.getElementById("main").childNodes);
    list = document.getElementById("arrivals");
  }
  list.replaceChildren(...parts);
  document.title = report.title;
  document.documentElement.dataset.change = report.documentElement.dataset.change ?? "0";
  reported = true;
  scrollTo(0, 0);
  main.focus();
}
