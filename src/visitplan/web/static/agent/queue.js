// The reports that wait in this phone. Each has a place of its own in the storage, so that two
// windows of the browser never overwrite each other's. What was put there stays until a page that
// the server made later than it received it has come: a page that was kept from before would show
// the stop as still ahead.

const PREFIX = "visitplan.report.";

// Keep a report; false where this phone keeps nothing.
export function keep(report) {
  try {
    localStorage.setItem(PREFIX + report.told.id, JSON.stringify(report));
    return localStorage.getItem(PREFIX + report.told.id) !== null;
  } catch {
    return false;
  }
}

// Return a new report as it is kept: whose it is, and what is told.
export function made(owner, told) {
  const whole = { id: newId(), at: now(), ...told };
  return { owner, order: nextOrder(), told: whole, refused: null, received: false };
}

// Return what is kept, in the order in which the buttons were pressed.
export function all(owner = null) {
  return keys().map(read).filter((report) => report && (owner === null || report.owner === owner))
    .sort((a, b) => a.order - b.order);
}

// Return what the server has not received yet.
export function waiting(owner = null) {
  return all(owner).filter((report) => !report.received);
}

export function forget(report) {
  localStorage.removeItem(PREFIX + report.told.id);
}

// Send what waits, one after the other, never two at a time, whatever windows are open. Returns
// "sent", "later" (no network, or a server that is busy) or "shut out".
export function send({ owner, csrf, root }, tell) {
  const once = () => sendInOrder({ owner, csrf, root }, tell);
  return navigator.locks ? navigator.locks.request("visitplan-reports", once) : once();
}

async function sendInOrder({ owner, csrf, root }, tell) {
  for (const report of waiting(owner)) {
    if (report.refused && report.refused !== "VP-RE-001") continue;
    const answer = await posted(`${root}/a/reports`, csrf, report.told);
    if (answer === null || answer.status >= 500 || answer.status === 429) return "later";
    if (answer.status === 401 || answer.status === 403) return "shut out";
    if (answer.ok) {
      keep({ ...report, received: true, refused: null });
    } else {
      keep({ ...report, refused: await reasonOf(answer) });
    }
    tell();
  }
  return "sent";
}

async function posted(url, csrf, told) {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "x-csrf-token": csrf },
      body: JSON.stringify(told),
      signal: AbortSignal.timeout(20000),
    });
  } catch {
    return null;
  }
}

async function reasonOf(answer) {
  try {
    const { error } = await answer.json();
    return error.findings.find((each) => each.code)?.code ?? String(answer.status);
  } catch {
    return String(answer.status);
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function nextOrder() {
  return Math.max(Date.now(), ...all().map((report) => report.order + 1));
}

// A UUID of random bits; crypto.randomUUID is missing where a page came without TLS.
function newId() {
  const bits = crypto.getRandomValues(new Uint8Array(16));
  bits[6] = (bits[6] & 0x0f) | 0x40;
  bits[8] = (bits[8] & 0x3f) | 0x80;
  const hex = [...bits].map((each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The moment by this phone's clock, with its offset: 2026-11-24T10:42:05+02:00.
function now() {
  const date = new Date();
  const ahead = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + ahead * 60000).toISOString().slice(0, 19);
  return `${local}${ahead < 0 ? "-" : "+"}${two(ahead / 60)}:${two(ahead % 60)}`;
}
