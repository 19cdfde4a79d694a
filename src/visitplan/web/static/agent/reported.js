// What was reported today: what the server has, and what waits in this phone.
import { all } from "./queue.js";
import { agreed, clock, lineOf } from "./words.js";

// Bring the page up to what waits: stops that were reported are gone, the next one is unfolded.
export function showReports(data) {
  const mine = all(data.owner);
  const section = document.querySelector("[data-reported]");
  const list = section.querySelector("ul");
  for (const line of list.querySelectorAll("[data-mine]")) line.remove();
  for (const line of list.children) line.hidden = mine.some((each) => each.told.corrects === line.dataset.id);
  for (const report of standing(mine)) list.prepend(lineFor(report, data));
  section.hidden = ![...list.children].some((line) => !line.hidden);
  addSlips(list, data);
  hideDone(mine, data);
}

// Return the reports that no later one corrects; what only takes one back is no report.
function standing(mine) {
  const corrected = new Set(mine.map((each) => each.told.corrects));
  return mine.filter((each) => !corrected.has(each.told.id));
}

function hideDone(mine, data) {
  const last = new Map(mine.map((each) => [each.told.case, each.told.code]));
  const cards = [...document.querySelectorAll(".stop")];
  for (const card of cards) {
    card.hidden = last.has(card.dataset.case) && last.get(card.dataset.case) !== data.retracted;
  }
  const ahead = cards.filter((card) => !card.hidden);
  for (const card of cards) card.classList.toggle("is-next", card === ahead[0]);
  if (ahead.length && !ahead.some((card) => card.querySelector("details").open)) {
    ahead[0].querySelector("details").open = true;
  }
}

function lineFor(report, data) {
  const { told, number, received, refused } = report;
  const line = document.createElement("li");
  Object.assign(line.dataset, { mine: "", id: told.id, case: told.case, code: told.code, at: told.at });
  line.dataset.number = number ?? "";
  line.dataset.body = JSON.stringify(told);
  const head = document.createElement("p");
  const time = document.createElement("time");
  time.textContent = clock(told.at, data.zone);
  const stop = document.createElement("strong");
  stop.textContent = number ? lineOf(data.texts.stop, { number }) : "";
  const what = document.createElement("span");
  what.textContent = told.code === data.retracted ? data.texts.mistake : data.titles[told.code];
  head.append(time, " ", stop, " ", what, " ", markFor(received, refused, data.texts));
  line.append(head, buttonsFor(report, data));
  return line;
}

function markFor(received, refused, texts) {
  const mark = document.createElement("span");
  mark.className = `mark ${refused ? "bad" : received ? "good" : "warn"}`;
  mark.textContent = refused ? texts[refused] ?? texts[422] : received ? texts.received : texts.waiting;
  return mark;
}

function buttonsFor({ told, refused }, data) {
  const row = document.createElement("div");
  row.className = "buttons";
  if (refused) row.append(button(data.texts.again, "again"));
  if (told.code !== data.retracted) row.append(button(data.texts.correct, "correct"));
  return row;
}

function addSlips(list, data) {
  for (const line of list.querySelectorAll("[data-body]")) {
    const body = JSON.parse(line.dataset.body);
    if (line.querySelector("[data-slip]") || !agreed({ body, caseId: line.dataset.case }, data).length) continue;
    line.querySelector(".buttons").append(button(data.texts.agreed, "slip"));
  }
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute(`data-${act}`, "");
  return made;
}
