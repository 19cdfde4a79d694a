// How far a comparison is.
import { box, shown, watch } from "./job.js";

const bar = box.querySelector("progress");

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

watch(show);
