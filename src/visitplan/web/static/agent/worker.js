// Looks after the agent's page: the network first, and the last page kept where there is none.
// What is kept is forgotten when its time is up, or when the server does not know the phone.
"use strict";
const ROOT = new URL(self.location).pathname.replace(/\/a\/worker\.js$/, "");
const ENTRY = `${ROOT}/a`;
const ROUTE = `${ROOT}/a/route`;
const KEPT = "visitplan-agent";
const PATIENCE = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname === ROUTE) event.respondWith(route(request));
  else if (url.pathname === ENTRY) event.respondWith(entry(request));
  else if (url.pathname.startsWith(`${ROOT}/static/`)) event.respondWith(file(request));
});

async function route(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await inTime(request);
    if (answer.ok && answer.type === "basic") await kept.put(ROUTE, answer.clone());
    else if (answer.status < 500) await kept.delete(ROUTE);
    if (answer.status < 500) return answer;
  } catch { /* no network: what is kept will do */ }
  const last = await kept.match(ROUTE);
  if (last && Date.now() < Date.parse(last.headers.get("Visitplan-Until"))) return marked(last);
  await kept.delete(ROUTE);
  return Response.redirect(ENTRY);
}

// The page that was kept, marked so that its own scripts do not take it for the newest.
function marked(last) {
  const headers = new Headers(last.headers);
  headers.set("Visitplan-Kept", "yes");
  return new Response(last.body, { status: last.status, headers });
}

async function entry(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await inTime(request);
    if (answer.ok) await kept.put(ENTRY, answer.clone());
    return answer;
  } catch {
    return (await kept.match(ENTRY)) ?? Response.error();
  }
}

async function file(request) {
  const kept = await caches.open(KEPT);
  const isMarked = new URL(request.url).searchParams.has("v");
  const last = await kept.match(request);
  if (last && isMarked) return last;
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (last) return last;
    throw error;
  }
}

function inTime(request) {
  return fetch(request, { signal: AbortSignal.timeout(PATIENCE), redirect: "manual" });
}
