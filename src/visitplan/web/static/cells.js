// A table whose cells are changed where they stand. Arrows walk; Enter, F2 or typing opens a cell;
// Enter saves and goes down, Tab saves and goes on, Esc leaves the cell as it was.
const table = document.getElementById("rows");
const setting = JSON.parse(document.getElementById("cells")?.textContent ?? "null");
const said = document.querySelector("[data-said]");
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const FIRST = 1; // before the cells stands the way to the form of the row

const textOf = (cell) => cell.querySelector(".text").textContent;
const put = (cell, text) => { cell.querySelector(".text").textContent = text; };
const cellsOf = (row) => [...row.cells].slice(FIRST);
const rowsShown = () => [...table.tBodies[0].rows].filter((row) => row.dataset.was && !row.hidden);
const header = (cell) => table.tHead.rows[0].cells[cell.cellIndex].firstChild.textContent;

const tell = (text, kind = "", ...actions) => {
  said.hidden = !text;
  said.className = `notice ${kind}`;
  const buttons = actions.map(([name, act]) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: name, onclick: act });
    return button;
  });
  said.replaceChildren(text, " ", ...buttons);
  buttons[0]?.focus();
};

const showFindings = (cell, findings) => {
  for (const old of cell.querySelectorAll(".at-cell")) old.remove();
  const isWrong = findings.some((each) => each.severity === "error");
  cell.classList.toggle("has-error", isWrong);
  cell.classList.toggle("has-warning", findings.length > 0 && !isWrong);
  for (const { text } of findings) {
    const line = document.createElement("p");
    line.className = "at-cell";
    line.textContent = text;
    cell.append(line);
  }
};

const go = (cell) => {
  if (!cell) return;
  table.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
  cell.setAttribute("tabindex", "0");
  cell.focus();
};

const beside = (cell, [down, right]) => {
  const rows = rowsShown(), row = rows[rows.indexOf(cell.parentElement) + down];
  const cells = row ? cellsOf(row) : [];
  return cells[cell.cellIndex - FIRST + right];
};

const showRow = (row, { was, cells, at }) => {
  row.dataset.was = was;
  const link = row.querySelector(".act a");
  link.href = link.href.replace(/was=.*/, `was=${was}`);
  cellsOf(row).forEach((cell, number) => { put(cell, cells[number]); showFindings(cell, at?.[number] ?? []); });
};

const ask = async (row, column, text, seen) => {
  const body = JSON.stringify({ was: row.dataset.was, column, text, seen });
  const headers = { accept: "application/json", "content-type": "application/json", "x-csrf-token": setting.csrf };
  const answer = await fetch(setting.path, { method: "POST", body, headers, credentials: "same-origin" });
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  return { status: isJson ? answer.status : 500, told: isJson ? await answer.json() : {} };
};

// Saves one cell; what was typed stays in view until it is known to be kept.
const save = async (cell, text, before) => {
  const row = cell.parentElement, column = cell.cellIndex - FIRST;
  const seen = cellsOf(row).map((each) => (each === cell ? before : textOf(each)));
  put(cell, text);
  cell.classList.add("is-saving");
  tell(setting.saving);
  const { status, told } = await ask(row, column, text, seen).catch(() => ({ status: 500, told: {} }));
  cell.classList.remove("is-saving");
  if (status === 200) {
    showRow(row, told);
    cell.classList.add("has-changed");
    tell(told.merged ? setting.merged : setting.saved, "good");
  } else if (status === 422 && told.others) refuse(cell, column, text, before, told);
  else if (status === 409 && told.cells) offer(cell, column, text, told);
  else {
    put(cell, before);
    tell(told.gone ? setting.gone : setting.failed, "bad");
  }
};

const refuse = (cell, column, text, before, told) => {
  put(cell, before);
  tell([setting.refused, ...told.others].join(" "), "bad");
  open(cell, text, told.at[column] ?? []);
};

const offer = (cell, column, text, standing) => {
  showRow(cell.parentElement, standing);
  const theirs = standing.cells[column];
  tell(setting.overtaken.replace("{text}", theirs || setting.emptied), "warn",
    [setting.mine, () => { go(cell); save(cell, text, theirs); }], [setting.theirs, () => { tell(""); go(cell); }]);
};

function open(cell, text = textOf(cell), findings = []) {
  if (table.querySelector(".is-open") || cell.classList.contains("is-saving")) return;
  const before = textOf(cell), input = document.createElement("input"), rest = [...cell.childNodes];
  if (before.includes("\n")) return void cell.parentElement.querySelector(".act a").click();
  const label = setting.label.replace("{column}", header(cell)).replace("{row}", textOf(cellsOf(cell.parentElement)[0]));
  Object.assign(input, { type: "text", value: text, autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-label", label);
  const why = findings.map((each) => Object.assign(document.createElement("p"), { className: "wrong at-cell", textContent: each.text }));
  if (why.length) { why[0].id = "why"; input.setAttribute("aria-invalid", "true"); input.setAttribute("aria-describedby", "why"); }
  cell.classList.add("is-open");
  cell.replaceChildren(input, ...why);
  input.focus();
  if (text === before) input.select();
  let isOpen = true;
  const shut = (keeps, step) => {
    if (!isOpen) return;
    isOpen = false;
    cell.classList.remove("is-open");
    cell.replaceChildren(...rest);
    if (step) go(beside(cell, step) ?? cell);
    if (keeps && input.value !== before) save(cell, input.value, before);
    else if (findings.length) tell("");
  };
  input.addEventListener("blur", () => shut(true));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.isComposing) shut(true, [1, 0]);
    else if (event.key === "Tab") shut(true, [0, event.shiftKey ? -1 : 1]);
    else if (event.key === "Escape") shut(false, [0, 0]);
    else return;
    event.preventDefault();
  });
}

const key = (event) => {
  const cell = event.target.closest('[role="gridcell"]');
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) go(beside(cell, STEPS[event.key]));
  else if (event.key === "Home") go(cellsOf(cell.parentElement)[0]);
  else if (event.key === "End") go(cellsOf(cell.parentElement).at(-1));
  else if (event.key === "Enter" || event.key === "F2") open(cell);
  else if (event.key === "Delete" || event.key === "Backspace") open(cell, "");
  else if (event.key.length === 1) open(cell, event.key);
  else return;
  event.preventDefault();
};

const begin = () => {
  table.setAttribute("role", "grid");
  document.querySelector("[data-keys]").hidden = false;
  for (const row of rowsShown()) for (const cell of cellsOf(row)) { cell.setAttribute("role", "gridcell"); cell.tabIndex = -1; }
  const first = rowsShown()[0];
  if (first) cellsOf(first)[0].tabIndex = 0;
  table.addEventListener("keydown", key);
  table.addEventListener("click", ({ target }) => { const cell = target.closest('[role="gridcell"]'); if (cell && !cell.classList.contains("is-open")) go(cell); });
  table.addEventListener("dblclick", ({ target }) => { const cell = target.closest('[role="gridcell"]'); if (cell) open(cell); });
};
if (table && setting) begin();
