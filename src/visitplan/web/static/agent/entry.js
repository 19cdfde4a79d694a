// The page before the route: hands in the token of the link, and whatever reports still wait.
import { all, forget, send, waiting } from "./queue.js";

const page = document.querySelector(".entry");
const form = document.querySelector("[data-enter]");
const asksPin = Boolean(form.elements.pin);
const { root, csrf, owner, inside } = page.dataset;
const LONGEST = 2 * 24 * 3600 * 1000;

function showWaiting() {
  const notice = document.querySelector("[data-waiting]");
  const left = waiting();
  notice.hidden = left.length === 0;
  notice.querySelector("strong").textContent = String(left.length);
}

// What no link took for two days, nobody takes any more.
for (const report of all()) {
  if (Date.now() - report.order > LONGEST) forget(report);
}
showWaiting();
if (form.elements.token.value && !asksPin) {
  form.hidden = false;
  form.requestSubmit();
} else if (inside && !asksPin) {
  location.replace(`${root}/a/route`);
} else if (owner) {
  await send({ owner, csrf, root }, showWaiting);
}
