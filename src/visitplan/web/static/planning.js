// How far planning is, asked once a second; the page is loaded anew when it has ended.
const box = document.querySelector("[data-job]");
const shown = Object.fromEntries([...box.querySelectorAll("[data-show]")].map((each) => [each.dataset.show, each]));
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

async function ask() {
  try {
    const answer = await fetch(box.dataset.job, { headers: { accept: "application/json" } });
    if (!answer.ok) return void location.reload();
    const told = await answer.json();
    if (told.state !== "queued" && told.state !== "running") return void location.reload();
    show(told);
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(ask, 1000);
}
ask();
