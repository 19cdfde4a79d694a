// The agent's page: notes what came of visits, sends it, and follows what the server says.
import { lookAfter, newest, remember, replaceBy, wipe } from "./kept_page.js";
import { all, forget, keep, made, send, waiting } from "./queue.js";
import { showReports } from "./reported.js";
import { ask, prepare } from "./sheet.js";
import { agreed, lineOf } from "./words.js";

const EVERY = 60_000;
const LOCATING = 5_000;
const status = document.querySelector("[data-status]");
let data = read();
let over = false;

function read() {
  return JSON.parse(document.getElementById("data").textContent);
}

function show() {
  if (over) return;
  prepare(data, note);
  showReports(data);
  const left = waiting(data.owner).length;
  document.body.classList.toggle("has-unsent", left > 0);
  tell(left ? lineOf(data.texts.unsent, { count: left }) : "", "left");
}

// The line on top: what is not sent, or that there is no network; a thing that was just done wins.
const lines = new Map();
function tell(sentence, about) {
  lines.set(about, sentence);
  status.textContent = ["shut out", "done", "network", "left"].map((each) => lines.get(each)).filter(Boolean).join(" ");
}

function note({ stop, corrects, code, details, wantsPosition }) {
  const replaced = corrects?.refused ? null : corrects;
  if (corrects?.refused) forgetById(corrects.id);
  const told = { plan: data.plan, case: stop.caseId, code, ...details };
  if (replaced) Object.assign(told, { corrects: replaced.id, at: replaced.at });
  const report = { ...made(data.owner, told), number: stop.number };
  if (!keep(report)) {
    tell(data.texts.keptNowhere, "done");
    return;
  }
  const title = code === data.retracted ? data.texts.mistake : data.titles[code];
  tell(`${lineOf(data.texts.noted, { title })} ${data.follows[code] ?? ""}`, "done");
  show();
  document.getElementById("route").focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
  showSlip({ body: told, caseId: stop.caseId });
  located(report, wantsPosition).then(sendAndFollow);
}

function forgetById(id) {
  for (const report of all(data.owner)) if (report.told.id === id) forget(report);
}

// Where the agent is goes along with this one report, if he said so; nobody waits for it long.
function located(report, wanted) {
  if (!wanted || !navigator.geolocation) return Promise.resolve();
  return new Promise((done) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const position = { lat: coords.latitude, lon: coords.longitude, accuracy: coords.accuracy };
      keep({ ...report, told: { ...report.told, position } });
      done();
    }, done, { timeout: LOCATING, enableHighAccuracy: true });
  });
}

async function sendAndFollow() {
  if (over) return;
  const sent = await send({ owner: data.owner, csrf: data.csrf, root: data.root }, show);
  tell(sent === "later" ? data.texts.offline : "", "network");
  if (sent === "shut out") tell(data.texts.shutOut, "shut out");
  await follow();
}

// Show what the server says now. What it received before it made that page is in there.
async function follow() {
  if (over) return;
  const received = all(data.owner).filter((report) => report.received);
  const page = await newest(data.root);
  if (page === "ended") return end();
  if (page) {
    received.forEach(forget);
    if (document.querySelector("dialog[open]")) return;
    if (replaceBy(page)) data = read();
    tell("", "network");
  }
  show();
}

async function end() {
  over = true;
  await wipe();
}

function showSlip(what) {
  const slip = agreed(what, data);
  if (!slip.length) return;
  const dialog = document.getElementById("copy");
  dialog.querySelector("[data-lines]").replaceChildren(...slip.map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  }));
  dialog.showModal();
}

// What is asked at every door stands on the page once, and comes to whichever stop asks for it.
function showRules() {
  const dialog = document.getElementById("rules");
  const rules = document.querySelector("#at-the-door .rules").cloneNode(true);
  dialog.querySelector("[data-shown]").replaceChildren(rules);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const line = event.target.closest(".reports > li");
  const card = event.target.closest(".stop");
  const pressed = (act) => event.target.closest(`[data-${act}]`);
  if (pressed("rules")) {
    event.preventDefault();
    showRules();
  } else if (card && pressed("report")) {
    ask({ caseId: card.dataset.case, number: card.dataset.number });
  } else if (line && pressed("correct")) {
    const report = all(data.owner).find((each) => each.told.id === line.dataset.id);
    const corrects = { id: line.dataset.id, at: line.dataset.at, refused: report?.refused };
    ask({ caseId: line.dataset.case, number: line.dataset.number }, corrects);
  } else if (line && pressed("again")) {
    const report = all(data.owner).find((each) => each.told.id === line.dataset.id);
    keep({ ...report, refused: null });
    sendAndFollow();
  } else if (line && pressed("slip")) {
    showSlip({ body: JSON.parse(line.dataset.body), caseId: line.dataset.case });
  }
});

// A phone that is put away shows no name when it is taken out again.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) document.querySelectorAll("[data-folds][open]").forEach((fold) => { fold.open = false; });
  else sendAndFollow();
});
window.addEventListener("online", sendAndFollow);
window.addEventListener("storage", show);
setInterval(() => {
  if (over) return;
  if (Date.now() >= Date.parse(data.until)) end();
  else if (!document.hidden) sendAndFollow();
}, EVERY);

if (Date.now() >= Date.parse(data.until)) {
  end();
} else {
  remember();
  show();
  lookAfter(data.root).then(sendAndFollow);
}
document.documentElement.dataset.ready = "yes";
