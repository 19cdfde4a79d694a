// How far planning is.
import { box, shown, watch } from "./job.js";

const line = box.querySelector("[data-spark]");
const costs = [];

function draw() {
  const highest = Math.max(...costs), lowest = Math.min(...costs), span = highest - lowest || 1;
  const step = 300 / Math.max(costs.length - 1, 1);
  line.ownerSVGElement.toggleAttribute("hidden", span === 1 && highest === lowest);
  line.setAttribute("points", costs.map((cost, at) => `${(at * step).toFixed(1)},${(4 + 40 * (highest - cost) / span).toFixed(1)}`).join(" "));
}

function newsOf(told) {
  if (told.state === "queued") return box.dataset.waiting;
  if (told.ending) return box.dataset.ending;
  return told.cost === null ? told.news ?? box.dataset.underWay : box.dataset.underWay;
}

function show(told) {
  shown.cost.textContent = told.cost ?? "–";
  shown.unassigned.textContent = told.unassigned ?? "–";
  shown.seconds.textContent = told.seconds;
  const news = newsOf(told);
  if (shown.news.textContent !== news) shown.news.textContent = news;
  if (told.minor !== null) {
    costs.push(told.minor);
    draw();
  }
}

watch(show);
