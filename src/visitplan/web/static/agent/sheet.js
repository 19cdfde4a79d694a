// The sheet of outcomes: what came of a visit, in two taps; some ask for a day or an amount more.
import { lineOf } from "./words.js";

const sheet = document.getElementById("sheet");
let asked = null;
let note = () => {};
let data = {};

export function prepare(newData, onNote) {
  data = newData;
  note = onNote;
}

// Ask what came of a stop; `corrects` is the earlier report that is to be put right, if any.
export function ask(stop, corrects = null) {
  asked = { stop, corrects };
  sheet.querySelector("[data-number]").textContent =
    stop.number ? `${lineOf(data.texts.stop, { number: stop.number })}:` : "";
  sheet.querySelector("[data-retract]").hidden = !corrects || Boolean(corrects.refused);
  for (const box of sheet.querySelectorAll("[data-position]")) box.checked = false;
  show("choose");
  sheet.showModal();
  sheet.scrollTop = 0;
}

function show(kind) {
  sheet.querySelector("[data-choose]").hidden = kind !== "choose";
  for (const form of sheet.querySelectorAll("[data-details]")) {
    form.hidden = form.dataset.details !== kind;
    form.reset();
    wrong(form, "");
  }
}

function answer(code, details = {}) {
  const wantsPosition = sheet.querySelector("[data-position]")?.checked ?? false;
  sheet.close();
  note({ ...asked, code, details, wantsPosition });
}

sheet.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (event.target === sheet) sheet.close();
  else if (!button) return;
  else if (button.hasAttribute("data-retract")) answer(data.retracted);
  else if (button.hasAttribute("data-back")) show("choose");
  else if (button.dataset.code) choose(button.dataset.code);
});

function choose(code) {
  const kind = data.details[code];
  if (!kind) return answer(code);
  const form = sheet.querySelector(`[data-details="${kind}"]`);
  form.dataset.for = code;
  show(kind);
  form.querySelector("[data-title]").textContent = data.titles[code];
  for (const day of form.querySelectorAll("input[type=date]")) {
    day.min = data.today;
    if (kind !== "callback") day.max = data.latest;
  }
  return form.querySelector("input, select").focus();
}

for (const form of sheet.querySelectorAll("[data-details]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      answer(form.dataset.for, READ[form.dataset.details](form.elements));
    } catch (problem) {
      if (!(problem instanceof Misread)) throw problem;
      wrong(form, problem.message);
    }
  });
}

function wrong(form, sentence) {
  const line = form.querySelector("[data-wrong]");
  line.hidden = !sentence;
  line.textContent = sentence;
}

class Misread extends Error {}

const READ = {
  promise: ({ on, amount }) => {
    if (!on.value && !amount.value) return {};
    const sum = amount.value ? { amount: minor(amount.value) } : {};
    return { promise: { on: day(on.value), ...sum } };
  },
  amount: ({ amount }) => (amount.value ? { amount: minor(amount.value) } : {}),
  callback: ({ on, at }) => {
    if (!on.value && !at.value) return {};
    if (!on.value) throw new Misread(data.texts.allOrNothing);
    return { callback: { on: on.value, ...(at.value ? { at: at.value } : {}) } };
  },
  instalments: ({ number, every, first, amount }) => {
    const filled = [number, first, amount].filter((each) => each.value);
    if (!filled.length) return {};
    if (filled.length < 3) throw new Misread(data.texts.allOrNothing);
    const count = Number(number.value);
    if (!Number.isInteger(count) || count < 2 || count > data.instalments) {
      throw new Misread(lineOf(data.texts.wrongNumber, { most: data.instalments }));
    }
    const each = minor(amount.value);
    return { instalments: { number: count, every: every.value, first: day(first.value), amount: each } };
  },
};

function day(text) {
  if (!text || text < data.today || text > data.latest) {
    throw new Misread(lineOf(data.texts.wrongDay, { first: data.today, last: data.latest }));
  }
  return text;
}

function minor(text) {
  const plain = text.trim().replace(",", ".");
  const form = data.digits ? new RegExp(`^[0-9]{1,9}(\\.[0-9]{1,${data.digits}})?$`) : /^[0-9]{1,9}$/;
  const amount = form.test(plain) ? Math.round(Number(plain) * 10 ** data.digits) : 0;
  if (amount <= 0) throw new Misread(data.texts.wrongAmount);
  return amount;
}
