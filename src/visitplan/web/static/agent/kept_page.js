// The page as it is kept: by the worker for when there is no network, until its time is up.
const KEPT = "visitplan-agent";
const MODULES = ["kept_page.js", "queue.js", "reported.js", "sheet.js", "words.js"];

// Let the worker look after the page, and keep what it is made of.
export async function lookAfter(root) {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(`${root}/a/worker.js`, { scope: `${root}/a` });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((controlled) =>
        navigator.serviceWorker.addEventListener("controllerchange", controlled, { once: true }));
    }
    await Promise.all([`${root}/a`, ...files()].map((url) => fetch(url)));
  } catch { /* then this phone needs a network */ }
}

function files() {
  const named = [...document.querySelectorAll("link[rel=stylesheet], script[src]")];
  return [
    ...named.map((each) => each.href ?? each.src),
    ...MODULES.map((name) => new URL(name, import.meta.url).href),
  ];
}

// Return the newest page: as a document; "ended" where the server knows this phone no more; null
// where there is no network.
export async function newest(root) {
  try {
    const answer = await fetch(`${root}/a/route`, { headers: { accept: "application/json" } });
    if ([401, 403, 404, 410].includes(answer.status)) return "ended";
    const isNews = answer.ok && !answer.redirected && !answer.headers.has("Visitplan-Kept");
    return isNews ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null;
  }
}

// Forget everything that tells where somebody lives.
export async function wipe() {
  document.getElementById("route")?.remove();
  for (const dialog of document.querySelectorAll("dialog")) dialog.remove();
  document.getElementById("ended").hidden = false;
  await globalThis.caches?.delete(KEPT);
}

// Note what the server's page says, before anything is added to it.
export function remember() {
  const route = document.getElementById("route");
  if (route) route.dataset.shown = route.innerHTML;
}

// Put the newest page in place of the one that is shown, unless it says the same; whatever was
// unfolded stays so.
export function replaceBy(page) {
  const before = document.getElementById("route");
  const after = page.getElementById("route");
  if (!before || !after || before.dataset.shown === after.innerHTML) return false;
  const unfolded = new Set([...before.querySelectorAll(".stop:has(> details[open])")].map((card) => card.id));
  after.dataset.shown = after.innerHTML;
  for (const card of after.querySelectorAll(".stop")) {
    if (unfolded.has(card.id)) card.querySelector("details").open = true;
  }
  before.replaceWith(document.adoptNode(after));
  return true;
}
