// How far a comparison is, asked once a second; the page is loaded anew when it has ended.
const box = document.querySelector("[data-job]");
const bar = box.querySelector("progress");
const shown = Object.fromEntries([...box.querySelectorAll("[data-show]")].map((each) => [each.dataset.show, each]));

function newsOf(told) {
  if (told.state === "queued") return box.dataset.waiting;
  if (told.total === 0) return box.dataset.reading;
  return told.done < told.total ? box.dataset.underWay : box.dataset.telling;
}

function show(told) {
  bar.max = told.total || 1;
  bar.value = told.done;
  shown.done.textContent = told.done;
  shown.total.textContent = told.total || "–";
  shown.seconds.textContent = told.seconds;
  const news = newsOf(told);
  if (shown.news.textContent !== news) shown.news.textContent = news;
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
